namespace Nabla.Lessons.Tests;

public sealed class SymmetryTests
{
    static LessonRun Lesson => LessonRun.Of("13-symmetry");

    [Theory, InlineData("all equal"), InlineData("all zero")]
    public void Equal_units_stay_equal(string start) => Assert.Equal(1, Lesson[$"{start}: different units"]);

    [Fact]
    public void Units_drawn_at_random_stay_different() => Assert.Equal(16, Lesson["random: different units"]);

    // Zero weights pass no gradient on: tanh(0) = 0 for W, W = 0 for V. The loss stays that of a coin.
    [Fact]
    public void From_zero_nothing_is_learnt()
    {
        Assert.InRange(Lesson["all zero: loss"], 0.69, 0.6932);
        Assert.InRange(Lesson["all zero: accuracy"], 0.45, 0.55);
    }

    // One unit is a monotone function of one projection: a line is all it can draw between two moons.
    [Fact]
    public void Equal_units_do_no_better_than_one_and_different_ones_do()
    {
        Assert.InRange(Lesson["all equal: accuracy"], 0.8, 0.92);
        Assert.InRange(Lesson["all equal: loss"] / Lesson["one unit: loss"], 0.85, 1.1);
        Assert.InRange(Lesson["random: accuracy"], 0.95, 1);
        Assert.True(Lesson["random: loss"] < 0.6 * Lesson["all equal: loss"]);
    }
}
