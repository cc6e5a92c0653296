using Nabla.Metrics;

namespace Nabla.Tests.Metrics;

public class ConfusionTests
{
    [Fact]
    public void Counts_are_by_truth_and_prediction()
    {
        var confusion = new Confusion(3);
        foreach (var (label, predicted) in new[] { (0, 0), (0, 2), (2, 0), (2, 0), (1, 1) }) confusion.Add(label, predicted);
        Assert.Equal((1, 1, 2, 1, 0), (confusion[0, 0], confusion[0, 2], confusion[2, 0], confusion[1, 1], confusion[2, 2]));
        Assert.Equal((5L, 2L, 0.4), (confusion.Total, confusion.Correct, confusion.Accuracy));
    }

    [Fact]
    public void A_million_classes_take_no_table_of_a_million_squared()
    {
        var confusion = new Confusion(1 << 20);
        confusion.Add(1_000_000, 1_000_000);
        confusion.Add(0, 7);
        Assert.False(confusion.HasTable);
        Assert.Equal(0.5, confusion.Accuracy);
        Assert.Throws<InvalidOperationException>(() => confusion[0, 7]);
    }
}
