using Nabla.Checkpoints;
using Nabla.Devices;
using Nabla.Generation;
using Nabla.Gradients;
using Nabla.Modules;
using Nabla.Operations;
using Nabla.Pretrained;
using Nabla.Tensors;

namespace Nabla.Tests.Pretrained;

/// <summary>
/// A GPT-2 of 2 layers, 2 heads, width 8, 16 places and 11 tokens. Number i of tensor j, in the order below, is ¼·sin(1.3·i + 0.9·j² + ½), plus 1 for the gains of norms.
/// The figures are those of PyTorch 1.13 in float64, by a model written out in matrix products.
/// </summary>
public sealed class Gpt2WeightsTests : IDisposable
{
    static readonly TransformerOptions sizes = new(11, 2, 8, 2) { ContextLength = 16, FeedForward = FeedForwardKind.GeluTanh };
    static readonly int[] tokens = [3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8, 9, 7, 9, 0];

    readonly string folder = Directory.CreateTempSubdirectory("nabla-gpt2-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    string File => Path.Combine(folder, "model.safetensors");

    static IEnumerable<(string Name, Shape Shape)> Names()
    {
        yield return ("wte.weight", [11, 8]);
        yield return ("wpe.weight", [16, 8]);
        for (int layer = 0; layer < 2; layer++)
            foreach ((string name, Shape shape) in (IEnumerable<(string, Shape)>)[("ln_1.weight", [8]), ("ln_1.bias", [8]), ("attn.c_attn.weight", [8, 24]), ("attn.c_attn.bias", [24]), ("attn.c_proj.weight", [8, 8]), ("attn.c_proj.bias", [8]),
                ("ln_2.weight", [8]), ("ln_2.bias", [8]), ("mlp.c_fc.weight", [8, 32]), ("mlp.c_fc.bias", [32]), ("mlp.c_proj.weight", [32, 8]), ("mlp.c_proj.bias", [8])])
                yield return ($"h.{layer}.{name}", shape);
        yield return ("ln_f.weight", [8]);
        yield return ("ln_f.bias", [8]);
    }

    static IEnumerable<(string Name, Tensor Value)> State(string prefix = "") => Names().Select((each, j) => (prefix + each.Name, Tensor.From(
        [.. Enumerable.Range(0, (int)each.Shape.Count).Select(i => (float)((each.Name.Contains("ln_") && each.Name.EndsWith("weight") ? 1 : 0) + 0.25 * Math.Sin(1.3 * i + 0.9 * j * j + 0.5)))], each.Shape)));

    Gpt Model(string prefix = "", params (string, Tensor)[] more)
    {
        StateFile.Write(File, [.. State(prefix), .. more], new Dictionary<string, string>());
        var model = new Gpt(sizes, Rng.FromSeed(0));
        Gpt2Weights.Read(File, model);
        return model;
    }

    static void Near(double[] expected, Tensor actual) => Assert.Equal(expected, actual.ToArray<float>().Select(each => (double)each), (a, b) => Math.Abs(a - b) < 5e-6);

    [Theory]
    [InlineData("")]
    [InlineData("transformer.")]
    public void Logits_are_those_of_PyTorch(string prefix)
    {
        Tensor logits = Model(prefix).Call(Tensor.From(tokens, [2, 8]));
        Near([1.128472, -1.027525, 0.024379, 1.000173, -1.146541, 0.28621, 0.825423, -1.212308, 0.534749, 0.612337, -1.221771], logits.Select(0, 0).Select(0, 0));
        Near([0.392534, 0.744399, -1.227726, 0.633071, 0.51744, -1.213623, 0.844206, 0.26645, -1.143155, 1.016134, 0.003085], logits.Select(0, 0).Select(0, 7));
        Near([0.512292, 0.606685, -1.192974, 0.731794, 0.371924, -1.149081, 0.917308, 0.11989, -1.051821, 1.06022, -0.137713], logits.Select(0, 1).Select(0, 7));
    }

    [Fact]
    public void Loss_and_gradients_are_those_of_PyTorch()
    {
        Gpt model = Model();
        int[] next = [.. Enumerable.Range(0, 16).Select(i => i % 8 == 7 ? -1 : tokens[i + 1])];
        Tensor loss = Tape.Differentiate(() => model.Call(Tensor.From(tokens, [2, 8])).CrossEntropyMean(Tensor.From(next, [2, 8])));
        Assert.Equal(3.03914012, loss.ToScalar(), 2e-6);
        void Norm(double expected, Tensor parameter) => Assert.Equal(expected, Math.Sqrt(parameter.Gradient!.Square().Sum().ToScalar()), expected * 2e-5);
        Norm(1.88483090, model.Tokens.Weight);
        Norm(1.11722533, model.Positions!.Weight);
        Norm(0.67694096, model.Blocks[0].Attention.QueryKeyValue.Weight);
        Norm(1.06764875, model.Blocks[1].Attention.QueryKeyValue.Bias!);
        Norm(0.27102900, model.Blocks[1].FeedForward.Down.Weight);
        Norm(0.01855406, ((LayerNorm)model.Blocks[0].Norm1).Weight);
        Norm(0.11303730, ((LayerNorm)model.Norm!).Bias!);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_likeliest_tokens_are_those_of_PyTorch(bool useCache)
    {
        Gpt model = Model();
        var letters = Nabla.Text.CharacterTokenizer.FromText("abcdefghijk");
        Assert.Equal([4, 1, 1, 4, 1, 1, 7, 1, 1, 7], new Generator(model, letters).Write(letters.Decode([3, 1, 4]), new() { Temperature = 0, MostTokens = 10, UseCache = useCache }).Tokens);
    }

    [Fact]
    public void Written_weights_are_the_read_ones()
    {
        Gpt model = Model(more: ("h.0.attn.bias", Tensor.Ones([1, 1, 16, 16])));
        string copy = Path.Combine(folder, "copy.safetensors");
        Gpt2Weights.Write(copy, model);
        using var file = SafetensorsFile.Open(copy);
        Assert.Equal(Names().Select(each => each.Name).Order(), file.Entries.Select(entry => entry.Name).Order());
        foreach ((string name, Tensor value) in State())
        {
            var numbers = new float[value.Count];
            Assert.Equal(value.Shape, file[name].Shape);
            file.ReadFloats(file[name], numbers);
            Assert.Equal(value.ToArray<float>(), numbers);
        }
    }

    [Fact]
    public void A_model_of_a_shorter_context_takes_the_first_places()
    {
        Gpt whole = Model(), cut = new(sizes with { ContextLength = 9 }, Rng.FromSeed(0));
        Gpt2Weights.Read(File, cut);
        Tensor some = Tensor.From(tokens[..9], [1, 9]);
        Assert.Equal(whole.Call(some).ToArray<float>(), cut.Call(some).ToArray<float>());
    }

    [Fact]
    public void Weights_of_another_model_are_refused()
    {
        string Refused(IEnumerable<(string, Tensor)> state)
        {
            StateFile.Write(File, state, new Dictionary<string, string>());
            return Assert.Throws<CheckpointException>(() => Gpt2Weights.Read(File, new Gpt(sizes, Rng.FromSeed(0)))).Message;
        }
        Assert.Contains("no tensor 'h.1.mlp.c_proj.bias'", Refused(State().Where(each => each.Name != "h.1.mlp.c_proj.bias")));
        Assert.Contains("'h.2.ln_1.weight' is no weight of a GPT-2 of 2 layers", Refused([.. State(), ("h.2.ln_1.weight", Tensor.Ones([8]))]));
        Assert.Contains("'wpe.weight' is [15, 8], the model expects [16, 8]", Refused(State().Select(each => each.Name == "wpe.weight" ? (each.Name, Tensor.Ones([15, 8])) : each)));
        Assert.Contains("is I32, not F32", Refused(State().Select(each => each.Name == "ln_f.bias" ? (each.Name, Tensor.Zeros([8], DataType.Int32)) : each)));
    }

    [Fact]
    public void A_model_of_another_kind_is_refused() =>
        Assert.Contains("no GPT-2", Assert.Throws<ArgumentException>(() => Gpt2Weights.Write(File, new Gpt(sizes with { Positions = PositionKind.Rotary }, Rng.FromSeed(0)))).Message);

    [Fact]
    public void A_file_that_does_not_fit_leaves_the_model_as_it_was()
    {
        var model = new Gpt(sizes, Rng.FromSeed(0));
        float[] before = model.Call(Tensor.From(tokens, [1, 16])).ToArray<float>();
        StateFile.Write(File, State().Select(each => each.Name == "ln_f.bias" ? (each.Name, Tensor.Ones([7])) : each), new Dictionary<string, string>());
        Assert.Contains("'ln_f.bias' is [7]", Assert.Throws<CheckpointException>(() => Gpt2Weights.Read(File, model)).Message);
        Assert.Equal(before, model.Call(Tensor.From(tokens, [1, 16])).ToArray<float>());
    }
}
