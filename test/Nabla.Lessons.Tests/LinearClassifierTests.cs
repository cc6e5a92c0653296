namespace Nabla.Lessons.Tests;

public sealed class LinearClassifierTests
{
    static LessonRun Lesson => LessonRun.Of("01-linear-classifier");

    [Theory, InlineData("0.3"), InlineData("0.03"), InlineData("0.003")]
    public void It_separates_what_can_be_separated_with_fewer_mistakes_than_the_bound(string gap)
    {
        Assert.Equal(0, Lesson[$"gap {gap}: errors"]);
        Assert.InRange(Lesson[$"gap {gap}: mistakes"], 1, double.MaxValue);
        // Novikoff 1962: never above 1.
        Assert.InRange(Lesson[$"gap {gap}: mistakes over bound"], 0, 1);
    }

    [Fact]
    public void A_narrow_gap_costs_more_mistakes() => Assert.True(Lesson["gap 0.003: mistakes"] > 3 * Lesson["gap 0.3: mistakes"]);
}
