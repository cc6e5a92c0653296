namespace Nabla.Lessons.Tests;

public sealed class UnderfittingAndOverfittingTests
{
    static LessonRun Lesson => LessonRun.Of("26-underfitting-and-overfitting");

    [Fact]
    public void A_small_set_is_learnt_by_heart_and_new_digits_are_not()
    {
        Assert.InRange(Lesson["small, 3 layers: train"], 0, 0.02);
        Assert.InRange(Lesson["small, 3 layers: test"], 0.1, 0.6);
    }

    [Fact]
    public void Endless_data_leaves_no_gap() =>
        Assert.InRange(Lesson["endless, 3 layers: test"] - Lesson["endless, 3 layers: train"], -0.05, 0.05);

    [Fact]
    public void Endless_data_serves_the_deep_network_and_the_linear_one_underfits_it()
    {
        Assert.True(Lesson["endless, 3 layers: test"] < 0.6 * Lesson["small, 3 layers: test"]);
        Assert.True(Lesson["endless, 0 layers: test"] > 1.5 * Lesson["endless, 3 layers: test"]);
        Assert.InRange(Lesson["endless, 0 layers: train"], 0.15, 0.6);
    }
}
