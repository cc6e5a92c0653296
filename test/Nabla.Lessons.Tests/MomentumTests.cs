namespace Nabla.Lessons.Tests;

public sealed class MomentumTests
{
    static LessonRun Lesson => LessonRun.Of("21-momentum");

    // Gradient descent leaves 1 − η·1 = 0.96 of the distance along the flat direction; a ball that swings leaves √γ.
    [Theory, InlineData("0", 0.96), InlineData("0.9", 0.94868), InlineData("0.99", 0.99499)]
    public void The_rate_is_that_of_theory(string gamma, double rate)
    {
        Assert.InRange(1 - Lesson[$"γ = {gamma}: rate in theory"], (1 - rate) * 0.999, (1 - rate) * 1.001);
        Assert.InRange(1 - Lesson[$"γ = {gamma}: rate"], (1 - rate) * 0.95, (1 - rate) * 1.05);
    }

    // η(1 + γ + γ² + …) = η/(1 − γ).
    [Theory, InlineData("0", 1), InlineData("0.9", 10), InlineData("0.99", 100)]
    public void M_is_a_sum(string gamma, double sum) => Assert.InRange(Lesson[$"γ = {gamma}: M over η"], sum * 0.9999, sum * 1.0001);

    // (√κ − 1)/(√κ + 1) with the best constants, where both roots are equal: t·ρᵗ comes down a little later than ρᵗ.
    [Theory, InlineData("4"), InlineData("25"), InlineData("100")]
    public void With_the_best_constants_it_has_the_best_rate(string kappa) => Assert.InRange(Lesson[$"κ = {kappa}: best rate over theory"], 0.85, 1.05);

    // ln 10⁶ / ln(101/99) = 691, and ln 10⁶ / ln(11/9) = 69.
    [Fact]
    public void A_heavy_ball_needs_the_root_of_the_steps()
    {
        Assert.InRange(Lesson["κ = 100: gradient descent, steps"], 680, 700);
        Assert.InRange(Lesson["κ = 100: heavy ball, steps"], 65, 82);
    }
}
