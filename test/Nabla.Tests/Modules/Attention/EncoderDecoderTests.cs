using Nabla.Gradients;
using Nabla.Initializers;
using Nabla.Modules;
using Nabla.Operations;
using Nabla.Parameters;
using Nabla.Tensors;

namespace Nabla.Tests.Modules.Attention;

/// <summary>
/// An encoder-decoder of 2 layers each, 2 heads, width 8, 10 places and 7 tokens. Number i of parameter j is ¼·sin(1.3·i + 0.9·j² + ½), plus 1 for the gains of norms.
/// The figures are those of PyTorch 1.13 in float64, by a model written out in matrix products.
/// </summary>
public class EncoderDecoderTests
{
    static readonly TransformerOptions sizes = new(7, 2, 8, 2) { ContextLength = 10 };
    static readonly int[] sources = [3, 1, 4, 1, 5, 2, 6, 0, 0, 0], said = [0, 5, 3, 2, 6, 0, 4, 4, 0, 0], next = [5, 3, 2, 6, 0, 4, 4, 0, -1, -1];

    static EncoderDecoder Model()
    {
        var model = new EncoderDecoder(sizes, Rng.FromSeed(0), padding: 0);
        foreach ((int j, Parameter parameter) in model.Parameters.Index())
        {
            int gain = parameter.Path.Contains("norm") && parameter.Path.EndsWith("weight") ? 1 : 0;
            parameter.Value.CopyFrom<float>([.. Enumerable.Range(0, (int)parameter.Count).Select(i => (float)(gain + 0.25 * Math.Sin(1.3 * i + 0.9 * j * j + 0.5)))]);
        }
        return model;
    }

    static void Near(double[] expected, Tensor actual) => Assert.Equal(expected, actual.ToArray<float>().Select(each => (double)each), (a, b) => Math.Abs(a - b) < 5e-6);

    [Fact]
    public void Logits_are_those_of_PyTorch()
    {
        Tensor logits = Model().Call(Tensor.From(sources, [2, 5]), Tensor.From(said, [2, 5]));
        Assert.Equal([2, 5, 7], logits.Shape.Span);
        Near([0.070607, 0.01571, -0.088233, 0.083285, -0.00521, -0.07744, 0.092095], logits.Select(0, 0).Select(0, 0));
        Near([0.044866, 0.54226, -0.653265, 0.190682, 0.439325, -0.683591, 0.327643], logits.Select(0, 0).Select(0, 4));
        Near([-0.760226, 0.768539, -0.102051, -0.654041, 0.835864, -0.283772, -0.517481], logits.Select(0, 1).Select(0, 2));
    }

    [Fact]
    public void Loss_and_gradients_are_those_of_PyTorch()
    {
        EncoderDecoder model = Model();
        Tensor loss = Tape.Differentiate(() => model.Call(Tensor.From(sources, [2, 5]), Tensor.From(said, [2, 5])).CrossEntropyMean(Tensor.From(next, [2, 5])));
        Assert.Equal(2.07655001, loss.ToScalar(), 2e-6);
        foreach ((int place, double norm) in (IEnumerable<(int, double)>)[(0, 0.02456239), (16, 0.01122567), (40, 0.09397185), (58, 0.02635328), (63, 0.17318521), (28, 0.85555010), (36, 0.00051461)])
            Assert.Equal(norm, Math.Sqrt(model.Parameters[place].Value.Gradient!.Square().Sum().ToScalar()), norm * 1e-4);
    }

    public static readonly TheoryData<TransformerOptions> Kinds =
    [
        sizes, sizes with { IsPreNorm = false, TiesEmbeddings = false }, sizes with { Positions = PositionKind.Rotary, KeyHeads = 1, UsesRmsNorm = true, FeedForward = FeedForwardKind.SwiGlu, HasBias = false },
    ];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void In_pieces_and_as_a_whole_the_same_is_said(TransformerOptions options)
    {
        var model = new EncoderDecoder(options with { Initializer = new Normal(0.3) }, Rng.FromSeed(2), padding: 0);
        Tensor source = Tensor.From([3, 1, 4, 1, 2, 6, 0, 0], [2, 4]), said = Tensor.From([0, 5, 3, 2, 0, 4, 4, 1], [2, 4]);
        float[] whole = model.Call(source, said).ToArray<float>();
        LanguageModel after = model.After(source);
        SequenceState state = after.Start(2);
        Tensor[] pieces = [after.Continue(said.Slice(1, 0, 2), state), after.Continue(said.Slice(1, 2, 1), state), after.Continue(said.Slice(1, 3, 1), state)];
        Assert.Equal(4, state.Length);
        Assert.Equal(whole, after.Call(said).ToArray<float>(), (a, b) => Math.Abs(a - b) < 1e-5);
        Assert.Equal(whole, Tensor.Concatenate(pieces, 1).ToArray<float>(), (a, b) => Math.Abs(a - b) < 1e-5);
    }

    [Fact]
    public void Padding_of_the_source_makes_no_difference()
    {
        EncoderDecoder model = Model();
        float[] Logits(int[] source) => model.After(Tensor.From(source, [1, source.Length])).Call(Tensor.From([0, 4, 4], [1, 3])).ToArray<float>();
        Assert.Equal(Logits([2, 6]), Logits([2, 6, 0, 0, 0, 0]), (a, b) => Math.Abs(a - b) < 1e-6);
        Assert.All(Logits([]), each => Assert.True(float.IsFinite(each)));
        Assert.All(Logits([0, 0]), each => Assert.True(float.IsFinite(each)));
    }

    [Fact]
    public void Names_are_field_paths()
    {
        EncoderDecoder model = Model();
        _ = model.After(Tensor.From([2, 6], [1, 2])).Call(Tensor.From([0], [1, 1]));
        string[] names = [.. model.Parameters.Select(parameter => parameter.Path)];
        Assert.Equal(names.Length, names.Distinct().Count());
        Assert.Contains("decoder.blocks.1.source_attention.key_value.weight", names);
        Assert.Contains("encoder.blocks.0.attention.query_key_value.weight", names);
        Assert.DoesNotContain(names, name => name.StartsWith("encoder", StringComparison.Ordinal) && name.Contains("source"));
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        EncoderDecoder model = Model();
        Assert.Contains("several inputs", Assert.Throws<NotSupportedException>(() => model.Call(Tensor.From([1, 2, 3, 4], [1, 4]))).Message);
        Assert.Contains("expects two inputs",
            Assert.Throws<ArgumentException>(() => model.Call(Tensor.From([1], [1, 1]), Tensor.From([1], [1, 1]), Tensor.From([1], [1, 1]))).Message);
        Assert.Contains("expects tokens [batch, time]", Assert.Throws<ArgumentException>(() => model.Call(Tensor.From([1f], [1, 1]), Tensor.From([1], [1, 1]))).Message);
        Assert.Contains("longer than the context of 10", Assert.Throws<ArgumentException>(() => model.Call(Tensor.From([1], [1, 1]), Tensor.From(new int[11], [1, 11]))).Message);
        Assert.Contains("3 sequences are to be said to 2 sources", Assert.Throws<ArgumentException>(() => model.After(Tensor.From([1, 2], [2, 1])).Start(3)).Message);
        Assert.Contains("padding token is 7", Assert.Throws<ArgumentException>(() => new EncoderDecoder(sizes, Rng.FromSeed(0), 7)).Message);
    }
}
