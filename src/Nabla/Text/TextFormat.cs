namespace Nabla.Text;

/// <summary>Text: all of it one stream, or each line an example of its own. What is of no other format is read as text.</summary>
sealed class TextFormat : DataFormat
{
    const long LongestInMemory = 1L << 30;

    TextFormat() : base("text", "a file of text") { }

    /// <summary>Text as a format.</summary>
    public static DataFormat Format { get; } = new TextFormat();

    /// <summary>The setting of nanoGPT for a processor (Karpathy 2022), made for Shakespeare by characters.</summary>
    public override IReadOnlyList<(string Path, string Value)> Defaults { get; } =
    [
        ("data.test", "10%"), ("data.normalize", "none"), ("model.name", "gpt:4x128x4"), ("model.init", "auto"), ("model.bias", "false"),
        ("optimizer.learningRate", "0.001"), ("optimizer.beta2", "0.99"), ("optimizer.weightDecay", "0.1"), ("schedule.name", "cosine:0.1"), ("schedule.warmup", "100"),
        ("training.batch", "12"), ("training.steps", "2000"), ("training.evaluateEvery", "500"), ("training.checkpointEvery", "500"),
    ];

    /// <inheritdoc/>
    public override bool IsFallback => true;

    /// <inheritdoc/>
    public override bool Is(string path) => File.Exists(path);

    /// <inheritdoc/>
    public override DataSplit Load(string path, DataOptions options)
    {
        if (options.Label is null) return Load(Path.GetFileNameWithoutExtension(path), path, options);
        throw new DataException($"{path}: data.label ({options.Label}) names a column of a table, but the file is read as text: if it is a table, call it .csv or .tsv.");
    }

    /// <summary>Reads a text under a name.</summary>
    /// <exception cref="DataException">It is missing, empty or too short, the tokenizer has no token for some of it, or it cannot be cut as asked.</exception>
    public static DataSplit Load(string name, string path, DataOptions options)
    {
        byte[] text = Read(path);
        if (options is { HasLines: true, ReadsOnce: true })
            throw new DataException($"data.order: the lines of '{name}' are shuffled anew every epoch; only a stream is read from beginning to end: leave data.documents at stream.");
        try { return options.HasLines ? Lines(name, text, options) : Stream(name, text, options); }
        catch (DataException error) when (!error.Message.Contains(name, StringComparison.Ordinal)) { throw new DataException($"{path}: {error.Message}", error); }
    }

    static byte[] Read(string path)
    {
        try
        {
            long length = PlainFile.Length(path);
            if (length == 0) throw new DataException($"{path}: {PlainFile.Nothing}.");
            if (length > LongestInMemory)
                throw new DataException($"{path}: has {length:N0} bytes, more than are read into memory ({LongestInMemory:N0}): write its tokens to a file (TokenFile.Write), and give that (.bin).");
            return File.ReadAllBytes(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new DataException($"{path}: cannot be read: {failure.Message}", failure);
        }
    }

    static DataSplit Lines(string name, byte[] text, DataOptions options)
    {
        var tokenizer = KnownTo(options)
            ?? TokenizerText.Read(options.Tokenizer, [.. text, (byte)'\n'],
                TokenizerText.Learns(options.Tokenizer) ? LearntFrom(name, text, options) : []);
        return Aside(TextLines.From(name, text, tokenizer, PlacesOf(options)), options);
    }

    static DataSplit Aside(Dataset lines, DataOptions options) => options.IsWhole ? new(lines, lines) : Splits.Holdout(lines, TestShare(options), options.Seed);

    // Which lines are learnt from depends on their number and the seed, not on what cuts them.
    static byte[] LearntFrom(string name, byte[] text, DataOptions options)
    {
        Dataset train = Aside(TextLines.From(name, text, new ByteTokenizer()), options).Train;
        var bytes = new List<byte>(text.Length);
        var row = new int[train.Target.Size];
        for (long line = 0; line < train.Count; line++)
        {
            train.Read(line, default, row);
            foreach (int value in row) if (value >= 0) bytes.Add((byte)value);
        }
        return [.. bytes];
    }

    static DataSplit Stream(string name, byte[] text, DataOptions options)
    {
        // The tokenizer learns from the bytes before the last part: where that part begins in tokens depends on the tokenizer.
        var tokenizer = KnownTo(options) ?? TokenizerText.Read(options.Tokenizer, text, text.AsSpan(0, (int)Kept(text.Length, options)));
        return Cut(name, TokenSource.Of(tokenizer.Encode(text)), tokenizer, options);
    }

    /// <summary>The last part is tested on, the part before it chosen by.</summary>
    internal static DataSplit Cut(string name, TokenSource tokens, Tokenizer tokenizer, DataOptions options)
    {
        int padding = NewlineToken.Of(tokenizer) ?? 0, window = PlacesOf(options) ?? options.Window;
        Dataset Windows(string part, TokenSource some, bool isPassedOnce = false) => new TextWindows(part, some, tokenizer, padding, window, isPassedOnce);
        if (options.IsWhole) return new DataSplit(Windows(name, tokens), Windows(name, tokens));
        long kept = Kept(tokens.Count, options), aside = options.Aside(name, kept, "tokens");
        bool isJudgedToo = TestShare(options) == 0;
        TokenSource train = tokens.Range(0, kept - aside);
        return new DataSplit(
            options.ReadsOnce ? Windows($"{name}-train", train, isPassedOnce: true) : new TextStream($"{name}-train", train, tokenizer, padding, window),
            isJudgedToo ? Windows($"{name}-train", tokens) : Windows($"{name}-test", tokens.Range(kept, tokens.Count - kept)),
            aside == 0 ? null : Windows($"{name}-validation", tokens.Range(kept - aside, aside)));
    }

    static double TestShare(DataOptions options) => options.TestShare ?? 0.1;

    static long Kept(long count, DataOptions options) => (long)((1 - TestShare(options)) * count);

    /// <summary>The tokenizer that a trained model knows; null without one.</summary>
    internal static Tokenizer? KnownTo(DataOptions options) =>
        options.Form?.Inputs.OfType<TokenField>().Select(tokens => tokens.Vocabulary).OfType<Tokenizer>().FirstOrDefault();

    // The places that a trained model reads.
    static int? PlacesOf(DataOptions options) => options.Form?.Inputs[0] is TokenField tokens ? tokens.Length : null;
}
