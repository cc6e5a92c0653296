namespace Nabla.Lessons.Tests;

public sealed class GradientClippingTests
{
    static LessonRun Lesson => LessonRun.Of("23-gradient-clipping");

    // ρ times an orthogonal matrix lengthens every vector by ρ.
    [Theory, InlineData("0.8", 0.8), InlineData("1", 1), InlineData("1.5", 1.5)]
    public void A_vector_grows_by_the_singular_value(string radius, double factor) =>
        Assert.InRange(Lesson[$"ρ = {radius}: factor per step"], 0.999 * factor, 1.001 * factor);

    [Fact]
    public void Without_clipping_every_run_breaks_soon()
    {
        Assert.InRange(Lesson["not clipped: largest norm"], 1e3, double.MaxValue);
        Assert.Equal(2, Lesson["not clipped: runs that broke"]);
        Assert.InRange(Lesson["not clipped: most steps"], 1, 30);
    }

    // The loss of knowing nothing is 1.
    [Fact]
    public void Clipped_the_same_net_learns()
    {
        Assert.Equal(0, Lesson["norm clipped at 1: runs that broke"]);
        Assert.InRange(Lesson["norm clipped at 1: loss"], 0, 0.6);
    }

    [Fact]
    public void Clipping_the_norm_keeps_the_direction_and_clipping_each_number_does_not()
    {
        Assert.InRange(Lesson["norm clipped at 1: mean turn"], 0, 0.01);
        Assert.InRange(Lesson["values clipped at 0.03: mean turn"], 20, 90);
    }
}
