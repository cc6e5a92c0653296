namespace Nabla.Core.Tests.Devices.Cpu.Elementwise;

/// <summary>Extents with the strides of two operands, and a plain walk over them to compare with.</summary>
sealed record StridedCase(string Name, int[] Extents, long[] First, long[] Second)
{
    public static readonly StridedCase[] All =
    [
        new("scalar", [], [], []),
        .. new[] { 0, 1, 7, 15, 16, 17, 31, 33, 1000, 70001 }.Select(n => new StridedCase($"dense {n}", [n], [1], [1])),
        new("dense, three axes", [3, 5, 17], [85, 17, 1], [85, 17, 1]),
        new("number with vector", [100], [0], [1]),
        new("vector with number", [100], [1], [0]),
        new("number with number", [100], [0], [0]),
        new("matrix with long row", [5, 33], [33, 1], [0, 1]),
        new("matrix with short row", [300, 3], [3, 1], [0, 1]),
        new("matrix with column", [17, 40], [40, 1], [1, 0]),
        new("row with column", [37, 41], [0, 1], [1, 0]),
        new("short row with column", [200, 7], [0, 1], [1, 0]),
        new("images with channels", [4, 3, 8, 9], [216, 72, 9, 1], [0, 1, 0, 0]),
        new("many rows with a row", [900, 100], [100, 1], [0, 1]),
        new("transposed with dense", [33, 47], [1, 33], [47, 1]),
        new("dense with transposed", [47, 33], [33, 1], [1, 47]),
        new("large and transposed", [300, 260], [1, 300], [260, 1]),
        new("transposed in batches", [3, 2, 19, 35], [1330, 665, 1, 19], [1330, 665, 35, 1]),
        new("heads to the front", [2, 3, 5, 8], [120, 8, 24, 1], [120, 40, 8, 1]),
        new("many small transposed", [500, 4, 5], [20, 1, 4], [20, 5, 1]),
        new("every second", [50], [2], [1]),
        new("columns of a wider matrix", [20, 11], [30, 1], [11, 1]),
        new("every third of both", [12, 40], [130, 3], [125, 3]),
        new("axes of one element", [1, 6, 1, 50], [7, 50, 3, 1], [0, 50, 0, 1]),
        new("eight axes", [2, 1, 2, 3, 2, 2, 2, 3], [0, 5, 72, 24, 12, 0, 3, 1], [144, 144, 72, 24, 12, 6, 3, 1]),
    ];

    public long Count => Extents.Aggregate(1L, (product, extent) => product * extent);

    public static long Reach(int[] extents, long[] strides) => 1 + extents.Zip(strides, (extent, stride) => Math.Max(0, extent - 1) * stride).Sum();

    /// <summary>The offsets of both operands, in row-major order.</summary>
    public IEnumerable<(long First, long Second)> Offsets()
    {
        for (long element = 0; element < Count; element++)
        {
            long rest = element, first = 0, second = 0;
            for (int axis = Extents.Length - 1; axis >= 0; axis--)
            {
                (rest, long index) = Math.DivRem(rest, Extents[axis]);
                first += index * First[axis];
                second += index * Second[axis];
            }
            yield return (first, second);
        }
    }
}
