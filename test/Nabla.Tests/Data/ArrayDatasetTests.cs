using Nabla.Data;

namespace Nabla.Tests.Data;

public class ArrayDatasetTests
{
    static ArrayDataset Images(int count, int side)
    {
        var pixels = new byte[count * side * side];
        for (int i = 0; i < pixels.Length; i++) pixels[i] = (byte)(i * 7 + i / 251);
        return new("images", Column.OfBytes(pixels, [1, side, side]), Column.Of([.. Enumerable.Range(0, count).Select(i => i % 3)], Field.Numbered(3)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(28)]
    public void Bytes_become_255ths_at_every_length(int side)
    {
        var set = Images(5, side);
        var input = new float[side * side];
        var label = new int[1];
        for (int i = 0; i < 5; i++)
        {
            set.Read(i, input, label);
            for (int k = 0; k < input.Length; k++)
            {
                int at = i * input.Length + k;
                Assert.Equal((byte)(at * 7 + at / 251) / 255f, input[k]);
            }
            Assert.Equal(i % 3, label[0]);
        }
    }

    [Fact]
    public void Pure_black_and_pure_white_are_exactly_0_and_1()
    {
        var set = new ArrayDataset("two", Column.OfBytes([0, 255], [1]), Column.Of([0, 0], Field.Numbered(1)));
        var input = new float[2];
        set.Read([0, 1], input, default);
        Assert.Equal([0f, 1f], input);
    }

    [Fact]
    public void Empty_cells_are_skipped()
    {
        var set = Images(4, 2);
        set.Read(3, default, default(Cells));
        Assert.Equal(1, set.LabelOf(1));
        var input = new float[4];
        set.Read(1, input, default);
        Assert.NotEqual(0, input[1]);
    }

    [Fact]
    public void Several_examples_lie_one_after_the_other()
    {
        var set = Images(6, 3);
        var together = new float[27];
        var one = new float[9];
        set.Read([4, 0, 4], together, new int[3]);
        for (int i = 0; i < 3; i++)
        {
            set.Read(i == 1 ? 0 : 4, one, default);
            Assert.Equal(one, together.AsSpan(9 * i, 9).ToArray());
        }
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(4)]
    [InlineData(long.MaxValue)]
    public void An_index_outside_is_refused(long index) =>
        Assert.Contains("'images'", Assert.Throws<ArgumentOutOfRangeException>(() => Images(4, 2).Read(index, default, default(Cells))).Message);

    [Fact]
    public void Cells_of_the_wrong_size_or_type_are_refused()
    {
        var set = Images(4, 2);
        Assert.Throws<ArgumentException>(() => set.Read(0, new float[5], default));
        Assert.Throws<ArgumentException>(() => set.Read(0, new int[4], default));
        Assert.Throws<ArgumentException>(() => set.Read(0, default, new float[1]));
    }

    [Fact]
    public void Counts_that_differ_are_refused() =>
        Assert.Contains("3 inputs but 2 targets", Assert.Throws<DataException>(() => new ArrayDataset("x", Column.Of(new float[3], []), Column.Of([0, 0], Field.Numbered(1)))).Message);

    [Theory]
    [InlineData(-1)]
    [InlineData(2)]
    public void Labels_that_are_no_class_are_refused(int label) =>
        Assert.Contains($"Label 2 is {label}", Assert.Throws<DataException>(() => Column.Of([0, 1, label], Field.Numbered(2))).Message);

    [Theory]
    [InlineData(0, float.NaN)]
    [InlineData(16, float.PositiveInfinity)]
    [InlineData(34, float.NegativeInfinity)]
    public void Numbers_that_are_not_finite_are_refused_with_their_place(int at, float value)
    {
        var values = new float[35];
        values[at] = value;
        Assert.Contains($"Row {at / 5}, column {at % 5}", Assert.Throws<DataException>(() => Column.Of(values, [5])).Message);
    }

    [Fact]
    public void Many_threads_read_the_same_examples()
    {
        var set = Images(64, 9);
        var expected = new float[64 * 81];
        set.Read([.. Enumerable.Range(0, 64).Select(i => (long)i)], expected, new int[64]);
        Parallel.For(0, 512, i =>
        {
            var one = new float[81];
            set.Read(i % 64, one, default);
            Assert.True(one.AsSpan().SequenceEqual(expected.AsSpan(i % 64 * 81, 81)));
        });
    }
}
