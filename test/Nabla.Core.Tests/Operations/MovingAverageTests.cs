using Nabla.Devices;
using Nabla.Gradients;
using Nabla.Operations;
using Nabla.Tensors;

namespace Nabla.Core.Tests.Operations;

public class MovingAverageTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(37)]
    public void The_average_moves_its_share_towards_the_scaled_newest_in_place_and_unrecorded(int count)
    {
        double[] start = [.. Enumerable.Range(0, count).Select(i => Math.Sin(i))], newest = [.. Enumerable.Range(0, count).Select(i => Math.Cos(i))];
        Tensor average = Tensor.From(start), x = Tensor.From(newest).RequireGradient();
        Tape tape = Tape.Start();
        average.Approach(x, 0.25, 2);
        Assert.Equal(0, tape.Count);
        tape.Stop();
        Assert.Equal(start.Zip(newest, (s, n) => s + 0.25 * (2 * n - s)), average.ToArray<double>(), (a, b) => Math.Abs(a - b) < 1e-15);
        Assert.Equal(newest, x.ToArray<double>());
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        Assert.Contains("Float32[3], got Float32[2]", Assert.Throws<ArgumentException>(() => Tensor.Zeros([3]).Approach(Tensor.Zeros([2]), 0.1)).Message);
        Assert.Contains("got Float64[3]", Assert.Throws<ArgumentException>(() => Tensor.Zeros([3]).Approach(Tensor.Zeros([3], DataType.Float64), 0.1)).Message);
        Assert.Contains("write to its source", Assert.Throws<ArgumentException>(() => Tensor.Zeros([2, 3]).Transpose().Approach(Tensor.Zeros([3, 2]), 0.1)).Message);
    }
}
