namespace Nabla.Lessons.Tests;

public sealed class FourStagesTests
{
    static LessonRun Lesson => LessonRun.Of("07-four-stages");

    [Fact]
    public void The_slides_formulas_give_the_tapes_gradients() => Assert.InRange(Lesson["formulas against tape"], 0, 1e-12);

    [Fact]
    public void The_slides_order_of_matrices_does_not_fit() => Assert.Equal(0, Lesson["the slide's order fits"]);

    // The loss falls by about the rate times the squared gradient, and less, as the bowl curves up.
    [Fact]
    public void One_update_lowers_the_loss_as_far_as_its_gradient_says()
    {
        double fall = Lesson["loss before"] - Lesson["loss after"], predicted = Lesson["loss before"] - Lesson["loss by the gradient"];
        Assert.InRange(fall / predicted, 0.5, 1);
    }

    // Two products for each of forward's one, but for the input's gradient. In processor time, which a busy machine does not lengthen as the clock's.
    [Fact]
    public void Backward_is_most_of_the_work() => Assert.InRange(Lesson["backward: processor ms"] / Lesson["forward: processor ms"], 0.5, 20);
}
