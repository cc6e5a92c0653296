using Nabla.Text;

namespace Nabla.Tests.Text;

/// <summary>Facts about GPT-2's tokenizer: every merge that can happen in the examples, with its rank; token numbers are as in GPT-2.</summary>
static class Gpt2Facts
{
    const int Bytes = 256;

    public const int EndOfText = 50256;

    public static readonly (int Rank, string Left, string Right)[] Merges = ReadMerges();

    /// <summary>What GPT-2's files say, cut out: the bytes (the visible ones first), the tokens that the merges make, the end of a text.</summary>
    public static (string Text, int Id)[] Vocabulary =>
        [.. Letters().Select((letter, id) => (letter, id)), .. Merges.Select(merge => (merge.Left + merge.Right, Bytes + merge.Rank)), ("<|endoftext|>", EndOfText)];

    public static BytePairTokenizer Tokenizer { get; } = new(new TokenizerContents
    {
        Vocabulary = [.. Vocabulary, .. Fillers()],
        IsByteLevel = true,
        Merges = [.. Merges.Select(merge => (merge.Left, merge.Right))],
        Patterns = [SplitPattern.Gpt2],
        Added = [new("<|endoftext|>", EndOfText, IsSpecial: true)],
    });

    /// <summary>Names for the numbers that the cut-out leaves free: a real vocabulary has no such holes.</summary>
    public static IEnumerable<(string Text, int Id)> Fillers()
    {
        var taken = Vocabulary.Select(token => token.Id).ToHashSet();
        return Enumerable.Range(0, EndOfText).Where(id => !taken.Contains(id)).Select(id => ($"filler{id}", id));
    }

    static IEnumerable<string> Letters() => Enumerable.Range(0, Bytes).Select(value => ByteAlphabet.Characters[value]).OrderBy(letter => letter).Select(letter => letter.ToString());

    static (int, string, string)[] ReadMerges()
    {
        using var reader = new StreamReader(typeof(Gpt2Facts).Assembly.GetManifestResourceStream("gpt2_merges.txt")!);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')).Select(parts => (int.Parse(parts[0]), parts[1], parts[2]))];
    }
}
