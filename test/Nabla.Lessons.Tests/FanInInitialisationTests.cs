namespace Nabla.Lessons.Tests;

public sealed class FanInInitialisationTests
{
    static LessonRun Lesson => LessonRun.Of("14-fan-in-initialisation");

    // Near zero tanh is the identity: a layer of deviation g/√n multiplies by g.
    [Theory, InlineData("0.25", 0.25), InlineData("0.5", 0.5)]
    public void Small_weights_shrink_signal_and_gradient_by_their_gain(string gain, double factor)
    {
        Assert.InRange(Lesson[$"tanh {gain}: signal per layer"], 0.95 * factor, 1.05 * factor);
        Assert.InRange(Lesson[$"tanh {gain}: gradient per layer"], 0.95 * factor, 1.05 * factor);
    }

    [Fact]
    public void One_over_the_root_of_the_fan_in_keeps_both()
    {
        Assert.InRange(Lesson["tanh 1: signal per layer"], 0.9, 1);
        Assert.InRange(Lesson["tanh 1: gradient per layer"], 0.88, 1);
    }

    [Fact]
    public void Large_weights_saturate_tanh_and_let_the_gradient_explode()
    {
        Assert.InRange(Lesson["tanh 4: saturated"], 0.3, 0.6);
        Assert.InRange(Lesson["tanh 4: gradient per layer"], 1.3, 1.9);
        Assert.Equal(0, Lesson["tanh 0.5: saturated"]);
    }

    // ReLU keeps half of the square: a layer multiplies by g/√2 (He et al. 2015).
    [Theory, InlineData("1", 0.7071), InlineData("1.4", 0.99), InlineData("4", 2.828)]
    public void Relu_divides_by_the_root_of_two(string gain, double factor)
    {
        Assert.InRange(Lesson[$"ReLU {gain}: signal per layer"], 0.95 * factor, 1.05 * factor);
        Assert.InRange(Lesson[$"ReLU {gain}: gradient per layer"], 0.95 * factor, 1.05 * factor);
    }
}
