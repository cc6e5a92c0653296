namespace Nabla.Lessons.Tests;

public sealed class FanInInitialisationTests
{
    static LessonRun Lesson => LessonRun.Of("14-fan-in-initialisation");

    // Near zero tanh is the identity: a layer of deviation g/√n multiplies by g. Uniform in ±1/√n has the deviation 1/√3n.
    [Theory, InlineData("0.25/√n", 0.25), InlineData("0.5/√n", 0.5), InlineData("±1/√n", 0.577)]
    public void Small_weights_shrink_signal_and_gradient_by_their_gain(string weights, double factor)
    {
        Assert.InRange(Lesson[$"tanh {weights}: signal per layer"], 0.95 * factor, 1.05 * factor);
        Assert.InRange(Lesson[$"tanh {weights}: gradient per layer"], 0.95 * factor, 1.05 * factor);
    }

    [Fact]
    public void One_over_the_root_of_the_fan_in_keeps_both()
    {
        Assert.InRange(Lesson["tanh 1/√n: signal per layer"], 0.9, 1);
        Assert.InRange(Lesson["tanh 1/√n: gradient per layer"], 0.88, 1);
    }

    [Fact]
    public void Large_weights_saturate_tanh_and_let_the_gradient_explode()
    {
        Assert.InRange(Lesson["tanh 4/√n: flat"], 0.3, 0.6);
        Assert.InRange(Lesson["tanh 4/√n: gradient per layer"], 1.3, 1.9);
        Assert.Equal(0, Lesson["tanh 0.5/√n: flat"]);
    }

    // σ' is 1/4 at zero: small weights lose another factor of four at each layer.
    [Fact]
    public void Sigmoids_lose_the_gradient_with_one_over_the_root_of_the_fan_in() => Assert.InRange(Lesson["sigmoid 1/√n: gradient per layer"], 0.2, 0.27);

    // ReLU keeps half of the square: a layer multiplies by g/√2 (He et al. 2015).
    [Theory, InlineData("1/√n", 0.7071), InlineData("1.4/√n", 0.99), InlineData("4/√n", 2.828), InlineData("±1/√n", 0.408)]
    public void Relu_divides_by_the_root_of_two(string weights, double factor)
    {
        Assert.InRange(Lesson[$"ReLU {weights}: signal per layer"], 0.95 * factor, 1.05 * factor);
        Assert.InRange(Lesson[$"ReLU {weights}: gradient per layer"], 0.95 * factor, 1.05 * factor);
    }

    // By symmetry of the weights; which units are off is shared between inputs, so that it scatters.
    [Fact]
    public void Half_of_relu_is_off() => Assert.InRange(Lesson["ReLU 1.4/√n: flat"], 0.4, 0.6);
}
