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

    [Theory]
    [InlineData("top:3"), InlineData("top")]
    public void A_k_that_no_answer_could_fail_is_refused(string asked) => Assert.Contains("take a k from 1 to 2", Assert.Throws<ArgumentException>(() => Of(asked)).Message);

    // A column refuses −1, which a dataset of one's own may say.
    sealed class Labelled(int[] labels, int classes) : Dataset("labelled", labels.Length, Field.Reals([]), Field.Numbered(classes))
    {
        protected override void Fill(long index, Cells input, Cells target)
        {
            if (!target.IsEmpty) target.Integers[0] = labels[index];
        }
    }

    static Metric Judged(Metric metric, float[] said, int[] labels, int classes = 3)
    {
        using Loader loader = Loader.Once(new Labelled(labels, classes), labels.Length);
        loader.MoveNext();
        metric.Add(new Answers(Tensor.From<float>(said, [labels.Length, said.Length / labels.Length]), loader.Current, 0));
        return metric;
    }

    [Fact]
    public void A_label_of_minus_one_counts_in_no_measure()
    {
        float[] said = [1, 0, 0, 0, 1, 0, 0, 0, 1];
        int[] labels = [0, -1, 1];
        foreach (Metric metric in (Metric[])[new ClassMetric(3), new TopAccuracy(1, 3)]) Assert.Equal(0.5, Judged(metric, said, labels).Measures.Single().Value);
        Assert.Equal((1.0 + 0 + 0) / 3, Judged(new MacroF1(3), said, labels).Measures.Single().Value, 1e-12);
        Assert.Equal(0.5, Predictions.Accuracy(Tensor.From<float>(said, [3, 3]), labels));
        Assert.Equal(2, Judged(new ClassMetric(3), said, labels).Confusion!.Total);
    }

    [Theory]
    [InlineData(new[] { float.NaN, 0.1f, 0.2f }, 0)]
    [InlineData(new[] { float.NaN, float.NaN, float.NaN }, 0)]
    [InlineData(new[] { float.NaN, float.NaN, 0.1f }, 0)]
    [InlineData(new[] { float.NaN, 0.5f, 0.1f }, 1)]
    public void A_score_that_is_no_number_is_never_right(float[] said, int label) =>
        Assert.Equal(label == 1 ? 1 : 0, Judged(new TopAccuracy(2, 3), said, [label]).Measures.Single().Value);

    [Fact]
    public void A_single_output_says_one_of_two_classes() => Assert.Equal(2.0 / 3, Judged(new TopAccuracy(1, 2), [-1, 2, 3], [0, 1, 0], 2).Measures.Single().Value, 1e-12);

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
