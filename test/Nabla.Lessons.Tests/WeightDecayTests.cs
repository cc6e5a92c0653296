namespace Nabla.Lessons.Tests;

public sealed class WeightDecayTests
{
    static LessonRun Lesson => LessonRun.Of("17-weight-decay");

    [Theory, InlineData("in the loss, fixed"), InlineData("in the loss, falling"), InlineData("decoupled, fixed"), InlineData("decoupled, falling")]
    public void More_decay_means_smaller_weights_and_a_larger_training_loss(string form)
    {
        Assert.True(Lesson[$"{form}, 3: size"] < Lesson[$"{form}, 1: size"] && Lesson[$"{form}, 1: size"] < Lesson[$"{form}, 0: size"]);
        Assert.True(Lesson[$"{form}, 3: train loss"] > 2 * Lesson[$"{form}, 0: train loss"]);
    }

    [Theory, InlineData("in the loss, fixed"), InlineData("in the loss, falling"), InlineData("decoupled, falling")]
    public void The_right_strength_helps_on_new_digits(string form) => Assert.True(Lesson[$"{form}: best test loss"] < 0.98 * Lesson[$"{form}, 0: test loss"]);

    // (T − t)/T is one half on average: decay that falls shrinks half as much in all.
    [Fact]
    public void Decay_that_falls_with_the_rate_leaves_larger_weights()
    {
        Assert.True(Lesson["decoupled, falling, 3: size"] > 1.2 * Lesson["decoupled, fixed, 3: size"]);
        Assert.True(Lesson["in the loss, falling, 3: size"] > 1.1 * Lesson["in the loss, fixed, 3: size"]);
    }
}
