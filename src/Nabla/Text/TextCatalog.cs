using Nabla.Data.Catalog;
using Nabla.Text.Generated;

namespace Nabla.Text;

/// <summary>Text by a known name or by the path of a file: as one stream, or as lines.</summary>
/// <param name="catalog">Where known sets lie.</param>
public sealed class TextCatalog(DataCatalog catalog)
{
    const long LongestInMemory = 1L << 30;

    /// <summary>The catalog of this user and environment.</summary>
    public static TextCatalog Default => new(DataCatalog.Default);

    /// <summary>Loads a text.</summary>
    /// <exception cref="DataException">It is missing, empty or too short, the tokenizer has no token for some of it, or it cannot be cut as asked.</exception>
    public TextData Load(string nameOrPath, TextOptions options)
    {
        if (nameOrPath == "brackets") return Brackets.Load(options.Seed);
        if (nameOrPath == "dates") return Dates.Load(options.Seed);
        (string name, string path) = Find(nameOrPath);
        if (path.EndsWith(".bin", StringComparison.OrdinalIgnoreCase)) return Tokenized(name, path, options);
        byte[] text = Read(path);
        if (options is { HasLines: true, ReadsOnce: true }) throw new DataException($"data.order: the lines of '{name}' are shuffled anew every epoch; only a stream is read from beginning to end: leave data.documents at stream.");
        return options.HasLines ? Lines(name, text, options) : Stream(name, text, options);
    }

    (string Name, string Path) Find(string nameOrPath) => DataCatalog.Known.FirstOrDefault(known => known.Name == nameOrPath) is { } known
        ? (known.Name, Path.Combine(catalog.Get(known.Name), known.Needed[0]))
        : (Path.GetFileNameWithoutExtension(nameOrPath), nameOrPath);

    static byte[] Read(string path)
    {
        try
        {
            long length = Nabla.Files.PlainFile.Length(path);
            if (length == 0) throw new DataException($"{path}: {Nabla.Files.PlainFile.Nothing}.");
            if (length > LongestInMemory) throw new DataException($"{path}: has {length:N0} bytes, more than are read into memory ({LongestInMemory:N0}): write its tokens to a file (TokenFile.Write), and give that (.bin).");
            return File.ReadAllBytes(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new DataException($"{path}: cannot be read: {failure.Message}", failure);
        }
    }

    // A file of tokens is read where it lies, however long it is.
    static TextData Tokenized(string name, string path, TextOptions options)
    {
        if (options.HasLines) throw new DataException($"{path}: a file of tokens is one stream: leave data.documents at stream.");
        if (!TokenizerText.IsFile(options.Tokenizer)) throw new DataException($"{path}: a file of tokens needs the tokenizer that made it: set data.tokenizer to its tokenizer.json.");
        var tokenizer = TokenizerText.Read(options.Tokenizer, [], []);
        var file = TokenFile.Open(path);
        if (file.Vocabulary != tokenizer.Count) throw new DataException($"{path}: was made by a tokenizer of {file.Vocabulary} tokens, but that of data.tokenizer has {tokenizer.Count}: give the one that made it.");
        return new(Cut(name, TokenSource.Of(file), tokenizer, options), tokenizer);
    }

    static TextData Lines(string name, byte[] text, TextOptions options)
    {
        var tokenizer = TokenizerText.Read(options.Tokenizer, [.. text, (byte)'\n'], TokenizerText.Learns(options.Tokenizer) ? LearntFrom(name, text, options) : []);
        var split = Splits.Holdout(TextLines.From(name, text, tokenizer, options.Length), options.TestShare, options.Seed);
        long aside = Aside(name, options, split.Train.Count!.Value, "lines");
        if (aside == 0) return new(split, tokenizer);
        var cut = Splits.Holdout(split.Train, (double)aside / split.Train.Count!.Value, options.Seed);
        return new(new DataSplit(cut.Train, split.Test, cut.Test), tokenizer);
    }

    // Which lines are learnt from depends on their number and the seed, not on what cuts them.
    static byte[] LearntFrom(string name, byte[] text, TextOptions options)
    {
        Dataset train = Splits.Holdout(TextLines.From(name, text, new ByteTokenizer()), options.TestShare, options.Seed).Train;
        var bytes = new List<byte>(text.Length);
        var row = new int[train.Target.Size];
        for (long line = 0; line < train.Count; line++)
        {
            train.Read(line, default, row);
            foreach (int value in row) if (value >= 0) bytes.Add((byte)value);
        }
        return [.. bytes];
    }

    static TextData Stream(string name, byte[] text, TextOptions options)
    {
        // The tokenizer learns from the bytes before the last part: where that part begins in tokens depends on the tokenizer.
        var tokenizer = TokenizerText.Read(options.Tokenizer, text, text.AsSpan(0, (int)Kept(text.Length, options.TestShare)));
        return new(Cut(name, TokenSource.Of(tokenizer.Encode(text)), tokenizer, options), tokenizer);
    }

    /// <summary>The last part is tested on, the part before it chosen by.</summary>
    internal static DataSplit Cut(string name, TokenSource tokens, Tokenizer tokenizer, TextOptions options)
    {
        int padding = NewlineToken.Of(tokenizer) ?? 0;
        long kept = Kept(tokens.Count, options.TestShare), aside = Aside(name, options, kept, "tokens");
        TokenSource train = tokens.Range(0, kept - aside), test = options.TestShare == 0 ? tokens : tokens.Range(kept, tokens.Count - kept);
        int window = options.Length ?? options.Window;
        return new DataSplit(
            options.ReadsOnce ? new TextWindows($"{name}-train", train, tokenizer, padding, window, isPassedOnce: true) : new TextStream($"{name}-train", train, tokenizer, padding, window),
            new TextWindows(options.TestShare == 0 ? $"{name}-train" : $"{name}-test", test, tokenizer, padding, window),
            aside == 0 ? null : new TextWindows($"{name}-validation", tokens.Range(kept - aside, aside), tokenizer, padding, window));
    }

    static long Kept(long count, double testShare) => (long)((1 - testShare) * count);

    static long Aside(string name, TextOptions options, long count, string units)
    {
        long aside = options.Validation(count);
        return aside == 0 || aside < count ? aside : throw new DataException($"data.validation: {aside} of the {count} {units} of '{name}' leave nothing to learn from.");
    }
}
