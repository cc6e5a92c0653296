namespace Nabla.Lessons.Tests;

public sealed class AdagradTests
{
    static LessonRun Lesson => LessonRun.Of("20-adagrad");

    // The gradient along y is κy, and its root of squares κ times as large too: their quotient does not know κ.
    [Fact]
    public void It_does_not_feel_the_scale_of_a_dimension()
    {
        Assert.Equal(Lesson["Adagrad: steps at κ = 1"], Lesson["Adagrad: steps at κ = 100"]);
        Assert.InRange(Lesson["Adagrad: steps at κ = 100"], 2, 20);
    }

    // ln 1000 / ln(101/99) = 345 at the best step size, 2/(1 + κ).
    [Fact]
    public void Gradient_descent_does() => Assert.InRange(Lesson["gradient descent: steps at κ = 100"], 335, 355);

    // Along both axes lies the same mixture of steep and flat.
    [Fact]
    public void On_a_bowl_that_is_turned_it_is_no_better_than_gradient_descent() =>
        Assert.InRange(Lesson["Adagrad, bowl turned by 45°: steps at κ = 100"], 200, 1000);

    // Steps of 1/√1000 = 0.032: half of it, along both axes, at most √2 times that. The sum of squares, in contrast, stops growing, and the rest is a straight descent.
    [Fact]
    public void The_slides_index_swings_by_its_step()
    {
        Assert.InRange(Lesson["the slide's index: distance left after 1000 steps"], 0.005, 0.04);
        Assert.InRange(Lesson["Adagrad: distance left after 1000 steps"], 0, 1e-6);
    }

    // ε = 1e-10 against squared gradients of about one.
    [Fact]
    public void Where_epsilon_stands_makes_no_difference_here() => Assert.InRange(Lesson["ε under the root: paths apart"], 1e-14, 1e-8);

    [Fact]
    public void It_learns_without_a_schedule_and_no_worse_than_with_one()
    {
        Assert.InRange(Lesson["Adagrad: loss, fixed rate"], 0.3, 1.3);
        Assert.InRange(Lesson["Adagrad: what a schedule changes"], 0, 0.6);
    }
}
