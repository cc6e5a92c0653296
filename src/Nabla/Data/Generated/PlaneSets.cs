namespace Nabla.Data.Generated;

/// <summary>Classes of points in the plane, to see what a model can separate. Inputs are [2], labels balanced; example i is a pure function of the
/// seed and i. <c>noise</c> is the deviation of the normal jitter on each coordinate.</summary>
public static class PlaneSets
{
    delegate Vector2 Place(int label, ref Draws draws);

    /// <summary>Two interleaved half circles.</summary>
    public static ArrayDataset Moons(int count, float noise = 0.1f, long seed = 0) => Make("moons", ["upper", "lower"], count, noise, seed, (label, ref draws) =>
    {
        var (sine, cosine) = MathF.SinCos(MathF.PI * draws.Uniform());
        return label == 0 ? new(cosine, sine) : new(1 - cosine, 0.5f - sine);
    });

    /// <summary>Two circles about the origin, of radius 1 and ½.</summary>
    public static ArrayDataset Circles(int count, float noise = 0.05f, long seed = 0) => Make("circles", ["outer", "inner"], count, noise, seed, (label, ref draws) =>
    {
        var (sine, cosine) = MathF.SinCos(2 * MathF.PI * draws.Uniform());
        return new Vector2(cosine, sine) * (label == 0 ? 1 : 0.5f);
    });

    /// <summary>Arms that wind one and a half times about the origin, one per class, out to radius 1.</summary>
    public static ArrayDataset Spirals(int count, float noise = 0.02f, long seed = 0, int arms = 2) => Make("spirals", Field.Numbered(arms).ClassNames, count, noise, seed, (label, ref draws) =>
    {
        float radius = MathF.Sqrt(draws.Uniform(0.01f, 1)); // denser outside, so that the arm is evenly covered
        var (sine, cosine) = MathF.SinCos(3 * MathF.PI * radius + 2 * MathF.PI * label / arms);
        return new Vector2(cosine, sine) * radius;
    });

    /// <summary>The four quadrants of the square from −1 to 1: opposite ones belong together.</summary>
    public static ArrayDataset Xor(int count, float noise = 0, long seed = 0) => Make("xor", ["same sign", "opposite signs"], count, noise, seed, (label, ref draws) =>
    {
        var point = new Vector2(draws.Uniform(), draws.Uniform()) * (draws.Below(2) == 0 ? 1 : -1);
        return label == 0 ? point : point with { X = -point.X };
    });

    /// <summary>Round clouds of normal points, their centers evenly on the circle of radius 1.</summary>
    public static ArrayDataset Blobs(int count, float noise = 0.25f, long seed = 0, int classes = 3) => Make("blobs", Field.Numbered(classes).ClassNames, count, noise, seed, (label, ref draws) =>
    {
        var (sine, cosine) = MathF.SinCos(2 * MathF.PI * label / classes);
        return new(cosine, sine);
    });

    /// <summary>The first <paramref name="trainCount"/> points to learn from, the others to test on; no point is in both.</summary>
    public static DataSplit Split(ArrayDataset points, int trainCount) => new(
        new RangeDataset($"{points.Name}-train", points, 0, trainCount),
        new RangeDataset($"{points.Name}-test", points, trainCount, points.Count!.Value - trainCount));

    static ArrayDataset Make(string name, IReadOnlyList<string> classes, int count, float noise, long seed, Place place)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        if (count > Array.MaxLength / 2) throw new ArgumentOutOfRangeException(nameof(count), $"'{name}' is to have {count} points: at most {Array.MaxLength / 2} are possible.");
        if (!(noise >= 0 && float.IsFinite(noise))) throw new ArgumentOutOfRangeException(nameof(noise), $"The noise of '{name}' is a deviation of 0 or more, got {noise}.");
        var source = Rng.FromSeed(seed).Fork(name);
        var points = new float[2 * count];
        var labels = new int[count];
        for (int i = 0; i < count; i++)
        {
            var draws = new Draws(source.Fork((ulong)i));
            labels[i] = i % classes.Count;
            var point = place(labels[i], ref draws) + new Vector2(draws.Normal(), draws.Normal()) * noise;
            (points[2 * i], points[2 * i + 1]) = (point.X, point.Y);
        }
        return new(name, Column.Of(points, [2]), Column.Of(labels, Field.Classes(classes)));
    }
}
