namespace Nabla.Text;

/// <summary>What a <c>tokenizer.json</c> says, as far as it is understood here.</summary>
sealed record TokenizerContents
{
    /// <summary>The tokens as they are written, with their numbers.</summary>
    public required IReadOnlyList<(string Text, int Id)> Vocabulary { get; init; }

    /// <summary>Whether tokens are written in the <see cref="ByteAlphabet"/>; otherwise they are plain text.</summary>
    public bool IsByteLevel { get; init; }

    /// <summary>The merges in the order of their ranks, as tokens are written.</summary>
    public IReadOnlyList<(string Left, string Right)> Merges { get; init; } = [];

    /// <summary>The tokens that were added to those of the model.</summary>
    public IReadOnlyList<AddedToken> Added { get; init; } = [];

    /// <summary>The patterns that cut text into pieces, in turn.</summary>
    public IReadOnlyList<string> Patterns { get; init; } = [];

    /// <summary>Whether a text that begins with no space gets one.</summary>
    public bool AddPrefixSpace { get; init; }

    /// <summary>Whether a piece that is a token becomes it without merging.</summary>
    public bool IgnoreMerges { get; init; }

    /// <summary>What is to be put around a text, in JSON: kept as it came.</summary>
    public string? PostProcessor { get; init; }

    /// <summary>The tokenizer that works so.</summary>
    /// <exception cref="FormatException">It contradicts itself, or asks for something that is not done here.</exception>
    public Tokenizer Make()
    {
        if (!IsByteLevel) return MakeCharacters();
        var bytes = new ByteTokenizer();
        bool plain = Merges.Count == 0 && Added.Count == 0 && Patterns.Count == 0 && !AddPrefixSpace;
        return plain && Vocabulary.ToHashSet().SetEquals(bytes.Contents.Vocabulary) ? bytes : new BytePairTokenizer(this);
    }

    /// <summary>The merges by the numbers of a vocabulary.</summary>
    /// <exception cref="FormatException">One is of no tokens, makes none, or is there twice.</exception>
    public List<Merge> MergesIn(BytePairVocabulary vocabulary)
    {
        var merges = new List<Merge>(Merges.Count);
        var seen = new HashSet<ulong>(Merges.Count);
        var special = Added.Where(token => token.IsSpecial).Select(token => token.Id).ToHashSet();
        foreach (var (left, right) in Merges)
        {
            int Number(string token) => vocabulary.Find(token) ?? throw Bad(left, right, $"'{Excerpt.Of(token)}' is not in the vocabulary");
            var merge = new Merge(Number(left), Number(right), Number(left + right));
            if (!seen.Add(MergeTable.Pair(merge.Left, merge.Right))) throw Bad(left, right, "it is there twice");
            if (special.Contains(merge.Result)) throw Bad(left, right, "it makes a special token of ordinary text");
            merges.Add(merge);
        }
        return merges;
    }

    CharacterTokenizer MakeCharacters()
    {
        if (Merges.Count + Added.Count + Patterns.Count > 0) throw new FormatException("it merges, splits or adds to plain characters: only characters, bytes and byte-level BPE are read.");
        var symbols = new List<Rune>();
        foreach ((string text, int id) in Vocabulary.OrderBy(token => token.Id))
        {
            if (!Rune.TryGetRuneAt(text + "\0", 0, out var symbol) || symbol.Utf16SequenceLength != text.Length)
                throw new FormatException($"token '{Excerpt.Of(text)}' is no single character, and the decoder is not ByteLevel: only characters, bytes and byte-level BPE are read.");
            if (id != symbols.Count || (id > 0 && symbol <= symbols[^1]))
                throw new FormatException($"character '{Symbol.NameOf(symbol)}' has number {id}, but characters are numbered from 0 on in the order of Unicode: write the file again from the text.");
            symbols.Add(symbol);
        }
        if (symbols.Count == 0) throw new FormatException("its vocabulary is empty: the file is damaged.");
        return CharacterTokenizer.FromSymbols(symbols);
    }

    static FormatException Bad(string left, string right, string what) =>
        new($"merge '{Excerpt.Of(left)} {Excerpt.Of(right)}': {what}: vocabulary and merges do not belong together, or the file is damaged.");
}
