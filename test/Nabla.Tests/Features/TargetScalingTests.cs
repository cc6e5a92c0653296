using Nabla.Data;
using Nabla.Features;

namespace Nabla.Tests.Features;

public class TargetScalingTests
{
    static readonly Dataset Prices = new ArrayDataset("prices", Column.Of([1f, 2, 3, 4], [1]), Column.Of([100_000, 7, 200_000, 7, 300_000, 7, 400_000, 7], [2]));

    [Fact]
    public void Targets_are_read_in_units_of_their_deviation_and_come_back_exactly_enough()
    {
        TargetScaling scaling = TargetScaling.Fit(Prices);
        float[] inputs = new float[4], targets = new float[8];
        scaling.On(Prices).Read([0, 1, 2, 3], inputs, targets);
        Assert.Equal([1, 2, 3, 4], inputs);
        // 250,000 ± √(1.25·10¹⁰); what never varies is only centered.
        Assert.All(new[] { -1.5, -0.5, 0.5, 1.5 }, (z, i) => Assert.Equal(z * 100_000 / Math.Sqrt(1.25e10), targets[2 * i], 5));
        Assert.All(new[] { 1, 3, 5, 7 }, i => Assert.Equal(0, targets[i]));
        float[] back = scaling.Undo(targets, 4, 2);
        for (int i = 0; i < 4; i++)
        {
            Assert.Equal((i + 1) * 100_000.0, back[2 * i], 0.1);
            Assert.Equal(7, back[2 * i + 1]);
        }
    }

    [Fact]
    public void A_saved_scaling_is_the_same_and_an_empty_one_is_none()
    {
        TargetScaling scaling = TargetScaling.Fit(Prices), again = TargetScaling.Load(scaling.State());
        Assert.Equal(scaling.Undo([0.5f, 0], 1, 2), again.Undo([0.5f, 0], 1, 2));
        Assert.True(TargetScaling.Load([]).IsNone);
    }

    [Fact]
    public void Classes_stay_as_they_are()
    {
        var classes = new ArrayDataset("classes", Column.Of([1, 2], [1]), Column.Of([0, 1], Field.Numbered(2)));
        Assert.True(TargetScaling.Fit(classes).IsNone);
        Assert.Same(classes, TargetScaling.None.On(classes));
        Assert.Contains("fitted to other data", Assert.Throws<ArgumentException>(() => TargetScaling.Fit(Prices).On(classes)).Message, StringComparison.Ordinal);
    }
}
