using Nabla.Data;
using Nabla.Data.Generated;

namespace Nabla.Tests.Data;

public class FingerprintTests
{
    static ArrayDataset Set(int rows, int width, Action<float[], int[]>? change = null, string[]? names = null)
    {
        float[] inputs = [.. Enumerable.Range(0, rows * width).Select(i => i * 0.5f)];
        int[] labels = [.. Enumerable.Range(0, rows).Select(i => i % 3)];
        change?.Invoke(inputs, labels);
        return new("set", Column.Of(inputs, [width]), Column.Of(labels, Field.Classes(names ?? ["a", "b", "c"])));
    }

    static string Of(Dataset train) => new DataSplit(train, train).Fingerprint;

    [Theory]
    [InlineData(1, 1), InlineData(257, 3), InlineData(1000, 7)]
    public void Every_number_counts(int rows, int width)
    {
        string print = Of(Set(rows, width));
        Assert.Equal(print, Of(Set(rows, width)));
        Assert.Matches("^[0-9a-f]{16}$", print);
        for (int at = 0; at < rows * width; at += Math.Max(1, rows * width / 50))
            Assert.NotEqual(print, Of(Set(rows, width, (inputs, _) => inputs[at] = MathF.BitIncrement(inputs[at]))));
        Assert.NotEqual(print, Of(Set(rows, width, (_, labels) => labels[rows - 1] = (labels[rows - 1] + 1) % 3)));
        Assert.NotEqual(print, Of(Set(rows, width, names: ["a", "c", "b"])));
        Assert.NotEqual(print, Of(Set(rows + 1, width)));
    }

    [Fact]
    public void Runs_of_version_0_1_know_data_of_two_parts() => Assert.Equal("b8589545869c9bd1", Nabla.Catalog.DataCatalog.Default.Load("dates", new()).Fingerprint);

    [Fact]
    public void Two_signs_do_not_cancel_each_other() =>
        Assert.NotEqual(Of(Set(8, 2)), Of(Set(8, 2, (inputs, _) => (inputs[3], inputs[5]) = (-inputs[3], -inputs[5]))));

    [Fact]
    public void Rows_of_more_numbers_than_are_looked_at_are_looked_at_evenly() => Assert.NotEqual(Of(Wide(0)), Of(Wide(1)));

    static ArrayDataset Wide(byte last)
    {
        var pixels = new byte[(1 << 24) + (1 << 20)];
        pixels.AsSpan(^(1 << 20)).Fill(last);
        return new("wide", Column.OfBytes(pixels, [1 << 18]), Column.Of(new int[pixels.Length >> 18], Field.Numbered(2)));
    }

    [Fact]
    public void An_endless_stream_is_told_by_its_seed()
    {
        Assert.Equal(Of(Glyphs.Stream(1)), Of(Glyphs.Stream(1)));
        Assert.NotEqual(Of(Glyphs.Stream(1)), Of(Glyphs.Stream(2)));
    }
}
