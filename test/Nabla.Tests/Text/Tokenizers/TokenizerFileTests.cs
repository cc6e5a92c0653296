using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Nabla.Data;
using Nabla.Tests.Data.Readers;
using Nabla.Text;

namespace Nabla.Tests.Text.Tokenizers;

public class TokenizerFileTests : IDisposable
{
    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    Tokenizer Load(string json) => Tokenizer.Load(folder.Write("tokenizer.json", json));

    string Fails(string json)
    {
        string message = Assert.Throws<DataException>(() => Load(json)).Message;
        Assert.DoesNotContain('\n', message);
        Assert.StartsWith(Path.Combine(folder.Root, "tokenizer.json"), message);
        return message;
    }

    /// <summary>A small tokenizer as Hugging Face's library writes one: a, b, ab and a special token.</summary>
    static JsonObject Small() => JsonNode.Parse("""
        {
          "version": "1.0", "truncation": null, "padding": null,
          "added_tokens": [{ "id": 4, "content": "<end>", "single_word": false, "lstrip": false, "rstrip": false, "normalized": true, "special": true }],
          "normalizer": null,
          "pre_tokenizer": { "type": "ByteLevel", "add_prefix_space": false, "trim_offsets": true },
          "post_processor": { "type": "ByteLevel", "add_prefix_space": true, "trim_offsets": false },
          "decoder": { "type": "ByteLevel" },
          "model": { "type": "BPE", "dropout": null, "unk_token": null, "continuing_subword_prefix": "", "vocab": { "a": 0, "b": 1, "Ġ": 2, "ab": 3 }, "merges": ["a b"] }
        }
        """)!.AsObject();

    static string With(string path, string value)
    {
        var root = Small();
        string[] names = path.Split('.');
        JsonNode at = root;
        foreach (string name in names[..^1]) at = int.TryParse(name, out int index) ? at[index]! : at[name]!;
        if (at is JsonArray list && list.Count.ToString() == names[^1]) list.Add(JsonNode.Parse(value));
        else at[names[^1]] = JsonNode.Parse(value);
        return root.ToJsonString();
    }

    [Fact]
    public void Hugging_Faces_form_is_read()
    {
        var tokenizer = Assert.IsType<BytePairTokenizer>(Load(Small().ToJsonString()));
        Assert.Equal(5, tokenizer.Count);
        Assert.Equal([3, 2, 3, 0, 4], tokenizer.Encode("ab aba<end>", allowSpecial: true));
        Assert.Equal(" ab<end>", tokenizer.Decode([2, 3, 4]));
        Assert.Equal([3], ((BytePairTokenizer)Load(With("model.merges", """[["a", "b"]]"""))).Encode("ab"));
    }

    [Fact]
    public void Every_way_to_split_is_read_and_written()
    {
        const string Sequence = """
            { "type": "Sequence", "pretokenizers": [
            { "type": "Split", "pattern": { "Regex": "a+|b" }, "behavior": "Isolated", "invert": false },
            { "type": "Split", "pattern": { "String": "a.b" }, "behavior": "Isolated", "invert": false },
            { "type": "Digits", "individual_digits": true }, { "type": "Digits", "individual_digits": false },
            { "type": "ByteLevel", "add_prefix_space": false, "trim_offsets": true, "use_regex": true }] }
            """;
        var tokenizer = (BytePairTokenizer)Load(With("pre_tokenizer", Sequence));
        Assert.Equal(["a+|b", @"a\.b", @"\p{N}", @"\p{N}+", SplitPattern.Gpt2], tokenizer.Patterns);
        Assert.Equal([0, 1], tokenizer.Encode("ab"));
        string path = Path.Combine(folder.Root, "again.json");
        tokenizer.Save(path);
        Assert.Equal(tokenizer.Patterns, ((BytePairTokenizer)Tokenizer.Load(path)).Patterns);
        Assert.Empty(((BytePairTokenizer)Load(With("pre_tokenizer", """{ "type": "ByteLevel", "add_prefix_space": false, "use_regex": false }"""))).Patterns);
    }

    [Theory]
    [InlineData(SplitPattern.Gpt2)]
    [InlineData(SplitPattern.Gpt4)]
    public void What_is_saved_is_loaded(string pattern)
    {
        byte[] text = [.. Enumerable.Range(0, 400).SelectMany(RandomBytes.Of)];
        var tokenizer = BytePairTokenizer.Train(text, new BytePairOptions { Vocabulary = 500, Pattern = pattern, SpecialTokens = ["<|endoftext|>", "<pad>"] });
        string path = Path.Combine(folder.Root, "tokenizer.json"), again = Path.Combine(folder.Root, "again.json");
        tokenizer.Save(path);
        var loaded = Tokenizer.Load(folder.Root);
        Assert.Equal(500, loaded.Count);
        Assert.Equal(tokenizer.SpecialTokens, loaded.SpecialTokens);
        Assert.Equal(Enumerable.Range(0, 500).Select(tokenizer.NameOf), Enumerable.Range(0, 500).Select(loaded.NameOf));
        foreach (bool allowSpecial in (bool[])[false, true]) Assert.Equal(tokenizer.Encode(text, allowSpecial), loaded.Encode(text, allowSpecial));
        loaded.Save(again);
        Assert.Equal(File.ReadAllBytes(path), File.ReadAllBytes(again));
    }

    [Fact]
    public void What_the_file_puts_around_a_text_is_kept()
    {
        var tokenizer = Load(With("post_processor", """{ "type": "TemplateProcessing", "single": [] }"""));
        string path = Path.Combine(folder.Root, "again.json");
        tokenizer.Save(path);
        using var written = JsonDocument.Parse(File.ReadAllBytes(path));
        Assert.Equal("TemplateProcessing", written.RootElement.GetProperty("post_processor").GetProperty("type").GetString());
    }

    [Theory]
    [InlineData("model.type", "\"WordPiece\"", "its model is WordPiece; only BPE")]
    [InlineData("model.type", "\"Unigram\"", "its model is Unigram; only BPE")]
    [InlineData("model.dropout", "0.1", "sets 'dropout'")]
    [InlineData("model.end_of_word_suffix", "\"</w>\"", "sets 'end_of_word_suffix'")]
    [InlineData("model.byte_fallback", "true", "'byte_fallback'")]
    [InlineData("normalizer", """{ "type": "NFC" }""", "its normalizer is NFC")]
    [InlineData("pre_tokenizer", """{ "type": "Metaspace" }""", "its pre_tokenizer is Metaspace")]
    [InlineData("pre_tokenizer", "null", "its pre_tokenizer is not ByteLevel, but its decoder is ByteLevel")]
    [InlineData("pre_tokenizer", """{ "type": "Split", "pattern": { "Regex": "a" }, "behavior": "Removed", "invert": true }""", "behavior Removed and invert")]
    [InlineData("pre_tokenizer", """{ "type": "Sequence", "pretokenizers": [{ "type": "Split", "pattern": { "Regex": "(" }, "behavior": "Isolated" }, { "type": "ByteLevel", "add_prefix_space": false }] }""", "split pattern '(' is not understood")]
    [InlineData("decoder", """{ "type": "WordPiece" }""", "its decoder is WordPiece")]
    [InlineData("added_tokens.0.lstrip", "true", "sets 'lstrip'")]
    [InlineData("added_tokens.0.id", "-1", "token '<end>' has no number from 0 on")]
    [InlineData("added_tokens.0.id", "3", "'ab' and '<end>' have the same number 3")]
    [InlineData("added_tokens.0.id", "2000000000", "its largest token is number 2000000000")]
    [InlineData("added_tokens.0.id", "2147483647", "its largest token is number 2147483647")]
    [InlineData("model.vocab.ab", "1.5", "token 'ab' has no number")]
    [InlineData("model.vocab.ab", "1", "have the same number 1")]
    [InlineData("added_tokens.1", """{ "id": 4, "content": "<end>", "special": true }""", "the token '<end>' is there twice among the added ones")]
    [InlineData("added_tokens.1", """{ "id": 4, "content": "<end>", "special": false }""", "the token '<end>' is there twice among the added ones")]
    [InlineData("model.vocab", "{}", "its vocabulary is empty")]
    [InlineData("model.vocab", "[]", "its vocabulary is missing")]
    [InlineData("model.merges", """["a b", "a b"]""", "merge 'a b': it is there twice")]
    [InlineData("model.merges", """["b a"]""", "merge 'b a': 'ba' is not in the vocabulary")]
    [InlineData("model.merges", """["a c"]""", "merge 'a c': 'c' is not in the vocabulary")]
    [InlineData("model.merges", """["ab"]""", "is not of two tokens")]
    [InlineData("model.merges", """[["a", 1]]""", "is not of two tokens")]
    [InlineData("model.merges", "3", "'merges' is no list")]
    [InlineData("model", "7", "no object 'model'")]
    public void What_is_not_done_or_wrong_is_said_in_a_line(string path, string value, string why) => Assert.Contains(why, Fails(With(path, value)));

    [Fact]
    public void A_token_twice_is_said() =>
        Assert.Contains("the token 'ab' is there twice, as 3 and 5", Fails(Small().ToJsonString().Replace("\"ab\":3", "\"ab\":3,\"ab\":5")));

    [Fact]
    public void Merges_that_make_a_special_token_are_refused() =>
        Assert.Contains("it makes a special token of ordinary text", Fails(With("added_tokens", """[{ "id": 3, "content": "ab", "special": true }]""")));

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("{", "not valid JSON (line 1, byte 1)")]
    [InlineData("[1, 2]", "no object 'model'")]
    [InlineData("""{"model": {"type": "\ud800"}}""", "not Unicode")]
    public void A_damaged_file_is_said(string json, string why) => Assert.Contains(why, Fails(json));

    [Fact]
    public void A_file_cut_off_anywhere_is_said()
    {
        string whole = Small().ToJsonString();
        for (int length = 1; length < whole.Length; length += 17) Assert.Contains("not valid JSON", Fails(whole[..length]));
    }

    [Fact]
    public void Deep_nesting_is_not_followed() => Assert.Contains("not valid JSON", Fails(new string('[', 100_000)));

    [Fact]
    public void A_missing_file_is_said() =>
        Assert.Contains("cannot be read", Assert.Throws<DataException>(() => Tokenizer.Load(Path.Combine(folder.Root, "none.json"))).Message);

    [Theory]
    [InlineData("""{ "ab": 0 }""", "token 'ab' is no single character")]
    [InlineData("""{ "b": 0, "a": 1 }""", "in the order of Unicode")]
    [InlineData("""{ "a": 0, "b": 2 }""", "character 'b' has number 2")]
    [InlineData("{}", "its vocabulary is empty")]
    public void Characters_out_of_order_are_said(string vocabulary, string why) =>
        Assert.Contains(why, Fails($$"""{ "decoder": { "type": "Fuse" }, "model": { "type": "BPE", "vocab": {{vocabulary}}, "merges": [] } }"""));
}
