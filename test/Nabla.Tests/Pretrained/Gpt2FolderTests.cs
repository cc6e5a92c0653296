using System.Text.Json;
using Nabla.Data;
using Nabla.Modules;
using Nabla.Pretrained;
using Nabla.Tensors;
using Nabla.Text;

namespace Nabla.Tests.Pretrained;

public sealed class Gpt2FolderTests : IDisposable
{
    readonly string path = Path.Combine(Directory.CreateTempSubdirectory("nabla-gpt2-").FullName, "model");

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);

    [Fact]
    public void What_is_saved_is_loaded_again()
    {
        var options = new TransformerOptions(256, 2, 12, 3) { ContextLength = 20, Hidden = 30, FeedForward = FeedForwardKind.GeluTanh, NormEpsilon = 1e-6, Dropout = 0.25 };
        var model = new Gpt(options, Rng.FromSeed(3));
        var folder = new Gpt2Folder(path);
        Assert.False(folder.Exists);
        folder.Save(model, new ByteTokenizer());
        Assert.True(folder.Exists);
        Gpt loaded = folder.LoadModel();
        Assert.Equal(options, loaded.Options with { Initializer = options.Initializer });
        Assert.Equal(256, folder.LoadTokenizer().Count);
        var tokens = Tensor.From([1, 200, 3, 4], [1, 4]);
        Assert.Equal(model.Call(tokens).ToArray<float>(), loaded.Call(tokens).ToArray<float>());
    }

    [Fact]
    public void Its_tokenizer_may_be_a_vocabulary_and_merges()
    {
        Directory.CreateDirectory(path);
        Tokenizer whole = BytePairTokenizer.Train("the cat and the hat and the bat"u8, new() { Vocabulary = 262 });
        string json = Path.Combine(path, "tokenizer.json");
        whole.Save(json);
        using (var document = JsonDocument.Parse(File.ReadAllText(json)))
        {
            JsonElement model = document.RootElement.GetProperty("model");
            File.WriteAllText(Path.Combine(path, "vocab.json"), model.GetProperty("vocab").GetRawText());
            File.WriteAllLines(Path.Combine(path, "merges.txt"), model.GetProperty("merges").EnumerateArray().Select(merge => merge.ValueKind == JsonValueKind.String ? merge.GetString()! : string.Join(' ', merge.EnumerateArray())));
        }
        File.Delete(json);
        Assert.Equal(whole.Encode("that hat"), new Gpt2Folder(path).LoadTokenizer().Encode("that hat"));
    }

    [Fact]
    public void A_model_of_other_sizes_does_not_get_its_weights()
    {
        var options = new TransformerOptions(256, 2, 12, 3) { ContextLength = 20, FeedForward = FeedForwardKind.GeluTanh };
        var folder = new Gpt2Folder(path);
        folder.Save(new Gpt(options, Rng.FromSeed(3)));
        folder.ReadInto(new Gpt(options with { ContextLength = 10 }, Rng.FromSeed(0)));
        foreach (var other in new[] { options with { Heads = 2 }, options with { ContextLength = 21 }, options with { FeedForward = FeedForwardKind.Gelu }, options with { Vocabulary = 255 } })
            Assert.Contains("holds a GPT-2 of 2x12x3 with 256 tokens", Assert.Throws<ArgumentException>(() => folder.ReadInto(new Gpt(other, Rng.FromSeed(0)))).Message);
    }

    [Fact]
    public void A_configuration_that_leaves_sizes_out_is_the_small_one()
    {
        var read = Read("""{"model_type":"gpt2","n_ctx":1024,"n_inner":null}""");
        Assert.Equal((50257, 12, 768, 12, 1024, null), (read.Vocabulary, read.Layers, read.Width, read.Heads, read.ContextLength, read.Hidden));
        Assert.Equal((FeedForwardKind.GeluTanh, 1e-5, true, true), (read.FeedForward, read.NormEpsilon, read.TiesEmbeddings, read.HasBias));
    }

    [Theory]
    [InlineData("""{"model_type":"llama"}""", "model_type is 'llama'")]
    [InlineData("""{"n_layer":0}""", "n_layer is 0: expected a whole number from 1")]
    [InlineData("""{"n_layer":2000000000}""", "n_layer is 2000000000")]
    [InlineData("""{"n_head":"12"}""", "n_head is 12: expected a whole number")]
    [InlineData("""{"n_head":7}""", "does not divide into 7 heads")]
    [InlineData("""{"layer_norm_epsilon":-1}""", "layer_norm_epsilon is -1")]
    [InlineData("""{"activation_function":"tanhshrink"}""", "'tanhshrink': gelu_new")]
    [InlineData("""{"scale_attn_by_inverse_layer_idx":true}""", "is true, which is not done here")]
    [InlineData("[]", "no JSON object")]
    [InlineData("{", "not valid JSON")]
    public void A_configuration_that_is_off_is_refused(string json, string part) => Assert.Contains(part, Assert.Throws<DataException>(() => Read(json)).Message);

    TransformerOptions Read(string json)
    {
        Directory.CreateDirectory(path);
        File.WriteAllText(Path.Combine(path, "config.json"), json);
        return Gpt2Configuration.Read(Path.Combine(path, "config.json"));
    }
}
