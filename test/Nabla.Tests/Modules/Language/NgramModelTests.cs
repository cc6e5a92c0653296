using Nabla.Modules;
using Nabla.Operations;
using Nabla.Tensors;

namespace Nabla.Tests.Modules.Language;

public class NgramModelTests
{
    const int Vocabulary = 5, Time = 7;

    static (int[] Tokens, int[] Targets) Text(int rows, long seed = 1)
    {
        var rng = Rng.FromSeed(seed).Reader();
        int[] tokens = [.. Enumerable.Range(0, rows * Time).Select(_ => (int)(rng.Uniform() * rng.Uniform() * Vocabulary))], targets = new int[tokens.Length];
        for (int i = 0; i < targets.Length; i++) targets[i] = i % Time == Time - 1 ? (i % 2 == 0 ? -1 : 0) : tokens[i + 1];
        return (tokens, targets);
    }

    static NgramModel Counted(int order, double? smoothing, int[] tokens, int[] targets)
    {
        var model = new NgramModel(Vocabulary, order, padding: 0, smoothing);
        model.Count(tokens, targets, Time);
        model.Settle();
        return model;
    }

    // By the definition: all contexts, one by one, in a dictionary.
    static double Expected(int order, double? k, int[] tokens, int[] targets, int[] context, int token)
    {
        int[] Before(int at, int length) => [.. Enumerable.Range(0, length).Select(j => at % Time - length + 1 + j is var t && t < 0 ? 0 : tokens[at / Time * Time + t])];
        double Share(int length, Func<double> shorter)
        {
            int[] wanted = context[^length..];
            int[] followers = [.. Enumerable.Range(0, targets.Length).Where(i => targets[i] >= 0 && Before(i, length).SequenceEqual(wanted)).Select(i => targets[i])];
            int count = followers.Count(each => each == token), different = followers.Distinct().Count();
            if (k is { } added) return followers.Length + added > 0 ? (count + added) / (followers.Length + added * Vocabulary) : 1.0 / Vocabulary;
            return different == 0 ? shorter() : (count + different * shorter()) / (followers.Length + different);
        }
        if (k is not null) return Share(order - 1, () => 0);
        Func<double> share = () => 1.0 / Vocabulary;
        for (int length = 0; length < order; length++)
        {
            (int now, Func<double> before) = (length, share);
            share = () => Share(now, before);
        }
        return share();
    }

    [Theory]
    [InlineData(1, null)]
    [InlineData(2, null)]
    [InlineData(4, null)]
    [InlineData(1, 0.0)]
    [InlineData(2, 0.0)]
    [InlineData(3, 0.5)]
    public void Distributions_are_those_of_the_definition(int order, double? smoothing)
    {
        var (tokens, targets) = Text(30);
        var (asked, _) = Text(3, seed: 2);
        float[] shares = Counted(order, smoothing, tokens, targets).Call(Tensor.From(asked, [3, Time])).Exp().ToArray<float>();
        for (int place = 0; place < asked.Length; place++)
        {
            int[] context = [.. Enumerable.Range(place % Time - order + 2, order - 1).Select(t => t < 0 ? 0 : asked[place / Time * Time + t])];
            for (int token = 0; token < Vocabulary; token++)
                Assert.Equal(Expected(order, smoothing, tokens, targets, context, token), shares[place * Vocabulary + token], 1e-5);
        }
    }

    [Theory]
    [InlineData(new[] { 0, Vocabulary }, new[] { 1, 1 }, "expected 0 to")]
    [InlineData(new[] { 0, -1 }, new[] { 1, 1 }, "expected 0 to")]
    [InlineData(new[] { 0, 1 }, new[] { 1, Vocabulary }, "expected -1 to")]
    public void Tokens_outside_the_vocabulary_are_not_counted(int[] tokens, int[] targets, string says) =>
        Assert.Contains(says, Assert.Throws<ArgumentException>(() => new NgramModel(Vocabulary, 2).Count(tokens, targets, 2)).Message);

    [Fact]
    public void Counting_in_pieces_is_counting_at_once()
    {
        var (tokens, targets) = Text(40);
        var pieces = new NgramModel(Vocabulary, 3);
        for (int row = 0; row < 40; row += 8)
        {
            pieces.Count(tokens.AsSpan(row * Time, 8 * Time), targets.AsSpan(row * Time, 8 * Time), Time);
            pieces.Settle();
        }
        var whole = Counted(3, null, tokens, targets);
        Assert.Equal(whole.Buffers.SelectMany(b => b.Value.ToArray<long>()), pieces.Buffers.SelectMany(b => b.Value.ToArray<long>()));
        Assert.Equal(whole.Distinct, whole.Buffers[0].Value.Count);
    }

    [Fact]
    public void Going_on_in_pieces_is_reading_the_whole()
    {
        var (tokens, targets) = Text(40);
        var model = Counted(3, null, tokens, targets);
        Tensor text = Tensor.From(tokens[..(2 * Time)], [2, Time]);
        var state = model.Start(2);
        float[][] pieces = [.. new[] { (0, 1), (1, 4), (5, 2) }.Select(part => model.Continue(text.Slice(1, part.Item1, part.Item2).Contiguous(), state).ToArray<float>())];
        float[][] whole = [.. new[] { (0, 1), (1, 4), (5, 2) }.Select(part => model.Call(text).Slice(1, part.Item1, part.Item2).Contiguous().ToArray<float>())];
        Assert.Equal(whole, pieces);
        Assert.Equal(Time, state.Length);
    }

    [Theory]
    [InlineData(0, 5)]
    [InlineData(21, 5)]
    [InlineData(31, 4)]
    [InlineData(5, 50_000)]
    public void What_cannot_be_counted_is_refused(int order, int vocabulary) =>
        Assert.Contains("smaller n", Assert.Throws<ArgumentException>(() => new NgramModel(vocabulary, order)).Message);

    [Fact]
    public void Counts_that_no_counting_leaves_behind_are_refused()
    {
        var (tokens, targets) = Text(10);
        var model = Counted(2, null, tokens, targets);
        model.CheckCounts();
        foreach (Action<long[], long[]> damage in new Action<long[], long[]>[] { (keys, _) => keys[1] = keys[0], (keys, _) => keys[^1] = long.MaxValue, (_, counts) => counts[2] = 0, (keys, _) => keys[0] = -3 })
        {
            var damaged = Counted(2, null, tokens, targets);
            long[] keys = damaged.Buffers[0].Value.ToArray<long>(), counts = damaged.Buffers[1].Value.ToArray<long>();
            damage(keys, counts);
            damaged.Buffers[0].Value.CopyFrom<long>(keys);
            damaged.Buffers[1].Value.CopyFrom<long>(counts);
            Assert.Throws<FormatException>(damaged.CheckCounts);
        }
    }

    [Fact]
    public void The_longest_n_grams_of_the_last_token_are_found()
    {
        int[] tokens = [.. Enumerable.Repeat(3, 100)];
        var model = new NgramModel(vocabulary: 4, order: 30, padding: 0, smoothing: 0.1);
        model.Count(tokens, [.. tokens[1..], -1], tokens.Length);
        model.Settle();
        // Of 99 targets 71 stand after 29 of their own, and nothing else does.
        Assert.Equal(71.1 / 71.4, Math.Exp(model.Call(Tensor.From(tokens, [1, 100])).ToArray<float>()[^1]), 1e-5);
    }

    [Fact]
    public void What_is_no_token_is_refused()
    {
        var (tokens, targets) = Text(10);
        var model = Counted(2, null, tokens, targets);
        Assert.Contains("no token -1", Assert.Throws<ArgumentException>(() => model.Call(Tensor.From([0, -1], [1, 2]))).Message);
        Assert.Contains("no token 99", Assert.Throws<ArgumentException>(() => model.Call(Tensor.From([0, 99], [1, 2]))).Message);
        Assert.Contains("tokens [batch, time] of Int32", Assert.Throws<ArgumentException>(() => model.Call(Tensor.From(0, 1))).Message);
        Assert.Contains("elements", Assert.Throws<ArgumentException>(() => new NgramModel(50_000, 2).Call(Tensor.Zeros([64, 1024], Nabla.Devices.DataType.Int32))).Message);
    }
}
