namespace Nabla.Lessons.Tests;

public sealed class EndlessDataTests
{
    static LessonRun Lesson => LessonRun.Of("27-endless-data");

    static double Errors(string what) => Lesson[what + ": difference"] / Lesson[what + ": error"];

    // Two samples of one source: beyond 3.5 standard errors one time in two thousand.
    [Theory]
    [InlineData("one pass, first pass"), InlineData("one pass, later passes"), InlineData("one pass, last pass"), InlineData("same set, first pass")]
    public void What_is_met_for_the_first_time_is_test_data(string what) => Assert.InRange(Errors(what), -3.5, 3.5);

    // The comparison is sharp: a gap of a fifth of the loss would be seen.
    [Fact]
    public void A_fifth_of_the_loss_would_be_seen() =>
        Assert.True(3.5 * Lesson["one pass, later passes: error"] < 0.2 * Lesson["one pass, later passes: new"]);

    [Fact]
    public void What_is_met_again_is_not()
    {
        Assert.True(Errors("same set, later passes") < -10);
        Assert.True(Lesson["same set, last pass: before"] < 0.6 * Lesson["same set, last pass: new"]);
    }

    [Fact]
    public void Endless_data_ends_lower_on_new_digits() => Assert.True(Lesson["one pass, last pass: new"] < 0.8 * Lesson["same set, last pass: new"]);
}
