using Nabla.Data;
using Nabla.Metrics;
using Nabla.Tensors;
using Nabla.Words;

namespace Nabla.Tests.Metrics;

public class NamedMetricTests
{
    static readonly float[] scores = [0.1f, 0.2f, 0.7f, 0.5f, 0.4f, 0.1f, 0.3f, 0.3f, 0.3f, 0.9f, 0.05f, 0.05f, 0.2f, 0.1f, 0.6f];
    static readonly int[] labels = [1, 0, 2, 2, 2];

    static Measure Of(string name)
    {
        Metric metric = Metric.Choices.Make(name)([Field.Numbered(3)]);
        using Loader loader = Loader.Once(new ArrayDataset("five", Column.Of(new float[5], []), Column.Of(labels, Field.Numbered(3))), 2);
        for (int row = 0; loader.MoveNext(); row += loader.Current.Count)
            metric.Add(new Answers(Tensor.From<float>(scores.AsSpan(row * 3, loader.Current.Count * 3).ToArray(), [loader.Current.Count, 3]), loader.Current, 0));
        return metric.Measures.Single();
    }

    // By hand: the ranks of the right classes are 2, 1, 3 (of equals the first goes before), 2 or 3, 1.
    [Theory]
    [InlineData("top:1", "top_1_accuracy", 2.0 / 5)]
    [InlineData("top:2", "top_2_accuracy", 3.0 / 5)]
    [InlineData("top:3", "top_3_accuracy", 1)]
    [InlineData("top", "top_5_accuracy", 1)]
    // Predicted 2, 0, 0, 0, 2 for 1, 0, 2, 2, 2: F1 of 0 is 2/(3 + 1), of 1 none of one, of 2 2/(2 + 3).
    [InlineData("macro-f1", "macro_f1", (0.5 + 0 + 0.4) / 3)]
    public void It_is_what_it_says(string asked, string name, double value)
    {
        Measure measure = Of(asked);
        Assert.Equal(name, measure.Name);
        Assert.Equal(value, measure.Value, 1e-12);
        Assert.True(measure.HigherIsBetter);
    }

    [Fact]
    public void A_name_that_is_none_and_a_target_that_does_not_fit_are_said()
    {
        Assert.Contains("did you mean 'macro-f1'", Assert.Throws<FormatException>(() => Metric.Choices.Make("macrof1")).Message);
        Assert.Contains("is of classes", Assert.Throws<ArgumentException>(() => Metric.Choices.Make("top:2")([Field.Reals([2])])).Message);
    }

    [Fact]
    public void Classes_that_are_neither_there_nor_said_do_not_count() =>
        Assert.Equal(1, F1([0, 0], 2));

    static double F1(int[] there, int classes)
    {
        var metric = new MacroF1(classes);
        using Loader loader = Loader.Once(new ArrayDataset("same", Column.Of(new float[there.Length], []), Column.Of(there, Field.Numbered(classes))), there.Length);
        loader.MoveNext();
        metric.Add(new Answers(Tensor.From<float>([.. there.SelectMany(label => Enumerable.Range(0, classes).Select(each => each == label ? 1f : 0))],
            [there.Length, classes]), loader.Current, 0));
        return metric.Measures.Single().Value;
    }
}
