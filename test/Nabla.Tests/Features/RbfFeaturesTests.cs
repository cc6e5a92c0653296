using Nabla.Data;
using Nabla.Data.Generated;
using Nabla.Features;

namespace Nabla.Tests.Features;

public class RbfFeaturesTests
{
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(2, 7, 3)]
    [InlineData(5, 16, 4)]
    [InlineData(17, 33, 5)]
    [InlineData(33, 15, 130)]
    public void Each_feature_is_the_gaussian_of_the_distance(int size, int count, int rows)
    {
        var random = new Random(size);
        float[] Numbers(int n) => [.. Enumerable.Range(0, n).Select(_ => (float)random.NextDouble())];
        float[] centers = Numbers(size * count), x = Numbers(size * rows);
        var stage = new RbfFeatures(centers, size, 0.7f);
        var y = new float[rows * count];
        stage.Apply(x, rows, y);
        for (int row = 0; row < rows; row++)
            for (int j = 0; j < count; j++)
            {
                double square = Enumerable.Range(0, size).Sum(k => Math.Pow(x[row * size + k] - centers[j * size + k], 2));
                Assert.Equal(Math.Exp(-0.7 * square), y[row * count + j], 1e-6);
            }
    }

    [Fact]
    public void At_a_center_a_feature_is_exactly_1_even_far_from_the_origin()
    {
        var stage = new RbfFeatures([100_000f, 3, 7, 8], 2, 1f);
        var y = new float[2];
        stage.Apply([100_000f, 3], 1, y);
        Assert.Equal([1f, 0f], y);
    }

    [Fact]
    public void K_means_finds_the_clouds()
    {
        var blobs = PlaneSets.Blobs(900, 0.05f);
        var stage = RbfFeatures.Fit(blobs, 3, seed: 1);
        for (int label = 0; label < 3; label++)
        {
            double angle = 2 * Math.PI * label / 3;
            double nearest = Enumerable.Range(0, 3).Min(j => Math.Pow(stage.CenterRows[2 * j] - Math.Cos(angle), 2) + Math.Pow(stage.CenterRows[2 * j + 1] - Math.Sin(angle), 2));
            Assert.InRange(nearest, 0, 0.02 * 0.02);
        }
    }

    [Fact]
    public void The_same_seed_gives_the_same_centers()
    {
        var moons = PlaneSets.Moons(500);
        Assert.Equal(RbfFeatures.Fit(moons, 20, 1).CenterRows.ToArray(), RbfFeatures.Fit(moons, 20, 1).CenterRows.ToArray());
        Assert.NotEqual(RbfFeatures.Fit(moons, 20, 1).CenterRows.ToArray(), RbfFeatures.Fit(moons, 20, 2).CenterRows.ToArray());
    }

    [Fact]
    public void Examples_as_centers_are_different_training_rows()
    {
        var moons = PlaneSets.Moons(100);
        var stage = RbfFeatures.Fit(moons, 100, 1, choice: CenterChoice.Examples);
        var rows = new HashSet<(float, float)>();
        for (int j = 0; j < 100; j++) rows.Add((stage.CenterRows[2 * j], stage.CenterRows[2 * j + 1]));
        var x = new float[2];
        for (int i = 0; i < 100; i++)
        {
            moons.Read(i, x, default);
            Assert.Contains((x[0], x[1]), rows);
        }
    }

    [Fact]
    public void Lambda_follows_the_median_distance()
    {
        float[] values = [.. Enumerable.Range(0, 2000).Select(i => i % 2 == 0 ? 0f : 3f)];
        var two = new ArrayDataset("two", Column.Of(values, [1]), Column.Of(new int[2000], Field.Numbered(1)));
        Assert.Equal(1 / 18f, RbfFeatures.Fit(two, 2, 1).Lambda, 1e-6f);
        Assert.Equal(0.3f, RbfFeatures.Fit(two, 2, 1, lambda: 0.3f).Lambda);
    }

    [Fact]
    public void More_centers_than_different_rows_do_no_harm()
    {
        float[] values = [.. Enumerable.Range(0, 50).Select(i => i % 3f)];
        var few = new ArrayDataset("few", Column.Of(values, [1]), Column.Of(new int[50], Field.Numbered(1)));
        var stage = RbfFeatures.Fit(few, 10, 1);
        Assert.Equal(10, stage.OutputSize);
        Assert.All(stage.CenterRows.ToArray(), center => Assert.Contains(center, new[] { 0f, 1f, 2f }));
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        var moons = PlaneSets.Moons(10);
        Assert.Contains("too few", Assert.Throws<DataException>(() => RbfFeatures.Fit(moons, 11, 1)).Message);
        Assert.Contains("too few", Assert.Throws<DataException>(() => RbfFeatures.Fit(moons, int.MaxValue, 1)).Message);
        Assert.Contains("more than one array holds", Assert.Throws<DataException>(() => RbfFeatures.Fit(Glyphs.Stream(1), 1_000_000_000, 1)).Message);
        var same = new ArrayDataset("same", Column.Of(new float[10], [1]), Column.Of(new int[10], Field.Numbered(1)));
        Assert.Contains("do not differ", Assert.Throws<DataException>(() => RbfFeatures.Fit(same, 2, 1)).Message);
        Assert.Throws<ArgumentException>(() => new RbfFeatures([1, 2, 3], 2, 1));
        Assert.Throws<ArgumentException>(() => new RbfFeatures([1, 2], 2, float.NaN));
    }
}
