using Nabla.Devices;
using Nabla.Devices.Cpu;
using Nabla.Gradients;
using Nabla.Memory;
using Nabla.Operations;
using Nabla.Tensors;
using Nabla.Testing;

namespace Nabla.Core.Tests.Operations;

public class AttentionTests
{
    static Tensor[] Draw(Shape shape, DataType? type = null, int count = 3) =>
        [.. Enumerable.Range(0, count).Select(i => Tensor.Normal(shape, Rng.FromSeed(5).Fork((ulong)i), 0, 1, type ?? DataType.Float32).RequireGradient())];

    static float[][] Gradients(Tensor[] inputs, Func<Tensor[], Tensor> call)
    {
        Tape tape = Tape.Start();
        Tensor y = call(inputs);
        tape.Backward(y, Tensor.Normal(y.Shape, Rng.FromSeed(6)));
        return [y.ToArray<float>(), .. inputs.Select(input => input.Gradient!.ToArray<float>())];
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void At_257_places_value_and_gradient_meet_the_composed_form(bool causal)
    {
        float[][] tiled = Gradients(Draw([1, 257, 4, 64]), x => x[0].Attention(x[1], x[2], causal)), composed = Gradients(Draw([1, 257, 4, 64]), x => AttentionOperation.Composed(x[0], x[1], x[2], causal, null).Contiguous());
        for (int i = 0; i < tiled.Length; i++)
            for (int at = 0; at < tiled[i].Length; at++) Assert.True(Math.Abs(tiled[i][at] - composed[i][at]) <= 1e-4, $"{i}[{at}]: expected {composed[i][at]}, got {tiled[i][at]}");
    }

    [Fact]
    public void Memory_is_linear_in_the_length() => OwnProcess.Run(() =>
    {
        const int Time = 4096;
        Tensor[] inputs = [.. Enumerable.Range(0, 3).Select(i => Tensor.Normal([1, Time, 8, 64], Rng.FromSeed((long)i)))];
        long bytes = 3L * inputs[0].Count * sizeof(float);
        // With the inputs themselves: their gradients, the result, and the result's gradient.
        long peak = bytes + MemoryUse.PeakBytes(() => Scope.Run(() =>
        {
            foreach (Tensor input in inputs) input.RequireGradient();
            Tape.Differentiate(() => inputs[0].Attention(inputs[1], inputs[2], causal: true).Sum());
        }));
        Assert.True(peak <= 4 * bytes, $"inputs {bytes >> 20} MB, with forward and backward {peak >> 20} MB");
    });

    [Fact]
    public void Who_sees_nothing_says_nothing_and_gives_no_gradient()
    {
        Tensor[] inputs = Draw([2, 3, 1, 4]);
        float[][] all = Gradients(inputs, x => x[0].Attention(x[1], x[2], lengths: Tensor.From([0, 3], [2])));
        foreach (float[] each in all)
        {
            Assert.All(each[..12], value => Assert.Equal(0, value));
            Assert.DoesNotContain(0f, each[12..]);
        }
        // More queries than keys: the first ones stand before the first key.
        float[] early = Gradients([inputs[0], .. Draw([2, 2, 1, 4], count: 2)], x => x[0].Attention(x[1], x[2], causal: true))[0];
        Assert.All(early[..4], value => Assert.Equal(0, value));
        Assert.DoesNotContain(0f, early[4..12]);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(-200)]
    public void Large_scores_do_not_overflow(float by)
    {
        Tensor[] inputs = Draw([1, 70, 1, 4]);
        Tensor large = (inputs[0] * by).Detach().Copy().RequireGradient();
        float[][] all = Gradients([large, inputs[1], inputs[2]], x => x[0].Attention(x[1], x[2]));
        Assert.All(all.SelectMany(each => each), value => Assert.True(float.IsFinite(value)));
    }

    [Fact]
    public void What_is_not_a_number_stays_so()
    {
        Tensor[] inputs = Draw([1, 3, 1, 4]);
        float[] values = inputs[1].ToArray<float>();
        values[0] = float.NaN;
        inputs[1].CopyFrom<float>(values);
        Assert.All(inputs[0].Attention(inputs[1], inputs[2]).ToArray<float>(), value => Assert.True(float.IsNaN(value)));
    }

    [Fact]
    public void Who_asks_oneself_gets_the_gradients_of_all_three_parts()
    {
        Tensor[] one = Draw([2, 70, 2, 8], count: 1), three = [.. Enumerable.Range(0, 3).Select(_ => one[0].Detach().Copy().RequireGradient())];
        float[][] apart = Gradients(three, x => (x[0] * 2).Attention(x[1] * 2, x[2] * 2, causal: true));
        // Not the leaf itself: what is computed gets its gradient by another way.
        float[][] together = Gradients(one, x => x[0] * 2 is var y ? y.Attention(y, y, causal: true) : null!);
        Assert.Equal(apart[0], together[0]);
        for (int at = 0; at < one[0].Count; at++) Assert.Equal(apart[1][at] + apart[2][at] + apart[3][at], together[1][at], 1e-4);
    }

    [Fact]
    public void Scores_near_the_end_of_the_numbers_still_share_out()
    {
        Tensor query = Tensor.Full([1, 1, 1, 1], 1e19), key = Tensor.Full([1, 2, 1, 1], -3.2e19);
        Assert.Equal([2f], query.Attention(key, Tensor.From([1f, 3f], [1, 2, 1, 1])).ToArray<float>());
        Tensor far = Tensor.Full([1, 1, 1, 1], 1e150, DataType.Float64), farKey = Tensor.Full([1, 2, 1, 1], -1e150, DataType.Float64);
        Assert.Equal([2d], far.Attention(farKey, Tensor.From([1d, 3d], [1, 2, 1, 1])).ToArray<double>());
    }

    [Fact]
    public void Empty_ones_are_empty()
    {
        Tensor none = Tensor.Zeros([0, 3, 2, 4]), noTime = Tensor.Zeros([2, 0, 2, 4]), some = Tensor.Full([2, 3, 2, 4], 1);
        Assert.Equal(0, none.Attention(none, none).Count);
        Assert.Equal(0, noTime.Attention(some, some).Count);
        Assert.All(some.Attention(noTime, noTime).ToArray<float>(), value => Assert.Equal(0, value));
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        Tensor x = Tensor.Zeros([2, 3, 4, 5]);
        void Refused(string part, Func<Tensor> call) => Assert.Contains(part, Assert.Throws<ArgumentException>(call).Message);
        Refused("one batch and one size", () => x.Attention(Tensor.Zeros([2, 3, 4, 6]), Tensor.Zeros([2, 3, 4, 6])));
        Refused("one batch and one size", () => x.Attention(Tensor.Zeros([1, 3, 4, 5]), Tensor.Zeros([1, 3, 4, 5])));
        Refused("values of the keys' shape", () => x.Attention(x, Tensor.Zeros([2, 3, 2, 5])));
        Refused("share 3 heads", () => x.Attention(Tensor.Zeros([2, 3, 3, 5]), Tensor.Zeros([2, 3, 3, 5])));
        Refused("expected queries [batch, time, heads, size]", () => x.Reshape(2, 3, 20).Attention(x, x));
        Refused("convert with To()", () => x.Attention(x.To(DataType.Float64), x));
        Refused("lengths Int32[2]", () => x.Attention(x, x, lengths: Tensor.From([1], [1])));
        Refused("length 4", () => x.Attention(x, x, lengths: Tensor.From([1, 4], [2])));
        Refused("length -1", () => x.Attention(x, x, lengths: Tensor.From([1, -1], [2])));
        Refused("SelfAttention: expected", () => x.Reshape(2, 3, 20).SelfAttention(heads: 3));
        Refused("even size", () => x.Rotary(x, x));
        Tensor even = Tensor.Zeros([2, 3, 4, 6]), angles = Tensor.Zeros([3, 3]);
        Refused("sines Float32[3, 3]", () => even.Rotary(angles, Tensor.Zeros([3, 2])));
        Refused("5 heads are to be turned", () => even.Rotary(angles, angles, 5));
    }
}
