using Nabla.Devices;
using Nabla.Optimizers;
using Nabla.Parameters;

namespace Nabla.Tests.Optimizers;

public class GradientClippingTests
{
    static ParameterArena WithGradients(DataType type, params double[] gradients)
    {
        var arena = new ParameterArena([FixedProblem.New("x", [gradients.Length], type, new double[gradients.Length])]);
        arena.SettleGradients();
        if (type == DataType.Float64) arena.Parameters[0].Value.Gradient!.CopyFrom<double>(gradients);
        else arena.Parameters[0].Value.Gradient!.CopyFrom<float>([.. gradients.Select(g => (float)g)]);
        return arena;
    }

    static double[] Gradients(ParameterArena arena) => FixedProblem.NumbersOf(arena.Parameters[0].Value.Gradient!);

    [Theory]
    [InlineData(DataType.Float32)]
    [InlineData(DataType.Float64)]
    public void A_long_gradient_is_brought_to_the_given_norm_by_a_scale_alone(DataType type)
    {
        ParameterArena arena = WithGradients(type, 3, -4);
        ClippedGradients clipped = GradientClipping.ByNorm(2).Apply(arena);
        Assert.Equal(5, clipped.Norm, 12);
        Assert.Equal(0.4, clipped.Scale, 12);
        Assert.Equal([3, -4], Gradients(arena));
    }

    [Fact]
    public void A_short_gradient_is_left_alone() => Assert.Equal(new ClippedGradients(5, 1), GradientClipping.ByNorm(6).Apply(WithGradients(DataType.Float64, 3, -4)));

    [Fact]
    public void No_clipping_still_measures() => Assert.Equal(new ClippedGradients(5, 1), GradientClipping.None.Apply(WithGradients(DataType.Float64, 3, -4)));

    [Fact]
    public void The_norm_is_that_of_the_scaled_gradient_and_both_scales_multiply()
    {
        ClippedGradients clipped = GradientClipping.ByNorm(2).Apply(WithGradients(DataType.Float64, 6, -8), scale: 0.5);
        Assert.Equal(5, clipped.Norm, 12);
        Assert.Equal(0.2, clipped.Scale, 12);
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(1e-300)]
    public void A_zero_gradient_stays_zero(double maximum) =>
        Assert.Equal(new ClippedGradients(0, 1), GradientClipping.ByNorm(maximum).Apply(WithGradients(DataType.Float32, 0, 0)));

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_gradient_that_is_not_finite_is_reported_and_not_touched(double bad)
    {
        foreach (GradientClipping clipping in new[] { GradientClipping.None, GradientClipping.ByNorm(1), GradientClipping.ByValue(1) })
        {
            ParameterArena arena = WithGradients(DataType.Float32, 3, bad);
            ClippedGradients clipped = clipping.Apply(arena);
            Assert.False(clipped.IsFinite);
            Assert.Equal(1, clipped.Scale);
            Assert.Equal([3, bad], Gradients(arena));
        }
    }

    [Fact]
    public void Clipping_by_value_limits_each_number_of_the_scaled_gradient()
    {
        ParameterArena arena = WithGradients(DataType.Float64, 3, -4, 0.5);
        ClippedGradients clipped = GradientClipping.ByValue(1).Apply(arena, scale: 0.5);
        Assert.Equal(0.5, clipped.Scale);
        Assert.Equal([2, -2, 0.5], Gradients(arena));
    }

    [Fact]
    public void A_limit_that_is_none_is_refused() =>
        Assert.Contains("expected a positive number", Assert.Throws<ArgumentOutOfRangeException>(() => GradientClipping.ByNorm(-1)).Message);
}
