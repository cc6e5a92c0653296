using System.Text.Json;
using System.Text.Json.Nodes;
using Nabla.Data;
using Nabla.Tests.Data.Readers;
using Nabla.Text;

namespace Nabla.Tests.Text.Tokenizers;

public class VocabularyAndMergesTests : IDisposable
{
    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    string Vocabulary(IEnumerable<(string Text, int Id)> tokens) =>
        folder.Write("vocab.json", new JsonObject(tokens.Select(token => KeyValuePair.Create<string, JsonNode?>(token.Text, token.Id))).ToJsonString());

    string Merges(params string[] lines) => folder.Write("merges.txt", "#version: 0.2\n" + string.Join("\n", lines) + "\n");

    string Fails() => Assert.Throws<DataException>(() => Tokenizer.Load(folder.Root)).Message;

    [Fact]
    public void GPT_2s_files_are_read()
    {
        string vocabulary = Vocabulary([.. Gpt2Facts.Vocabulary, .. Gpt2Facts.Fillers()]), merges = Merges([.. Gpt2Facts.Merges.Select(merge => $"{merge.Left} {merge.Right}")]);
        foreach (var tokenizer in (Tokenizer[])[BytePairTokenizer.Load(vocabulary, merges), Tokenizer.Load(folder.Root)])
        {
            Assert.Equal(50257, tokenizer.Count);
            Assert.Equal([15496, 995, 50256], tokenizer.Encode("Hello world<|endoftext|>", allowSpecial: true));
        }
    }

    [Fact]
    public void A_merge_of_number_signs_is_no_comment()
    {
        Vocabulary([("#", 0), ("##", 1)]);
        Merges("# #");
        Assert.Equal([1, 0], Tokenizer.Load(folder.Root).Encode("###"));
    }

    [Fact]
    public void What_is_wrong_is_said()
    {
        Vocabulary([("a", 0), ("b", 1)]);
        Merges("a b");
        Assert.Contains("merge 'a b': 'ab' is not in the vocabulary", Fails());
        Merges("a b c");
        Assert.Contains("line 2 is 'a b c', not two tokens", Fails());
        folder.Write("vocab.json", "{\"a\": ");
        Assert.Contains("vocab.json: it is not valid JSON", Fails());
        File.Delete(Path.Combine(folder.Root, "vocab.json"));
        Assert.Contains("vocab.json: cannot be read", Fails());
    }
}
