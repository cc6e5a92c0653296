namespace Nabla.Lessons.Tests;

public sealed class WarmUpTests
{
    static LessonRun Lesson => LessonRun.Of("24-warm-up");

    [Fact]
    public void Without_warm_up_the_first_steps_explode()
    {
        Assert.InRange(Lesson["no warm-up, 0.024: largest norm"], 15, double.MaxValue);
        Assert.True(Lesson["no warm-up, 0.024: largest norm"] > 2 * Lesson["K = 100, 0.024: largest norm"]);
        Assert.True(Lesson["no warm-up, 0.024: largest loss"] > 1.5 * Lesson["K = 100, 0.024: largest loss"]);
    }

    // The first losses are near log 10 = 2.30, and a small step keeps them there.
    [Fact]
    public void With_warm_up_the_loss_never_leaves_its_beginning() => Assert.InRange(Lesson["K = 100, 0.024: largest loss"], 2, 3.2);

    [Fact]
    public void At_a_rate_that_suits_all_learn() => Assert.All(new[] { "no warm-up", "K = 30", "K = 100" }, name => Assert.Equal(2, Lesson[$"{name}, 0.006: runs that learn"]));
}
