using Nabla.Data;
using Nabla.Data.Generated;
using Nabla.Features;
using Nabla.Tensors;

namespace Nabla.Tests.Features;

public class NormalizersTests
{
    /// <summary>Rows with correlated features of very different means and scales.</summary>
    static ArrayDataset Table(int rows, int size, int seed = 1)
    {
        var random = Rng.FromSeed(seed).Reader();
        var values = new float[rows * size];
        for (int row = 0; row < rows; row++)
        {
            float shared = random.Normal();
            for (int k = 0; k < size; k++) values[row * size + k] = 100 * k + (k + 1) * (random.Normal() + shared);
        }
        return new("table", Column.Of(values, [size]), Column.Of(new int[rows], Field.Numbered(1)));
    }

    static double[][] Rows(Dataset set)
    {
        var row = new float[set.Input.Size];
        var rows = new double[set.Count!.Value][];
        for (int i = 0; i < rows.Length; i++)
        {
            set.Read(i, row, default);
            rows[i] = Array.ConvertAll(row, v => (double)v);
        }
        return rows;
    }

    static (double[] Mean, double[,] Covariance) Measure(Dataset set)
    {
        var rows = Rows(set);
        int n = set.Input.Size;
        double[] mean = [.. Enumerable.Range(0, n).Select(k => rows.Average(row => row[k]))];
        var covariance = new double[n, n];
        foreach (var row in rows)
            for (int i = 0; i < n; i++)
                for (int j = 0; j < n; j++) covariance[i, j] += (row[i] - mean[i]) * (row[j] - mean[j]) / rows.Length;
        return (mean, covariance);
    }

    public static TheoryData<string, int, int> Cases
    {
        get
        {
            var cases = new TheoryData<string, int, int>();
            foreach (string name in new[] { "center", "standardize", "pca", "zca" })
                foreach (var (rows, size) in new[] { (50, 1), (700, 3), (1500, 8), (40, 17), (600, 33) }) cases.Add(name, rows, size);
            return cases;
        }
    }

    static Stage Fit(string name, Dataset train) => name switch
    {
        "center" => Normalizers.Center(train),
        "standardize" => Normalizers.Standardize(train),
        "pca" => Normalizers.WhitenPca(train, 1e-9),
        _ => Normalizers.WhitenZca(train, 1e-9),
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Each_normalizer_does_what_it_promises_and_is_undone(string name, int rows, int size)
    {
        var train = Table(rows, size);
        var stage = Fit(name, train);
        var (mean, covariance) = Measure(stage.On(train));
        for (int i = 0; i < size; i++)
        {
            Assert.Equal(0, mean[i], 1e-3);
            if (name != "center") Assert.InRange(covariance[i, i], 0.99, 1.01);
            for (int j = 0; j < i && name is "pca" or "zca"; j++) if (j < i) Assert.Equal(0, covariance[i, j], 5e-3);
        }
        var row = new float[size];
        float[] there = new float[size], back = new float[size];
        train.Read(rows / 2, row, default);
        stage.Apply(row, 1, there);
        Assert.True(stage.CanUndo);
        stage.Undo(there, 1, back);
        for (int i = 0; i < size; i++) Assert.Equal(row[i], back[i], 1e-3f * (1 + Math.Abs(row[i])));
    }

    [Fact]
    public void Only_the_training_part_is_looked_at()
    {
        var split = Splits.Holdout(Table(200, 3), 0.5, 1);
        var mean = Measure(Normalizers.Center(split.Train).On(split.Test)).Mean;
        Assert.Contains(mean, m => Math.Abs(m) > 1e-2);
    }

    [Fact]
    public void A_feature_that_never_varies_is_only_centered()
    {
        float[] values = [.. Enumerable.Range(0, 100).SelectMany(i => new[] { 7f, i % 2, 1e-3f })];
        var train = new ArrayDataset("constant", Column.Of(values, [3]), Column.Of(new int[100], Field.Numbered(1)));
        foreach (var stage in new[] { Normalizers.Standardize(train), Normalizers.WhitenPca(train), Normalizers.WhitenZca(train) })
        {
            var (mean, covariance) = Measure(stage.On(train));
            double total = covariance[0, 0] + covariance[1, 1] + covariance[2, 2];
            Assert.InRange(total, 0.99, 1.01);
            float[] there = new float[3], back = new float[3];
            stage.Apply([8f, 0, 1e-3f], 1, there);
            Assert.All(there, value => Assert.True(float.IsFinite(value)));
            stage.Undo(there, 1, back);
            Assert.Equal(8f, back[0], 1e-2f);
        }
        var same = new ArrayDataset("same", Column.Of([5f, 5f], [1]), Column.Of([0, 0], Field.Numbered(1)));
        Assert.All(Rows(Normalizers.WhitenZca(same).On(same)), row => Assert.Equal(0, row[0]));
    }

    [Fact]
    public void Rows_that_lie_in_a_plane_are_whitened_in_it_and_come_back()
    {
        var random = Rng.FromSeed(4).Reader();
        float[] values = [.. Enumerable.Range(0, 200).SelectMany(_ => { float a = random.Normal(), b = random.Normal(); return new[] { a, b, a + 2 * b, 7f }; })];
        var train = new ArrayDataset("plane", Column.Of(values, [4]), Column.Of(new int[200], Field.Numbered(1)));
        foreach (var stage in new[] { Normalizers.WhitenPca(train), Normalizers.WhitenZca(train) })
        {
            var (_, covariance) = Measure(stage.On(train));
            Assert.Equal(2, Enumerable.Range(0, 4).Sum(i => covariance[i, i]), 1e-3); // two of four axes
            var (there, back) = (new float[values.Length], new float[values.Length]);
            stage.Apply(values, 200, there);
            stage.Undo(there, 200, back);
            for (int i = 0; i < values.Length; i++) Assert.Equal(values[i], back[i], 1e-3f);
        }
    }

    [Fact]
    public void Wide_rows_are_standardized_a_few_at_a_time_and_not_whitened()
    {
        const int Width = 300_000;
        float[] values = [.. Enumerable.Range(0, 3 * Width).Select(i => (float)(i / Width))]; // 0, 1, 2 in every feature
        var train = new ArrayDataset("wide", Column.Of(values, [Width]), Column.Of(new int[3], Field.Numbered(1)));
        long before = GC.GetAllocatedBytesForCurrentThread();
        var stage = Normalizers.Standardize(train);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000_000); // 512 rows would be 614 MB
        var row = new float[Width];
        stage.Apply(values.AsSpan(2 * Width), 1, row);
        Assert.All(row, value => Assert.Equal(Math.Sqrt(1.5), value, 1e-5));
        Assert.Contains("instead of whitening", Assert.Throws<DataException>(() => Normalizers.WhitenPca(train)).Message);
    }

    [Fact]
    public void Images_are_standardized_by_channel()
    {
        var random = Rng.FromSeed(3).Reader();
        float[] values = [.. Enumerable.Range(0, 200).SelectMany(_ => Enumerable.Range(0, 8).Select(k => k < 4 ? random.Normal() * 3 + k : 50 + random.Normal()))];
        var train = new ArrayDataset("images", Column.Of(values, [2, 2, 2]), Column.Of(new int[200], Field.Numbered(1)));
        var rows = Rows(Normalizers.Standardize(train).On(train));
        foreach (int channel in new[] { 0, 1 })
        {
            double[] all = [.. rows.SelectMany(row => row.Skip(4 * channel).Take(4))];
            Assert.Equal(0, all.Average(), 1e-4);
            Assert.Equal(1, all.Average(v => v * v), 1e-3);
        }
        Assert.Equal([2, 2, 2], Normalizers.Standardize(train).On(train).Input.Shape);
        var byFeature = Measure(Normalizers.Standardize(train, Spread.Feature).On(train));
        for (int i = 0; i < 8; i++) Assert.Equal(1, byFeature.Covariance[i, i], 1e-3);
        double[] whole = [.. Rows(Normalizers.Standardize(train, Spread.All).On(train)).SelectMany(row => row)];
        Assert.Equal(1, whole.Average(v => v * v), 1e-3);
        Assert.Throws<ArgumentException>(() => Normalizers.Standardize(Table(5, 2), Spread.Channel));
    }

    [Fact]
    public void A_large_offset_does_not_swallow_the_deviation()
    {
        float[] values = [.. Enumerable.Range(0, 1000).Select(i => 1e4f + i % 2)];
        var train = new ArrayDataset("offset", Column.Of(values, [1]), Column.Of(new int[1000], Field.Numbered(1)));
        Assert.All(Rows(Normalizers.Standardize(train).On(train)), row => Assert.Equal(1, Math.Abs(row[0]), 1e-3));
    }

    [Fact]
    public void A_stream_is_measured_by_its_beginning()
    {
        var stage = Normalizers.Standardize(Glyphs.Stream(1));
        var part = stage.On(new RangeDataset("part", Glyphs.Stream(1), 0, 500));
        double[] all = [.. Rows(part).SelectMany(row => row)];
        Assert.Equal(0, all.Average(), 0.05);
        Assert.Equal(1, all.Average(v => v * v), 0.05);
    }

    [Fact]
    public void Zca_stays_nearest_to_its_inputs()
    {
        var train = Normalizers.Standardize(Table(500, 5)).On(Table(500, 5));
        double Distance(Stage stage) => Rows(stage.On(train)).Zip(Rows(train)).Sum(pair => pair.First.Zip(pair.Second).Sum(p => (p.First - p.Second) * (p.First - p.Second)));
        Assert.True(Distance(Normalizers.WhitenZca(train)) < Distance(Normalizers.WhitenPca(train)));
    }

    [Fact]
    public void Many_rows_at_once_give_what_one_gives()
    {
        var train = Table(600, 33);
        foreach (string name in new[] { "center", "standardize", "pca", "zca" })
        {
            var staged = Fit(name, train).On(train);
            float[] many = new float[7 * 33], one = new float[33];
            staged.Read([0, 5, 9, 100, 5, 599, 3], many, default);
            staged.Read(599, one, default);
            for (int k = 0; k < 33; k++) Assert.Equal(one[k], many[5 * 33 + k], 1e-4f * (1 + Math.Abs(one[k])));
            Assert.Equal(many.AsSpan(33, 33).ToArray(), many.AsSpan(4 * 33, 33).ToArray());
        }
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        var stage = Normalizers.Center(Table(10, 3));
        Assert.Throws<ArgumentException>(() => stage.Apply(new float[4], 1, new float[3]));
        Assert.Throws<ArgumentException>(() => stage.Apply(new float[3], 1, new float[4]));
        Assert.Throws<ArgumentException>(() => stage.On(Table(10, 4)));
        Assert.Throws<ArgumentOutOfRangeException>(() => Normalizers.WhitenPca(Table(10, 3), 0));
    }
}
