namespace Nabla.Lessons.Tests;

public sealed class SchedulesTests
{
    static LessonRun Lesson => LessonRun.Of("19-schedules");

    // Integrals over a run: 1/2 of a straight line; f + (1 − f)·2/π of the quarter wave, f + (1 − f)/2 of the half wave, f = 0.1;
    // ln(1 + T/b)·b/T of b/(b + t), b = T/8 (62 of 500 here).
    [Theory, InlineData("fixed", 1), InlineData("(T − t)/T", 0.5), InlineData("quarter cosine, to 0.1", 0.673), InlineData("half cosine, to 0.1", 0.55), InlineData("b/(b + t)", 0.2731)]
    public void Each_has_the_mean_of_its_formula(string name, double mean) => Assert.InRange(Lesson[$"{name}: mean factor"], mean - 0.003, mean + 0.003);

    [Theory, InlineData("fixed", 1), InlineData("(T − t)/T", 0), InlineData("quarter cosine, to 0.1", 0.1), InlineData("half cosine, to 0.1", 0.1), InlineData("b/(b + t)", 0.11)]
    public void Each_ends_where_it_should(string name, double last) => Assert.InRange(Lesson[$"{name}: last factor"], last - 0.005, last + 0.005);

    // Measured 0.78, 0.85 and 0.85 of what the fixed rate ends with.
    [Theory, InlineData("quarter cosine, to 0.1", 0.9), InlineData("half cosine, to 0.1", 0.95), InlineData("(T − t)/T", 0.95)]
    public void A_rate_that_stays_high_and_falls_at_the_end_beats_a_fixed_one(string name, double share) =>
        Assert.True(Lesson[$"{name}: loss"] < share * Lesson["fixed: loss"]);

    // A rate that falls early has less than a half of the way to go with: it does not gain.
    [Fact]
    public void A_rate_that_falls_early_does_not() => Assert.True(Lesson["b/(b + t): loss"] > Lesson["quarter cosine, to 0.1: loss"] * 1.1);
}
