namespace Nabla.Text;

/// <summary>The tokens of a byte-level vocabulary: what each is called and which bytes it stands for. Numbers may be left out.</summary>
sealed class BytePairVocabulary
{
    readonly string?[] names;
    readonly byte[][] bytes;
    readonly Dictionary<string, int> byName;

    /// <param name="tokens">The tokens as they are written in the <see cref="ByteAlphabet"/>.</param>
    /// <param name="added">Tokens that are written as they are; they may be among the others.</param>
    /// <exception cref="FormatException">A name or number is there twice, or the numbers leave out more than they use.</exception>
    public BytePairVocabulary(IReadOnlyList<(string Text, int Id)> tokens, IReadOnlyList<AddedToken> added)
    {
        if (tokens.Count == 0) throw new FormatException("its vocabulary is empty: the file is damaged.");
        byName = new(tokens.Count + added.Count);
        long count = 1L + tokens.Select(token => token.Id).Concat(added.Select(token => token.Id)).DefaultIfEmpty(-1).Max();
        if (count / 2 > tokens.Count + added.Count + 256)
            throw new FormatException($"its largest token is number {count - 1}, but it names {tokens.Count + added.Count} tokens: the numbers are damaged.");
        names = new string?[count];
        bytes = new byte[count][];
        Array.Fill(bytes, []);
        foreach ((string text, int id) in tokens) Add(text, id, ByteAlphabet.Read(text) ?? Encoding.UTF8.GetBytes(text));
        var seen = new HashSet<string>();
        foreach (var token in added)
        {
            if (!seen.Add(token.Text)) throw new FormatException($"the token '{Excerpt.Of(token.Text)}' is there twice among the added ones: name it once.");
            AddAdded(token);
        }
    }

    /// <summary>One more than the largest number.</summary>
    public int Count => names.Length;

    /// <summary>The tokens as they are written, in the order of their numbers.</summary>
    public IEnumerable<(string Text, int Id)> Tokens => names.Select((name, id) => (name!, id)).Where(token => token.Item1 is not null);

    /// <summary>How a token is written; null for a number that is left out.</summary>
    public string? NameOf(int token) => names[token];

    /// <summary>The bytes that a token stands for; none for a number that is left out.</summary>
    public byte[] BytesOf(int token) => bytes[token];

    /// <summary>The token that is written so.</summary>
    public int? Find(string name) => byName.TryGetValue(name, out int token) ? token : null;

    void Add(string name, int id, byte[] stoodFor)
    {
        if (name.Length == 0) throw new FormatException($"token {id} is empty: the file is damaged.");
        if (names[id] is { } other) throw new FormatException($"the tokens '{Excerpt.Of(other)}' and '{Excerpt.Of(name)}' have the same number {id}: the file is damaged.");
        if (!byName.TryAdd(name, id)) throw new FormatException($"the token '{Excerpt.Of(name)}' is there twice, as {byName[name]} and {id}: the file is damaged.");
        (names[id], bytes[id]) = (name, stoodFor);
    }

    void AddAdded(AddedToken token)
    {
        byte[] text = Encoding.UTF8.GetBytes(token.Text);
        if (names[token.Id] != token.Text) Add(token.Text, token.Id, text);
        else bytes[token.Id] = text;
    }
}
