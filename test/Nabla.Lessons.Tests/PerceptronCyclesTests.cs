namespace Nabla.Lessons.Tests;

public sealed class PerceptronCyclesTests
{
    static LessonRun Lesson => LessonRun.Of("02-perceptron-cycles");

    [Fact]
    public void The_perceptron_never_settles()
    {
        Assert.Equal(0, Lesson["perceptrons that converge"]);
        Assert.InRange(Lesson["perceptrons in a cycle"], 1, 4);
        Assert.True(Lesson["perceptron: most errors late"] >= Lesson["perceptron: fewest errors late"] + 3);
    }

    [Fact]
    public void Logistic_regression_does()
    {
        Assert.Equal(4, Lesson["logistic regressions that converge"]);
        Assert.Equal(0, Lesson["logistic: errors change late"]);
        Assert.InRange(Lesson["logistic: gradient"], 0, 1e-7);
        Assert.InRange(Lesson["logistic: errors at the end"], 3, 20);
    }
}
