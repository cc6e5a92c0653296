namespace Nabla.Plots.Tests.Geometry;

public sealed class SurfaceTests
{
    [Fact]
    public void All_nodes_at_once_are_the_nodes_one_by_one()
    {
        static double F(double x, double y) => x + 10 * y;
        Surface one = Surface.Sample(F, -1, 2, 3, 5, columns: 4, rows: 3);
        Surface all = Surface.SampleAll(points => points.Chunk(2).Select(p => F(p[0], p[1])).ToArray(), -1, 2, 3, 5, columns: 4, rows: 3);
        for (int i = 0; i < 12; i++) Assert.Equal(one[i / 4, i % 4], all[i / 4, i % 4], 1e-5);
    }

    [Fact]
    public void Too_few_values_are_refused() =>
        Assert.Contains("12 values, got 2", Assert.Throws<ArgumentException>(() => Surface.SampleAll(_ => new[] { 1, 2 }, 0, 1, 0, 1, 4, 3)).Message, StringComparison.Ordinal);
}
