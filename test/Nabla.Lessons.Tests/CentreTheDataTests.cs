namespace Nabla.Lessons.Tests;

public sealed class CentreTheDataTests
{
    static LessonRun Lesson => LessonRun.Of("15-centre-the-data");

    // +1 · 100 and −1 · 101; +1 · (−0.5) and −1 · 0.5.
    [Fact]
    public void The_slides_example_holds()
    {
        Assert.Equal(-0.5, Lesson["100 and 101: mean"], 9);
        Assert.Equal(100.5, Lesson["100 and 101: size"], 9);
        Assert.Equal(-0.5, Lesson["centred: mean"], 9);
        Assert.Equal(0.5, Lesson["centred: size"], 9);
    }

    [Fact]
    public void Each_normalisation_makes_the_hessian_better_conditioned()
    {
        Assert.InRange(Lesson["raw: condition"], 1e5, double.MaxValue);
        Assert.True(Lesson["centred: condition"] < Lesson["raw: condition"] / 100);
        Assert.True(Lesson["standardised: condition"] < Lesson["centred: condition"] / 5);
        Assert.InRange(Lesson["whitened (PCA): condition"], 1, 1.05);
        Assert.InRange(Lesson["whitened (ZCA): condition"], 1, 1.05);
    }

    [Fact]
    public void And_gradient_descent_quicker()
    {
        Assert.True(Lesson["raw: steps"] > 20_000);
        Assert.True(Lesson["standardised: steps"] < Lesson["centred: steps"]);
        Assert.InRange(Lesson["whitened (PCA): steps"], 1, 5);
    }
}
