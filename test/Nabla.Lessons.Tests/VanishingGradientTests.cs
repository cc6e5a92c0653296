namespace Nabla.Lessons.Tests;

public sealed class VanishingGradientTests
{
    static LessonRun Lesson => LessonRun.Of("10-vanishing-gradient");

    // σ' is at most 1/4, and weights of 1/√n keep lengths: about 0.23 a layer.
    [Fact]
    public void Sigmoids_shrink_it_fourfold_at_each_layer() => Assert.InRange(Lesson["sigmoid: factor per layer"], 0.2, 0.26);

    // Half of the units are off: √½ a layer, which weights √2 times as large make up for.
    [Fact]
    public void Relu_shrinks_it_by_the_root_of_a_half_unless_weights_make_up_for_it()
    {
        Assert.InRange(Lesson["ReLU: factor per layer"], 0.66, 0.76);
        Assert.InRange(Lesson["ReLU, larger weights: factor per layer"], 0.93, 1.07);
    }

    [Fact]
    public void Skip_and_norm_keep_it() => Assert.InRange(Lesson["norm(x + nn(x)): factor per layer"], 0.95, 1.15);

    [Fact]
    public void Only_where_it_is_kept_does_a_deep_network_learn()
    {
        Assert.InRange(Lesson["sigmoid: accuracy"], 0, 0.25);
        Assert.InRange(Lesson["norm(x + nn(x)): accuracy"], 0.95, 1);
    }
}
