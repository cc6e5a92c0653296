using Nabla.Data;
using Nabla.Tests.Text;
using Nabla.Text;

namespace Nabla.Tests.Text.Tokenizers;

public class BytePairTrainerTests
{
    /// <summary>The algorithm as the paper writes it: count all pairs anew for each merge.</summary>
    static List<(string, string)> Plain(IEnumerable<string> pieces, int merges)
    {
        var words = pieces.GroupBy(piece => piece).Select(group => (Symbols: group.Key.Select(letter => (Id: (int)letter, Name: ByteAlphabet.Characters[letter].ToString())).ToList(), Count: group.Count())).ToList();
        var learned = new List<(string, string)>();
        while (learned.Count < merges)
        {
            var best = words.SelectMany(word => word.Symbols.Zip(word.Symbols.Skip(1)).Select(pair => (pair.First, pair.Second, word.Count)))
                .GroupBy(pair => (pair.First, pair.Second)).Select(group => (Pair: group.Key, Count: group.Sum(pair => pair.Count)))
                .Where(pair => pair.Count >= 2).OrderByDescending(pair => pair.Count).ThenBy(pair => pair.Pair.First.Id).ThenBy(pair => pair.Pair.Second.Id).FirstOrDefault();
            if (best.Count == 0) break;
            var merged = (Id: 256 + learned.Count, Name: best.Pair.First.Name + best.Pair.Second.Name);
            learned.Add((best.Pair.First.Name, best.Pair.Second.Name));
            foreach (var (symbols, _) in words)
            {
                for (int i = 0; i < symbols.Count - 1; i++)
                    if ((symbols[i], symbols[i + 1]) == best.Pair)
                    {
                        symbols[i] = merged;
                        symbols.RemoveAt(i + 1);
                    }
            }
        }
        return learned;
    }

    [Theory]
    [InlineData("low low low low low lower lower newest newest newest newest newest newest widest widest widest")]
    [InlineData("aaaa aaaaa aaa aa aabaab abababab aaaaaaaaab banana bananas")]
    [InlineData("she sells sea shells by the sea shore the shells she sells are sea shells I am sure")]
    public void It_learns_what_the_plain_algorithm_learns(string text)
    {
        var expected = Plain(System.Text.RegularExpressions.Regex.Matches(text, " ?[^ ]+").Select(match => match.Value), 40);
        var tokenizer = BytePairTokenizer.Train(System.Text.Encoding.UTF8.GetBytes(text), new BytePairOptions { Vocabulary = 296 });
        Assert.True(expected.Count > 5);
        Assert.Equal(expected, tokenizer.Contents.Merges);
    }

    [Fact]
    public void It_learns_what_the_plain_algorithm_learns_of_random_letters()
    {
        var rng = Nabla.Tensors.Rng.FromSeed(3).Reader();
        string text = string.Concat(Enumerable.Range(0, 3000).Select(_ => "abc aab"[(int)(rng.Bits() % 7)]));
        var expected = Plain(System.Text.RegularExpressions.Regex.Matches(text, @" ?[^ ]+| +(?= )| +").Select(match => match.Value), 100);
        Assert.Equal(expected, BytePairTokenizer.Train(System.Text.Encoding.UTF8.GetBytes(text), new BytePairOptions { Vocabulary = 356 }).Contents.Merges);
    }

    [Fact]
    public void Random_bytes_train_the_same_tokenizer_twice()
    {
        byte[] text = [.. Enumerable.Range(0, 2000).SelectMany(RandomBytes.Of)];
        var options = new BytePairOptions { Vocabulary = 600, Pattern = SplitPattern.Gpt4 };
        Assert.Equal(BytePairTokenizer.Train(text, options).Contents.Merges, BytePairTokenizer.Train(text, options).Contents.Merges);
    }

    [Fact]
    public void What_occurs_too_rarely_does_not_merge()
    {
        var tokenizer = BytePairTokenizer.Train("abab cd"u8, new BytePairOptions { Vocabulary = 1000, SpecialTokens = ["<end>"] });
        Assert.Equal([("a", "b")], tokenizer.Contents.Merges);
        Assert.Equal(258, tokenizer.Count);
        Assert.Equal(257, tokenizer.SpecialTokens["<end>"]);
        Assert.Equal(257, BytePairTokenizer.Train([], new BytePairOptions { Vocabulary = 300, SpecialTokens = ["<end>"] }).Count);
    }

    [Fact]
    public void What_cannot_be_is_said()
    {
        static string Fails(BytePairOptions options) => Assert.Throws<DataException>(() => BytePairTokenizer.Train("abc"u8, options)).Message;
        Assert.Contains("a vocabulary of 256 is too small: the bytes and special tokens alone take 257", Fails(new() { Vocabulary = 256, SpecialTokens = ["<end>"] }));
        Assert.Contains("split pattern '(' is not understood", Fails(new() { Vocabulary = 300, Pattern = "(" }));
        Assert.Contains("LeastCount is 0", Fails(new() { Vocabulary = 300, LeastCount = 0 }));
        Assert.Contains("can be no special token", Fails(new() { Vocabulary = 300, SpecialTokens = ["<end>", ""] }));
        Assert.Contains("can be no special token", Fails(new() { Vocabulary = 300, SpecialTokens = ["<\ud800>"] }));
        Assert.InRange(Fails(new() { Vocabulary = 300, Pattern = new string('(', 50_000) }).Length, 1, 400);
        Assert.Contains("the token '<end>' is there twice", Fails(new() { Vocabulary = 300, SpecialTokens = ["<end>", "<end>"] }));
    }
}
