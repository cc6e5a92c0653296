using Nabla.Data;
using Nabla.Data.Generated;

namespace Nabla.Tests.Data.Generated;

public class PlaneSetsTests
{
    public static TheoryData<string> Names => new("moons", "circles", "spirals", "xor", "blobs");

    static ArrayDataset Make(string name, int count, float noise, long seed) => name switch
    {
        "moons" => PlaneSets.Moons(count, noise, seed),
        "circles" => PlaneSets.Circles(count, noise, seed),
        "spirals" => PlaneSets.Spirals(count, noise, seed),
        "xor" => PlaneSets.Xor(count, noise, seed),
        _ => PlaneSets.Blobs(count, noise, seed),
    };

    static (float X, float Y, int Label)[] Points(Dataset set)
    {
        var points = new (float, float, int)[set.Count!.Value];
        float[] at = new float[2];
        int[] label = new int[1];
        for (int i = 0; i < points.Length; i++)
        {
            set.Read(i, at, label);
            points[i] = (at[0], at[1], label[0]);
        }
        return points;
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Points_depend_on_seed_and_index_only(string name)
    {
        var points = Points(Make(name, 100, 0.1f, 5));
        Assert.Equal(points, Points(Make(name, 100, 0.1f, 5)));
        Assert.Equal(points.Take(40), Points(Make(name, 40, 0.1f, 5)));
        Assert.NotEqual(points, Points(Make(name, 100, 0.1f, 6)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Classes_are_balanced_and_parts_share_no_point(string name)
    {
        var set = Make(name, 300, 0.1f, 1);
        var counts = Points(set).CountBy(p => p.Label).ToDictionary();
        Assert.True(counts.Values.Max() - counts.Values.Min() <= 1);
        var split = PlaneSets.Split(set, 200);
        Assert.Equal((200L, 100L), (split.Train.Count!.Value, split.Test.Count!.Value));
        Assert.Empty(Points(split.Train).Intersect(Points(split.Test)));
    }

    [Fact]
    public void Without_noise_every_point_lies_on_its_figure()
    {
        foreach (var (x, y, label) in Points(PlaneSets.Circles(500, 0))) Assert.Equal(label == 0 ? 1 : 0.5, Math.Sqrt(x * x + y * y), 1e-5);
        foreach (var (x, y, label) in Points(PlaneSets.Xor(500, 0))) Assert.Equal(label, x * y > 0 ? 0 : 1);
        foreach (var (x, y, label) in Points(PlaneSets.Moons(500, 0)))
        {
            var (dx, dy) = label == 0 ? (x, y) : (1 - x, 0.5f - y);
            Assert.Equal(1, Math.Sqrt(dx * dx + dy * dy), 1e-5);
            Assert.True(dy >= -1e-6);
        }
        foreach (var (x, y, label) in Points(PlaneSets.Spirals(500, 0)))
        {
            double radius = Math.Sqrt(x * x + y * y), turn = 3 * Math.PI * radius + Math.PI * label - Math.Atan2(y, x);
            Assert.Equal(0, Math.Sin(turn / 2), 1e-4);
        }
        foreach (var (x, y, label) in Points(PlaneSets.Blobs(30, 0))) Assert.Equal(0, Math.Sin((Math.Atan2(y, x) - 2 * Math.PI * label / 3) / 2), 1e-5);
    }

    [Fact]
    public void Noise_has_the_deviation_that_was_asked_for()
    {
        var points = Points(PlaneSets.Blobs(30_000, 0.25f)).Where(p => p.Label == 0).ToArray();
        Assert.InRange(points.Average(p => p.X), 0.98, 1.02);
        Assert.InRange(Math.Sqrt(points.Average(p => p.Y * p.Y)), 0.24, 0.26);
    }

    [Fact]
    public void Settings_out_of_range_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => PlaneSets.Moons(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => PlaneSets.Moons(5, float.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => PlaneSets.Xor(5, -1));
    }
}
