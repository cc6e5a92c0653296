using Nabla.Data;
using Nabla.Data.Generated;

namespace Nabla.Tests.Data;

public class SplitsTests
{
    /// <summary>Classes of the given sizes; the input is the index.</summary>
    static ArrayDataset Classes(params int[] sizes)
    {
        int[] labels = [.. sizes.SelectMany((size, label) => Enumerable.Repeat(label, size))];
        return new("set", Column.Of([.. labels.Select((_, i) => (float)i)], []), Column.Of(labels, Field.Numbered(sizes.Length)));
    }

    static int[] Indices(Dataset part) => ((SubsetDataset)part).Indices.ToArray();

    static int[] Counts(Dataset part, int classes)
    {
        var counts = new int[classes];
        for (long i = 0; i < part.Count; i++) counts[part.LabelOf(i)]++;
        return counts;
    }

    [Theory]
    [InlineData(3, 0.2)]
    [InlineData(1, 0.9)]
    public void A_part_that_would_be_empty_is_told_with_what_to_do(int count, double fraction) =>
        Assert.Contains("give more data, take another share", Assert.Throws<DataException>(() => Splits.Holdout(Classes(count), fraction, 0)).Message);

    [Theory]
    [InlineData(0.2)]
    [InlineData(0.25)]
    [InlineData(0.1)]
    [InlineData(0.5)]
    public void A_holdout_takes_its_share_of_every_class(double fraction)
    {
        int[] sizes = [50, 31, 7, 112];
        var split = Splits.Holdout(Classes(sizes), fraction, seed: 1);
        Assert.Equal((long)(200 * fraction), split.Test.Count);
        Assert.Equal(Enumerable.Range(0, 200), Indices(split.Train).Concat(Indices(split.Test)).Order());
        int[] counts = Counts(split.Test, 4);
        for (int i = 0; i < 4; i++) Assert.InRange(counts[i], sizes[i] * fraction - 1, sizes[i] * fraction + 1);
    }

    [Fact]
    public void Folds_share_out_every_class_and_meet_every_example_once()
    {
        int[] sizes = [50, 50, 50, 13];
        var folds = Splits.Folds(Classes(sizes), 5, seed: 2);
        Assert.Equal(Enumerable.Range(0, 163), folds.SelectMany(fold => Indices(fold.Test)).Order());
        foreach (var fold in folds)
        {
            Assert.Equal(Enumerable.Range(0, 163), Indices(fold.Train).Concat(Indices(fold.Test)).Order());
            int[] counts = Counts(fold.Test, 4);
            for (int i = 0; i < 4; i++) Assert.InRange(counts[i], sizes[i] / 5, sizes[i] / 5 + 1);
        }
    }

    [Fact]
    public void Folds_without_a_seed_deal_in_order_class_after_class()
    {
        var set = new ArrayDataset("v", Column.Of(new float[7], []), Column.Of([1, 0, 1, 1, 0, 0, 1], Field.Numbered(2)));
        int[][] tests = [.. Splits.Folds(set, 3, null).Select(fold => Indices(fold.Test))]; // 1 4 5 | 0 2 3 6
        Assert.Equal([[0, 1, 6], [2, 4], [3, 5]], tests);
    }

    [Fact]
    public void The_seed_decides()
    {
        var set = Classes(40, 40);
        Assert.Equal(Indices(Splits.Holdout(set, 0.3, 1).Test), Indices(Splits.Holdout(set, 0.3, 1).Test));
        Assert.NotEqual(Indices(Splits.Holdout(set, 0.3, 1).Test), Indices(Splits.Holdout(set, 0.3, 2).Test));
    }

    [Fact]
    public void Values_are_split_by_chance_alone()
    {
        var set = new ArrayDataset("v", Column.Of(new float[10], []), Column.Of(new float[10], [1]));
        Assert.Equal(3, Splits.Holdout(set, 0.3, 1).Test.Count);
        Assert.Equal(3, Splits.Folds(set, 3, 1).Count);
    }

    [Fact]
    public void What_cannot_be_cut_is_refused()
    {
        Assert.Throws<DataException>(() => Splits.Holdout(Glyphs.Stream(1), 0.2, 1));
        Assert.Throws<DataException>(() => Splits.Folds(Classes(2), 3, 1));
        Assert.Throws<DataException>(() => Splits.Holdout(Classes(2), 0.1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Splits.Holdout(Classes(9), double.NaN, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Splits.Holdout(Classes(9), 1, 1));
    }

    [Fact]
    public void OfNothingSetAsideAllAreLearntFromAndJudgedOn()
    {
        var set = Classes(9);
        Assert.Equal((set, set), (Splits.Holdout(set, 0, 1).Train, Splits.Holdout(set, 0, 1).Test));
    }

    [Fact]
    public void A_copy_holds_what_its_source_gives()
    {
        var part = Glyphs.Split(3, testCount: 40).Test;
        var copy = ArrayDataset.CopyOf(part);
        float[] a = new float[784], b = new float[784];
        for (int i = 0; i < 40; i++)
        {
            part.Read(i, a, default);
            copy.Read(i, b, default);
            Assert.Equal(a, b);
            Assert.Equal(part.LabelOf(i), copy.LabelOf(i));
        }
        Assert.Throws<DataException>(() => ArrayDataset.CopyOf(Glyphs.Stream(1)));
    }
}
