namespace Nabla.Lessons.Tests;

public sealed class LogisticRegressionTests
{
    static LessonRun Lesson => LessonRun.Of("03-logistic-regression");

    [Theory, InlineData("(0, 0, 0)"), InlineData("(4, 4, 2)"), InlineData("(-4, 3, -3)"), InlineData("(-2, -5, 3)"), InlineData("(5, -4, -4)")]
    public void Every_start_comes_to_newtons_solution(string start)
    {
        Assert.InRange(Lesson[$"from {start}: first distance"], 0.8, 20);
        Assert.InRange(Lesson[$"from {start}: distance"], 0, 1e-6);
    }

    [Fact]
    public void The_logistic_loss_is_convex_and_the_count_of_errors_is_not()
    {
        Assert.InRange(Lesson["logistic: most above the chord"], -1, 1e-12);
        Assert.InRange(Lesson["perceptron: most above the chord"], 0.05, 1);
    }

    // Ascending −log σ makes every sign wrong, for ever more surely.
    [Fact]
    public void Without_its_minus_the_loss_leads_away()
    {
        Assert.InRange(Lesson["as written: errors"], 0.6, 1);
        Assert.InRange(Lesson["as written: size of w"], 20, double.MaxValue);
        Assert.InRange(Lesson["with minus: errors"], 0.05, 0.4);
    }
}
