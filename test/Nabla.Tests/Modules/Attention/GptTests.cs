using Nabla.Devices;
using Nabla.Gradients;
using Nabla.Modules;
using Nabla.Operations;
using Nabla.Tensors;

namespace Nabla.Tests.Modules.Attention;

public class GptTests
{
    static readonly TransformerOptions plain = new(Vocabulary: 11, Layers: 2, Width: 12, Heads: 6) { ContextLength = 20, Initializer = Nabla.Initializers.Initializer.FanIn };

    public static TheoryData<string> Kinds => [.. kinds.Keys];

    static readonly Dictionary<string, TransformerOptions> kinds = new()
    {
        ["learned"] = plain,
        ["rotary"] = plain with { Positions = PositionKind.Rotary },
        ["none, shared keys"] = plain with { Positions = PositionKind.None, KeyHeads = 2 },
        ["rotary, one head of keys, swiglu, rms"] = plain with { Positions = PositionKind.Rotary, KeyHeads = 1, FeedForward = FeedForwardKind.SwiGlu, UsesRmsNorm = true, HasBias = false, TiesEmbeddings = false },
        ["post-norm, relu"] = plain with { IsPreNorm = false, FeedForward = FeedForwardKind.Relu },
        ["post-norm, rms, tanh-gelu"] = plain with { IsPreNorm = false, UsesRmsNorm = true, FeedForward = FeedForwardKind.GeluTanh },
    };

    static Gpt Model(string kind, DataType? type = null)
    {
        var model = new Gpt(kinds[kind], Rng.FromSeed(3));
        model.SetDataType(type ?? DataType.Float64);
        return model;
    }

    static Tensor Tokens(int batch, int time, int from = 0) => Tensor.From<int>([.. Enumerable.Range(from, batch * time).Select(i => i * i * 7 % 11)], [batch, time]);

    static double[] Numbers(Tensor x) => x.To(DataType.Float64).ToArray<double>();

    static void Close(double[] expected, double[] actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++) Assert.True(Math.Abs(expected[i] - actual[i]) <= tolerance, $"[{i}]: expected {expected[i]}, got {actual[i]}");
    }

    [Theory, MemberData(nameof(Kinds))]
    public void In_pieces_it_says_the_same_as_on_the_whole(string kind)
    {
        Gpt model = Model(kind);
        Tensor tokens = Tokens(3, 20);
        double[] whole = Numbers(model.Call(tokens));
        SequenceState state = model.Start(3);
        Tensor[] pieces = [.. new (int Start, int Count)[] { (0, 4), (4, 1), (5, 1), (6, 9), (15, 5) }.Select(piece => model.Continue(tokens.Slice(1, piece.Start, piece.Count), state).Keep())];
        Assert.Equal(20, state.Length);
        Close(whole, Numbers(Tensor.Concatenate(pieces, 1)), 1e-12);
    }

    [Theory, MemberData(nameof(Kinds))]
    public void What_comes_later_changes_nothing_before(string kind)
    {
        Gpt model = Model(kind);
        int[] tokens = Tokens(1, 8).ToArray<int>();
        double[] before = Numbers(model.Call(Tensor.From(tokens, [1, 8])));
        tokens[5] = (tokens[5] + 1) % 11;
        double[] after = Numbers(model.Call(Tensor.From(tokens, [1, 8])));
        Assert.Equal(before[..(5 * 11)], after[..(5 * 11)]);
        for (int place = 5; place < 8; place++) Assert.NotEqual(before[(place * 11)..(place * 11 + 11)], after[(place * 11)..(place * 11 + 11)]);
    }

    [Theory, MemberData(nameof(Kinds))]
    public void The_gradient_of_every_parameter_meets_a_difference(string kind)
    {
        Gpt model = Model(kind);
        Tensor tokens = Tokens(2, 6), targets = Tokens(2, 6, from: 1);
        double Loss() => Tape.Pause(() => model.Call(tokens).CrossEntropyMean(targets)).ToScalar();
        Tape.Differentiate(() => model.Call(tokens).CrossEntropyMean(targets));
        foreach (var parameter in model.Parameters)
        {
            double[] values = parameter.Value.ToArray<double>(), gradient = parameter.Value.Gradient!.ToArray<double>();
            int at = Array.IndexOf(gradient, gradient.MaxBy(Math.Abs));
            double there = values[at];
            const double Step = 1e-5;
            values[at] = there + Step;
            parameter.Value.CopyFrom<double>(values);
            double above = Loss();
            values[at] = there - Step;
            parameter.Value.CopyFrom<double>(values);
            double below = Loss(), numeric = (above - below) / (2 * Step);
            values[at] = there;
            parameter.Value.CopyFrom<double>(values);
            Assert.True(Math.Abs(numeric - gradient[at]) < 1e-7, $"{parameter}: {numeric} by difference, {gradient[at]} by backward");
            Assert.True(gradient[at] != 0, $"{parameter} has no gradient");
        }
    }

    [Fact]
    public void Places_are_told_apart()
    {
        double[] Last(string kind, params int[] tokens)
        {
            double[] logits = Numbers(Model(kind).Call(Tensor.From(tokens, [1, tokens.Length])));
            return logits[^11..];
        }
        foreach (string kind in (string[])["learned", "rotary"]) Assert.NotEqual(Last(kind, 1, 2, 3, 4), Last(kind, 2, 1, 3, 4));
        // Two layers could tell places by what causal attention shows; in one it shows nothing.
        var single = new Gpt(plain with { Layers = 1, Positions = PositionKind.None }, Rng.FromSeed(1));
        single.SetDataType(DataType.Float64);
        Close(Numbers(single.Call(Tensor.From([1, 2, 3, 4], [1, 4])))[^11..], Numbers(single.Call(Tensor.From([2, 1, 3, 4], [1, 4])))[^11..], 1e-12);
    }

    [Fact]
    public void Names_are_paths()
    {
        string[] names = [.. new Gpt(plain with { Layers = 1 }, Rng.FromSeed(0)).Parameters.Select(p => $"{p}")];
        Assert.Equal(
        [
            "embedding.tokens.weight [11, 12]", "embedding.positions.weight [20, 12]", "blocks.0.norm1.weight [12]", "blocks.0.norm1.bias [12]",
            "blocks.0.attention.query_key_value.weight [36, 12]", "blocks.0.attention.query_key_value.bias [36]", "blocks.0.attention.output.weight [12, 12]", "blocks.0.attention.output.bias [12]",
            "blocks.0.norm2.weight [12]", "blocks.0.norm2.bias [12]", "blocks.0.feed_forward.up.weight [48, 12]", "blocks.0.feed_forward.up.bias [48]",
            "blocks.0.feed_forward.down.weight [12, 48]", "blocks.0.feed_forward.down.bias [12]", "norm.weight [12]", "norm.bias [12]",
        ], names);
    }

    [Fact]
    public void First_weights_are_those_of_the_paper()
    {
        var model = new Gpt(new TransformerOptions(50, 8, 64, 4) { ContextLength = 32 }, Rng.FromSeed(0));
        double Deviation(string path)
        {
            float[] values = model.Parameters.Single(p => p.Path == path).Value.ToArray<float>();
            return Math.Sqrt(values.Average(v => (double)v * v));
        }
        Assert.InRange(Deviation("embedding.tokens.weight"), 0.019, 0.021);
        Assert.InRange(Deviation("blocks.3.feed_forward.up.weight"), 0.019, 0.021);
        Assert.InRange(Deviation("blocks.3.feed_forward.down.weight"), 0.019 / 4, 0.021 / 4);
        Assert.InRange(Deviation("blocks.3.attention.output.weight"), 0.019 / 4, 0.021 / 4);
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        var model = new Gpt(plain, Rng.FromSeed(0));
        Assert.Contains("longer than the context of 20", Assert.Throws<ArgumentException>(() => model.Call(Tokens(1, 21))).Message);
        SequenceState state = model.Start(1);
        model.Continue(Tokens(1, 20), state);
        Assert.Contains("longer than the context of 20", Assert.Throws<ArgumentException>(() => model.Continue(Tokens(1, 1), state)).Message);
        Assert.Contains("expects tokens [1, time]", Assert.Throws<ArgumentException>(() => model.Continue(Tokens(2, 1), state)).Message);
        Assert.Contains("of another model", Assert.Throws<ArgumentException>(() => new Gpt(plain, Rng.FromSeed(0)).Continue(Tokens(1, 1), model.Start(1))).Message);
        Assert.Contains("elements", Assert.Throws<ArgumentException>(() => new Gpt(plain with { Width = 1 << 30, Heads = 2 }, Rng.FromSeed(0))).Message);
        Assert.Contains("no feed-forward layer 77", Assert.Throws<ArgumentException>(() => new Gpt(plain with { FeedForward = (FeedForwardKind)77 }, Rng.FromSeed(0))).Message);
        Assert.Contains("rotary base is 0", Assert.Throws<ArgumentException>(() => new Gpt(plain with { RotaryBase = 0 }, Rng.FromSeed(0))).Message);
        Assert.Contains("tokens [batch, time] of Int32", Assert.Throws<ArgumentException>(() => model.Call(Tokens(1, 4).Reshape(4))).Message);
        Assert.Contains("does not divide into 5 heads", Assert.Throws<ArgumentException>(() => new Gpt(plain with { Heads = 5 }, Rng.FromSeed(0))).Message);
        Assert.Contains("cannot share 4 heads", Assert.Throws<ArgumentException>(() => new Gpt(plain with { KeyHeads = 4 }, Rng.FromSeed(0))).Message);
        Assert.Contains("make that even", Assert.Throws<ArgumentException>(() => new Gpt(plain with { Heads = 4, Positions = PositionKind.Rotary }, Rng.FromSeed(0))).Message);
    }
}
