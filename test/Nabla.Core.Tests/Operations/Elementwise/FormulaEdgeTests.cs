using Nabla.Devices;
using Nabla.Operations.Elementwise;
using FloatLane = Nabla.Devices.Cpu.Lane<float, float, Nabla.Devices.Cpu.SimdScalar<float>>;

namespace Nabla.Core.Tests.Operations.Elementwise;

public class FormulaEdgeTests
{
    const float Infinity = float.PositiveInfinity, Nan = float.NaN;

    static float Value<F>(F formula, float x) where F : struct, IUnaryFormula => formula.Value(new FloatLane(x)).Vector;

    static float Value<F>(F formula, float a, float b) where F : struct, IBinaryFormula => formula.Value(new FloatLane(a), new FloatLane(b)).Vector;

    static float Slope<F>(F formula, float x) where F : struct, IUnaryFormula => FormulaSlope.Of(formula, x);

    [Theory, InlineData(1000, 1), InlineData(-1000, 0), InlineData(Infinity, 1), InlineData(-Infinity, 0), InlineData(Nan, Nan), InlineData(0, 0.5f)]
    public void Sigmoid_saturates_without_overflow(float x, float y) => Assert.Equal(y, Value(new Sigmoid(), x));

    [Fact]
    public void Sigmoid_keeps_its_digits_on_the_far_side() => Assert.Equal(Math.Exp(-50), Value(new Sigmoid(), -50), 1e-5 * Math.Exp(-50));

    [Theory, InlineData(100, 100), InlineData(1000, 1000), InlineData(Infinity, Infinity), InlineData(-1000, 0), InlineData(-Infinity, 0), InlineData(Nan, Nan)]
    public void Softplus_saturates_without_overflow(float x, float y) => Assert.Equal(y, Value(new Softplus(), x));

    [Fact]
    public void Softplus_keeps_its_digits_on_the_far_side() => Assert.Equal(Math.Exp(-40), Value(new Softplus(), -40), 1e-5 * Math.Exp(-40));

    [Fact]
    public void Slopes_at_zero_are_those_of_the_smooth_function()
    {
        Assert.Equal(0.25f, Slope(new Sigmoid(), 0));
        Assert.Equal(0.5f, Slope(new Softplus(), 0), 1e-6f);
        Assert.Equal(0.5f, Slope(new Silu(), 0));
        Assert.Equal(0.5f, Slope(new Gelu(), 0));
        Assert.Equal(0.5f, Slope(new GeluTanh(), 0));
        Assert.Equal(1f, Slope(new Tanh(), 0));
        Assert.Equal(0f, Slope(new Relu(), 0));
        Assert.Equal(0f, Slope(new Abs(), 0));
        Assert.Equal(0f, Slope(new Power(2.7), 0));
        Assert.Equal(0f, Slope(new Power(3), 0));
    }

    [Theory, InlineData(-90), InlineData(-200), InlineData(-1e4f), InlineData(90), InlineData(1e4f)]
    public void Silu_and_gelu_have_finite_slopes_far_out(float x)
    {
        float expected = x > 0 ? 1 : 0;
        Assert.Equal(expected, Slope(new Silu(), x), 1e-6f);
        Assert.Equal(expected, Slope(new Gelu(), x), 1e-6f);
        Assert.Equal(x > 0 ? x : 0, Value(new Silu(), x), 1e-6f);
    }

    [Fact]
    public void A_number_that_is_no_number_stays_one()
    {
        Assert.True(float.IsNaN(Value(new Relu(), Nan)));
        Assert.True(float.IsNaN(Value(new Clamp(-1, 1), Nan)));
        Assert.True(float.IsNaN(Value(new Gelu(), Nan)));
        Assert.True(float.IsNaN(Value(new Power(0.3), Nan)));
        Assert.True(float.IsNaN(Value(new Power(0.3), -1)));
        Assert.True(float.IsNaN(Value(new Maximum(), Nan, 1)));
        Assert.True(float.IsNaN(Value(new Maximum(), 1, Nan)));
        Assert.True(float.IsNaN(Value(new Pow(), Nan, 1)));
        Assert.True(float.IsNaN(Value(new Pow(), 0, Nan)));
        Assert.True(float.IsNaN(Value(new Pow(), -1, 2)));
    }

    [Theory, InlineData(0, 2, 0), InlineData(0, 0, 1), InlineData(0, -1, Infinity), InlineData(5, 0, 1), InlineData(Infinity, 1, Infinity)]
    public void Pow_is_right_at_its_edges(float a, float b, float y) => Assert.Equal(y, Value(new Pow(), a, b));

    [Theory, InlineData(-2, 3, -8), InlineData(-2, -2, 0.25f), InlineData(0, 0.3, 0), InlineData(0, 0, 1), InlineData(0, -1, Infinity), InlineData(4, -0.5, 0.5f)]
    public void Power_is_exact_for_whole_and_half_exponents(float x, double exponent, float y) => Assert.Equal(y, Value(new Power(exponent), x));

    [Fact]
    public void Clamp_passes_the_gradient_on_its_bounds()
    {
        Assert.Equal(1f, Slope(new Clamp(-1, 1), 1));
        Assert.Equal(1f, Slope(new Clamp(-1, 1), -1));
        Assert.Equal(0f, Slope(new Clamp(-1, 1), 1.01f));
    }

    [Fact]
    public void Constants_out_of_range_are_refused()
    {
        Assert.Contains("LeakyRelu expects slope", Assert.Throws<ArgumentOutOfRangeException>(() => new LeakyRelu(-0.1)).Message);
        Assert.Contains("Elu expects alpha", Assert.Throws<ArgumentOutOfRangeException>(() => new Elu(double.NaN)).Message);
        Assert.Contains("swap the bounds", Assert.Throws<ArgumentOutOfRangeException>(() => new Clamp(1, -1)).Message);
        Assert.Contains("±1024", Assert.Throws<ArgumentOutOfRangeException>(() => new Power(double.PositiveInfinity)).Message);
    }
}
