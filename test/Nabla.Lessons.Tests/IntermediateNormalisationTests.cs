namespace Nabla.Lessons.Tests;

public sealed class IntermediateNormalisationTests
{
    static LessonRun Lesson => LessonRun.Of("16-intermediate-normalisation");

    // Batch norm by far (found: 35 steps against 133), layer and RMS norm by a little (125 and 112).
    [Fact]
    public void Norms_make_learning_faster()
    {
        double plain = Lesson["none: steps"];
        Assert.InRange(Lesson["batch norm: steps"], 10, 0.5 * plain);
        Assert.InRange(Lesson["layer norm: steps"], 10, 1.1 * plain);
        Assert.InRange(Lesson["RMS norm: steps"], 10, plain);
    }

    [Fact]
    public void Batch_norm_bears_the_widest_range_of_rates() =>
        Assert.True(Lesson["batch norm: rates that reach it"] >= Lesson["none: rates that reach it"] + 2);

    // As found, not as on the slide: with 64 examples a batch, batch norm is ahead.
    [Fact]
    public void Layer_norm_is_not_ahead_in_large_batches() => Assert.True(Lesson["batch norm: batches of 64"] > Lesson["layer norm: batches of 64"] + 0.15);

    // Of two numbers, mean and deviation leave nothing but their order: ±1.
    [Fact]
    public void Batch_norm_fails_in_batches_of_two_and_the_others_do_not()
    {
        Assert.InRange(Lesson["batch norm: batches of 2"], 0, 0.3);
        Assert.InRange(Lesson["layer norm: batches of 2"], 0.45, 1);
        Assert.InRange(Lesson["RMS norm: batches of 2"], 0.45, 1);
    }

    // Without a norm the output of ReLUs without offsets is tenfold too: it moves by 9 times itself. With one, by what ε leaves.
    [Fact]
    public void A_norm_forgets_the_scale_of_the_weights_before_it()
    {
        Assert.InRange(Lesson["none: scale matters"], 8.99, 9.01);
        Assert.All((string[])["batch norm", "layer norm", "RMS norm"], norm => Assert.InRange(Lesson[$"{norm}: scale matters"], 0, 1e-3));
    }
}
