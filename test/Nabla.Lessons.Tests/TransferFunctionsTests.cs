namespace Nabla.Lessons.Tests;

public sealed class TransferFunctionsTests
{
    static LessonRun Lesson => LessonRun.Of("06-transfer-functions");

    // σ'(0) = 1/4; tanh'(0) = 1; GELU's slope Φ(x) + xφ(x) is largest at x = √2: 0.9214 + 0.2076.
    [Theory, InlineData("sigmoid", 0.25), InlineData("tanh", 1), InlineData("ReLU", 1), InlineData("leaky ReLU", 1), InlineData("GELU", 1.1289)]
    public void The_steepest_slope_is_that_of_the_formula(string name, double slope) => Assert.InRange(Lesson[$"{name}: steepest"], slope - 1e-4, slope + 1e-4);

    // |σ'| < 1/1000 beyond |x| = 6.906, |tanh'| beyond acosh √1000 = 4.147: 2(1 − Φ(0.6906)) and 2(1 − Φ(0.4147)) at deviation 10. ReLU is off for half.
    [Theory, InlineData("sigmoid", 0.490), InlineData("tanh", 0.678), InlineData("ReLU", 0.5), InlineData("leaky ReLU", 0)]
    public void The_flat_share_is_that_of_the_normal_distribution(string name, double share) => Assert.InRange(Lesson[$"{name}: flat at 10"], share - 0.01, share + 0.01);

    [Fact]
    public void Near_zero_only_relu_has_flat_units()
    {
        Assert.InRange(Lesson["sigmoid: flat at 1"], 0, 0.001);
        Assert.InRange(Lesson["tanh: flat at 1"], 0, 0.001);
        Assert.InRange(Lesson["GELU: flat at 1"], 0, 0.01);
        Assert.InRange(Lesson["ReLU: flat at 1"], 0.48, 0.52);
    }

    // Ten classes: 0.1 is chance.
    [Fact]
    public void Where_it_is_flat_only_leaky_relu_learns()
    {
        Assert.All(new[] { "sigmoid", "tanh", "ReLU", "GELU" }, name => Assert.InRange(Lesson[$"{name}: accuracy, bias -8"], 0, 0.2));
        Assert.InRange(Lesson["leaky ReLU: accuracy, bias -8"], 0.25, 1);
        Assert.InRange(Lesson["ReLU: accuracy, bias 0"], 0.5, 1);
    }

    [Theory, InlineData("0.01"), InlineData("0.1"), InlineData("0.3")]
    public void The_slides_leaky_relu_is_a_steeper_one_and_lets_the_signal_grow(string alpha)
    {
        Assert.InRange(Lesson[$"slide {alpha}: differs"], 0, 1e-12);
        Assert.InRange(Lesson[$"usual {alpha}: growth"], 0.98, 1.02);
        Assert.InRange(Lesson[$"slide {alpha}: growth"] / Lesson[$"slide {alpha}: theory"], 0.98, 1.02);
    }
}
