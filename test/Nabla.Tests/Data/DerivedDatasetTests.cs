using Nabla.Data;

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

    [Fact]
    public void Sets_with_other_fields_do_not_follow_one_another()
    {
        var other = new ArrayDataset("other", Column.Of(new float[4], [2]), Column.Of([0, 1], Field.Numbered(2)));
        Assert.Contains("must be alike", Assert.Throws<DataException>(() => new ConcatenatedDataset("c", Numbers(2), other)).Message);
    }
}
