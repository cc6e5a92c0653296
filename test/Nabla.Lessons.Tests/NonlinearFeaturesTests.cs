namespace Nabla.Lessons.Tests;

public sealed class NonlinearFeaturesTests
{
    static LessonRun Lesson => LessonRun.Of("04-nonlinear-features");

    [Fact]
    public void A_line_underfits_two_moons()
    {
        Assert.InRange(Lesson["degree 1: train"], 0.08, 0.2);
        Assert.InRange(Lesson["degree 1: test"], 0.1, 0.2);
    }

    [Fact]
    public void Features_of_the_right_kind_bring_the_test_error_down()
    {
        Assert.True(Lesson["degree 3: test"] < 0.75 * Lesson["degree 1: test"]);
        Assert.True(Lesson["λ 0.3: test"] < 0.7 * Lesson["degree 1: test"]);
    }

    // Bumps narrower than the distance between points know each point by heart, and nothing else.
    [Fact]
    public void Too_fine_features_overfit()
    {
        Assert.InRange(Lesson["λ 300: train"], 0, 0.01);
        Assert.True(Lesson["λ 300: test"] > 3 * Lesson["λ 0.3: test"]);
        Assert.True(Lesson["degree 12: test"] - Lesson["degree 12: train"] > Lesson["degree 1: test"] - Lesson["degree 1: train"] + 0.02);
    }
}
