using Nabla.Data;
using Nabla.Data.Samplers;
using Nabla.Features;

namespace Nabla.Tests.Data;

public class DerivedDatasetTests
{
    static ArrayDataset Numbers(int count) =>
        new("numbers", Column.Of([.. Enumerable.Range(0, count).Select(i => (float)i)], []), Column.Of([.. Enumerable.Range(0, count).Select(i => i % 2)], Field.Numbered(2)));

    static float[] All(Dataset set)
    {
        var values = new float[set.Count!.Value];
        for (int i = 0; i < values.Length; i++) set.Read(i, values.AsSpan(i, 1), default);
        return values;
    }

    [Fact]
    public void A_subset_keeps_the_order_of_its_indices() => Assert.Equal([4f, 0f, 4f], All(new SubsetDataset("s", Numbers(5), [4, 0, 4])));

    [Fact]
    public void A_range_is_a_run_of_examples() => Assert.Equal([3f, 4f], All(new RangeDataset("r", Numbers(5), 3, 2)));

    [Fact]
    public void Sets_follow_one_another() => Assert.Equal([0f, 1f, 0f, 1f, 2f], All(new ConcatenatedDataset("c", Numbers(2), Numbers(3))));

    [Fact]
    public void A_subset_beyond_its_source_is_refused()
    {
        Assert.Throws<DataException>(() => new SubsetDataset("s", Numbers(5), [5]));
        Assert.Throws<DataException>(() => new SubsetDataset("s", Numbers(5), [-1]));
        Assert.Throws<DataException>(() => new SubsetDataset("s", Numbers(5), []));
    }

    [Theory]
    [InlineData(0, 6)]
    [InlineData(5, 1)]
    [InlineData(-1, 2)]
    [InlineData(2, long.MaxValue)]
    [InlineData(0, 0)]
    public void A_range_beyond_its_source_is_refused(long start, long count) => Assert.Throws<DataException>(() => new RangeDataset("r", Numbers(5), start, count));

    // Passed once in its order, and judged as another set.
    sealed class Passed(string name) : Dataset(name, 6, Field.Reals([1]), Field.Reals([1]))
    {
        public override int Revision => 3;

        public override bool IsPassedOnce => true;

        public override Dataset Once => new Passed($"{Name}-once");

        public override Sampler Order(int batchSize, long seed) => new SequentialSampler(6, batchSize);

        protected override void Fill(long index, Cells input, Cells target)
        {
            if (!input.IsEmpty) input.Floats[0] = index;
            if (!target.IsEmpty) target.Floats[0] = Name.EndsWith("once", StringComparison.Ordinal) ? 1 : 0;
        }
    }

    public static TheoryData<string, Func<Dataset, Dataset>, bool> Wrappers => new()
    {
        { "range", set => set.Range(1, 5), false },
        { "subset", set => new SubsetDataset("s", set, [0, 2, 4]), false },
        { "concatenated", set => new ConcatenatedDataset("c", set, set), true },
        { "staged", set => Preprocessing.Fit(set, "standardize", "none", 0).On(set), true },
        { "scaled", set => TargetScaling.Fit(set.Range(0, 6)).On(new DataSplit(set, set)).Train, true },
        { "rows", set => new TargetRows(set), false },
    };

    [Theory]
    [MemberData(nameof(Wrappers))]
    public void What_is_made_of_a_set_is_learnt_from_as_that_is(string name, Func<Dataset, Dataset> wrap, bool isWhole)
    {
        Dataset made = wrap(new Passed("passed"));
        Assert.True(made.IsPassedOnce, name);
        Assert.False(made.IsImmediate);
        Assert.Equal(name == "concatenated" ? 5 : 3, made.Revision);
        Assert.IsType<SequentialSampler>(made.Order(2, 0));
        var target = new float[1];
        made.Once.Read(0, default, target);
        var own = new float[1];
        made.Read(0, default, own);
        Assert.Equal(isWhole, target[0] != own[0]);
    }

    [Fact]
    public void Sets_with_other_fields_do_not_follow_one_another()
    {
        var other = new ArrayDataset("other", Column.Of(new float[4], [2]), Column.Of([0, 1], Field.Numbered(2)));
        Assert.Contains("must be alike", Assert.Throws<DataException>(() => new ConcatenatedDataset("c", Numbers(2), other)).Message);
    }
}
