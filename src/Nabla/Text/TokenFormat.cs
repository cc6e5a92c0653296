namespace Nabla.Text;

/// <summary>Text as the tokens that <see cref="TokenFile"/> writes: one stream, read where it lies, however long it is.</summary>
sealed class TokenFormat : DataFormat
{
    TokenFormat() : base("tokens", "a file of its tokens (.bin)") { }

    /// <summary>Files of tokens as a format.</summary>
    public static DataFormat Format { get; } = new TokenFormat();

    /// <inheritdoc/>
    public override IReadOnlyList<(string Path, string Value)> Defaults => TextFormat.Format.Defaults;

    /// <inheritdoc/>
    public override bool Is(string path) => path.EndsWith(".bin", StringComparison.OrdinalIgnoreCase) && File.Exists(path);

    /// <inheritdoc/>
    public override DataSplit Load(string path, DataOptions options)
    {
        if (options.HasLines) throw new DataException($"{path}: a file of tokens is one stream: leave data.documents at stream.");
        var tokenizer = TextFormat.KnownTo(options) ?? (TokenizerText.IsFile(options.Tokenizer) ? TokenizerText.Read(options.Tokenizer, [], [])
            : throw new DataException($"{path}: a file of tokens needs the tokenizer that made it: set data.tokenizer to its tokenizer.json."));
        var file = TokenFile.Open(path);
        if (file.Vocabulary != tokenizer.Count)
            throw new DataException($"{path}: was made by a tokenizer of {file.Vocabulary} tokens, but that of data.tokenizer has {tokenizer.Count}: give the one that made it.");
        return TextFormat.Cut(Path.GetFileNameWithoutExtension(path), TokenSource.Of(file), tokenizer, options);
    }
}
