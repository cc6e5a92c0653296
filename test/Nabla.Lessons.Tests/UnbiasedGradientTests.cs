namespace Nabla.Lessons.Tests;

public sealed class UnbiasedGradientTests
{
    static LessonRun Lesson => LessonRun.Of("12-unbiased-gradient");

    // Sums in another order, in float64.
    [Fact]
    public void The_expectation_is_the_full_gradient() => Assert.InRange(Lesson["expectation"], 0, 1e-12);

    // A bias would stay where chance dies out: the distance is that of σ/√draws, give or take what one sample of it varies.
    [Fact]
    public void The_mean_of_many_draws_is_the_full_gradient_as_far_as_chance_allows()
    {
        Assert.InRange(Lesson["bias at the end"] / Lesson["bias expected"], 0.05, 2.5);
        Assert.InRange(Lesson["K = 256: bias over chance"], 0.05, 2.5);
    }

    [Fact]
    public void The_variance_falls_as_one_over_K() => Assert.InRange(Lesson["slope"], -1.06, -0.94);

    [Theory, InlineData(1), InlineData(16), InlineData(256)]
    public void The_variance_is_the_spread_of_single_gradients_over_K(int batch)
    {
        Assert.InRange(Lesson[$"K = {batch}: variance over spread/K"], 0.8, 1.2);
        Assert.InRange(Lesson[$"K = {batch}: without replacement, over its formula"], 0.8, 1.2);
    }
}
