using Nabla.Devices;
using Nabla.Optimizers;
using Nabla.Parameters;

namespace Nabla.Tests.Optimizers;

public class ExponentialMovingAverageTests
{
    static readonly double[] first = [1, 2, 3], second = [11, 12, 13];

    static ParameterArena Arena() => new([FixedProblem.New("x", [3], DataType.Float64, first)]);

    static double[] Weights(ParameterArena arena) => arena.Parameters[0].Value.ToArray<double>();

    static void Move(ParameterArena arena, double[] to) => arena.Parameters[0].Value.CopyFrom<double>(to);

    [Fact]
    public void Begins_at_the_weights_and_approaches_them()
    {
        ParameterArena arena = Arena();
        var average = new ExponentialMovingAverage(arena, 0.9);
        Move(arena, second);
        average.Update();
        Assert.All(average.State[0].Value.ToArray<double>().Zip(first), pair => Assert.Equal(pair.Second + 1, pair.First, 12));
    }

    [Fact]
    public void Evaluates_with_the_average_and_gives_the_weights_back_even_after_an_error()
    {
        ParameterArena arena = Arena();
        var average = new ExponentialMovingAverage(arena, 0.9);
        Move(arena, second);
        Assert.Equal(first, average.Evaluate(() => Weights(arena)));
        Assert.Equal(second, Weights(arena));
        Assert.Throws<DivideByZeroException>(() => average.Evaluate<int>(() => throw new DivideByZeroException()));
        Assert.Equal(second, Weights(arena));
        Assert.False(average.IsSwappedIn);
    }

    [Fact]
    public void Does_not_average_itself()
    {
        var average = new ExponentialMovingAverage(Arena(), 0.9);
        average.Swap();
        Assert.Throws<InvalidOperationException>(average.Update);
        Assert.Throws<InvalidOperationException>(() => average.Restore(1, average.State));
    }

    [Fact]
    public void Warm_up_forgets_the_first_weights_soon()
    {
        ParameterArena arena = Arena();
        var average = new ExponentialMovingAverage(arena, 0.999, warmup: true);
        Move(arena, second);
        average.Update();
        average.Update();
        double left = 10 * (1 / 10.0) * (2 / 11.0);
        Assert.All(average.State[0].Value.ToArray<double>().Zip(second), pair => Assert.Equal(pair.Second - left, pair.First, 12));
    }

    [Fact]
    public void Goes_on_where_another_stood()
    {
        ParameterArena arena = Arena();
        var saved = new ExponentialMovingAverage(arena, 0.999, warmup: true);
        Move(arena, second);
        saved.Update();
        var resumed = new ExponentialMovingAverage(arena, 0.999, warmup: true);
        resumed.Restore(saved.Updates, saved.State);
        saved.Update();
        resumed.Update();
        Assert.Equal(saved.State[0].Value.ToArray<double>(), resumed.State[0].Value.ToArray<double>());
    }

    [Fact]
    public void A_decay_of_one_is_refused() => Assert.Contains("the decay is 1", Assert.Throws<ArgumentOutOfRangeException>(() => new ExponentialMovingAverage(Arena(), 1)).Message);
}
