namespace Nabla.Lessons.Tests;

public sealed class FixedRateTests
{
    static LessonRun Lesson => LessonRun.Of("18-fixed-rate");

    // A step multiplies y by 1 − 10α.
    [Theory, InlineData("0.01", 0.9), InlineData("0.08", 0.2), InlineData("0.15", 0.5), InlineData("0.19", 0.9), InlineData("0.201", 1.01), InlineData("0.21", 1.1)]
    public void A_step_leaves_what_the_curvature_says(string alpha, double left) => Assert.InRange(Lesson[$"α = {alpha}: y left by a step"], left - 1e-6, left + 1e-6);

    // 1 − 10α < 0 from α = 1/λ = 0.1 on.
    [Theory, InlineData("0.01", 0), InlineData("0.08", 0), InlineData("0.15", 1), InlineData("0.199", 1), InlineData("0.21", 1)]
    public void It_swings_above_one_over_the_curvature(string alpha, double share) => Assert.Equal(share, Lesson[$"α = {alpha}: share of steps that change sides"]);

    // |1 − 10α|⁶⁰ of 0.5, by √(2² + 0.5²) at the start: 0.133 at 0.199, 0.441 and growing at 0.201, 73.9 at 0.21; x, 0.99⁶⁰, is 0.53 at 0.01.
    [Theory, InlineData("0.01", 0.531), InlineData("0.199", 0.1327), InlineData("0.201", 0.4406), InlineData("0.21", 73.85)]
    public void It_diverges_above_two_over_the_curvature(string alpha, double left) => Assert.InRange(Lesson[$"α = {alpha}: distance left"], left * 0.99, left * 1.01);

    [Fact]
    public void A_network_crawls_learns_swings_and_breaks()
    {
        Assert.InRange(Lesson["network, α = 0.003: loss"], 2.2, 2.4);
        Assert.Equal(0, Lesson["network, α = 0.003: share of steps upward"]);
        Assert.InRange(Lesson["network, α = 0.3: loss"], 0.05, 0.6);
        Assert.InRange(Lesson["network, α = 1: share of steps upward"], 0.1, 0.6);
        Assert.InRange(Lesson["network, α = 10: highest loss"], 5, double.MaxValue);
        // log 10 = 2.303 is knowing nothing.
        Assert.InRange(Lesson["network, α = 10: loss"], 2, 3);
    }
}
