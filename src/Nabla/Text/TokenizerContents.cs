using System.Text;
using Nabla.Words;

namespace Nabla.Text;

/// <summary>What a <c>tokenizer.json</c> says, as far as it is understood here.</summary>
sealed record TokenizerContents
{
    /// <summary>The tokens as they are written, with their numbers.</summary>
    public required IReadOnlyList<(string Text, int Id)> Vocabulary { get; init; }

    /// <summary>Whether tokens are written in the <see cref="ByteAlphabet"/>; otherwise they are plain text.</summary>
    public bool IsByteLevel { get; init; }

    /// <summary>The tokenizer that works so.</summary>
    /// <exception cref="FormatException">It contradicts itself, or asks for something that is not done here.</exception>
    public Tokenizer Make() => IsByteLevel ? MakeBytes() : MakeCharacters();

    ByteTokenizer MakeBytes()
    {
        var tokenizer = new ByteTokenizer();
        if (!Vocabulary.ToHashSet().SetEquals(tokenizer.Contents.Vocabulary)) throw new FormatException("its vocabulary is not the 256 bytes in their order.");
        return tokenizer;
    }

    CharacterTokenizer MakeCharacters()
    {
        var symbols = new List<Rune>();
        foreach ((string text, int id) in Vocabulary.OrderBy(token => token.Id))
        {
            if (!Rune.TryGetRuneAt(text + "\0", 0, out var symbol) || symbol.Utf16SequenceLength != text.Length)
                throw new FormatException($"token '{Excerpt.Of(text)}' is no single character, and the decoder is not ByteLevel: only characters, bytes and byte-level BPE are read.");
            if (id != symbols.Count || (id > 0 && symbol <= symbols[^1]))
                throw new FormatException($"character '{Symbol.NameOf(symbol)}' has number {id}, but characters are numbered from 0 on in the order of Unicode: write the file again from the text.");
            symbols.Add(symbol);
        }
        return CharacterTokenizer.FromSymbols(symbols);
    }
}
