using Nabla.Devices;
using Nabla.Operations.Elementwise;
using DoubleLane = Nabla.Devices.Cpu.Lane<double, double, Nabla.Devices.Cpu.SimdScalar<double>>;
using FloatLane = Nabla.Devices.Cpu.Lane<float, float, Nabla.Devices.Cpu.SimdScalar<float>>;

namespace Nabla.Core.Tests.Operations.Elementwise;

/// <summary>Far from 0, at it, and where numbers end: as docs/numbers.md promises.</summary>
public class FormulaTailTests
{
    const float Infinity = float.PositiveInfinity, Nan = float.NaN;

    static float Value<F>(F formula, float x) where F : struct, IUnaryFormula => formula.Value(new FloatLane(x)).Vector;

    static double Value<F>(F formula, double x) where F : struct, IUnaryFormula => formula.Value(new DoubleLane(x)).Vector;

    static void Near(double expected, double actual, double relative, string what) =>
        Assert.True(Math.Abs(actual - expected) <= relative * Math.Abs(expected), $"{what}: {actual:R}, expected {expected:R}");

    [Fact]
    public void Gelu_is_never_above_zero_for_a_negative_number()
    {
        for (float x = -0.01f; x > -1e38f; x *= 1.003f)
        {
            float y = Value(new Gelu(), x);
            Assert.True(y <= 0 && y > -0.17f, $"gelu({x:R}) = {y:R}");
            if (x < -1) Assert.InRange(FormulaSlope.Of(new Gelu(), x), -0.13f, 0);
        }
    }

    [Theory, InlineData(-20), InlineData(-70), InlineData(-81), InlineData(-85)]
    public void Silu_keeps_its_digits_on_the_far_side(float x)
    {
        double share = 1 / (1 + Math.Exp(-x));
        Near(x * share, Value(new Silu(), x), 2e-6, "silu");
        Near(share * (1 + x * (1 - share)), FormulaSlope.Of(new Silu(), x), 2e-5, "its slope");
        Near(x * share, Value(new Silu(), (double)x), 1e-14, "silu in float64");
        Near(share * (1 + x * (1 - share)), FormulaSlope.Of(new Silu(), (double)x), 1e-13, "its slope in float64");
    }

    [Fact]
    public void Silu_ends_at_zero_and_at_infinity()
    {
        foreach (float x in new[] { -3e38f, -Infinity }) Assert.Equal((0, 0), (Value(new Silu(), x), FormulaSlope.Of(new Silu(), x)));
        Assert.Equal((Infinity, 1), (Value(new Silu(), Infinity), FormulaSlope.Of(new Silu(), Infinity)));
        Assert.True(float.IsNaN(Value(new Silu(), Nan)));
    }

    [Theory, InlineData(-1), InlineData(-6), InlineData(-10), InlineData(-15), InlineData(-20), InlineData(-80)]
    public void The_slope_of_elu_is_a_power_all_the_way(float x)
    {
        Near(1.3 * Math.Exp(x), FormulaSlope.Of(new Elu(1.3), x), 2e-6, "slope");
        Near(1.3 * Math.Exp(x), FormulaSlope.Of(new Elu(1.3), (double)x), 1e-14, "slope in float64");
    }

    [Theory, InlineData(1, Infinity, Infinity, 1), InlineData(0, Infinity, Infinity, 0), InlineData(-Infinity, 2, 2, -Infinity)]
    public void Each_slope_of_a_product_is_the_other_number(float a, float b, float slopeA, float slopeB) =>
        Assert.Equal((slopeA, slopeB), FormulaSlope.Of(new Multiply(), a, b));

    [Theory, InlineData(1, 0, Infinity, -Infinity), InlineData(0, 1e-40f, Infinity, 0), InlineData(Infinity, 2, 0.5f, -Infinity), InlineData(3, Infinity, 0, 0)]
    public void Slopes_of_a_quotient_are_divided_by_the_number_itself(float a, float b, float slopeA, float slopeB) =>
        Assert.Equal((slopeA, slopeB), FormulaSlope.Of(new Divide(), a, b));

    [Theory, InlineData(1e-20f, -4, -Infinity), InlineData(0, -1.5, -Infinity), InlineData(Infinity, 1.5, Infinity), InlineData(0, 1, 1), InlineData(0, 0, 0),
        InlineData(0, 0.5, 0), InlineData(-2, 3, 12), InlineData(Infinity, -1, 0)]
    public void The_slope_of_a_power_is_a_power(float x, double exponent, float slope) => Assert.Equal(slope, FormulaSlope.Of(new Power(exponent), x));

    [Theory, InlineData(0, 1, 1, 0), InlineData(0, -1, -Infinity, -Infinity), InlineData(0, 0, 0, 0), InlineData(0, 2, 0, 0), InlineData(Infinity, 2, Infinity, Infinity),
        InlineData(-1, 2, Nan, Nan), InlineData(Nan, 1, Nan, Nan), InlineData(1, Nan, Nan, Nan)]
    public void Slopes_of_a_power_of_two_numbers_have_their_limits_at_zero(float a, float b, float slopeA, float slopeB) =>
        Assert.Equal((slopeA, slopeB), FormulaSlope.Of(new Pow(), a, b));

    [Theory, InlineData(Nan, 1, 0), InlineData(1, Nan, 0), InlineData(Nan, Nan, 0), InlineData(1, 1, 1), InlineData(Infinity, Infinity, 1), InlineData(-Infinity, -Infinity, 1),
        InlineData(-Infinity, 3, 0), InlineData(3, -Infinity, 1), InlineData(0, -0f, 1)]
    public void What_is_no_number_is_at_least_nothing(float a, float b, float y) =>
        Assert.Equal(y, new AtLeast().Value(new FloatLane(a), new FloatLane(b)).Vector);

    [Theory, InlineData(Infinity), InlineData(-Infinity), InlineData(3e38f)]
    public void A_chain_that_has_saturated_has_no_slope(float x) =>
        Assert.Equal(0, FormulaSlope.Of(new Then<ScaleShift, Tanh>(new(0.5, 1), new()), x));

    [Theory, InlineData(1e15f), InlineData(-1e15f), InlineData(-3e38f)]
    public void Gelu_by_tanh_ends_as_gelu_does(float x) =>
        Assert.Equal((Math.Max(x, 0), x > 0 ? 1 : 0), (Value(new GeluTanh(), x), FormulaSlope.Of(new GeluTanh(), x)));
}
