namespace Nabla.Lessons.Tests;

public sealed class GradientDescentAgainstSgdTests
{
    static LessonRun Lesson => LessonRun.Of("11-gradient-descent-against-sgd");

    // One step from zero knowledge against thousands: log 10 = 2.30 is where both begin.
    [Fact]
    public void After_one_pass_a_single_step_has_learnt_next_to_nothing()
    {
        Assert.InRange(Lesson["gradient descent: loss after one pass"], 1.5, 3);
        Assert.InRange(Lesson["SGD: loss after one pass"], 0.5, 1.3);
    }

    // 15 passes over 2,048 digits are 30,720 examples.
    [Theory, InlineData("SGD", 8_000), InlineData("batches of 16", 9_000), InlineData("batches of 256", 25_000)]
    public void Smaller_steps_need_fewer_examples_for_what_gradient_descent_ends_with(string name, double most) =>
        Assert.InRange(Lesson[$"{name}: examples needed"], 1, most);

    // 2,048 times fewer examples; what a step costs by itself takes most of that away.
    // In processor time, which a busy machine does not lengthen as the clock's.
    [Fact]
    public void A_step_of_one_example_is_far_quicker() =>
        Assert.InRange(Lesson["gradient descent: processor microseconds a step"] / Lesson["SGD: processor microseconds a step"], 10, 4096);

    [Fact]
    public void All_learn_something() => Assert.All(new[] { "gradient descent", "batches of 256", "batches of 16", "SGD" }, name => Assert.InRange(Lesson[$"{name}: loss"], 0.3, 1.9));
}
