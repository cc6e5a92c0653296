namespace Nabla.Devices.Cpu;

/// <summary>Sums, means and extremes over the middle axis of x [outer, reduced, inner].</summary>
internal static unsafe class ReduceKernel<T, L> where T : unmanaged, IBinaryFloatingPointIeee754<T> where L : struct, ILane<L, T>
{
    /// <summary>As <see cref="IKernels.Reduce"/>.</summary>
    public static void Reduce(Reduction reduction, T* x, T* y, long outer, long reduced, long inner, bool accumulate)
    {
        if (outer * inner == 0) return;
        if (reduced == 1) (outer, inner) = (1, outer * inner);
        if (reduction is Reduction.Max or Reduction.Min && inner == 1 && ShortRows<T, L>.Fits(outer, reduced))
        {
            ShortRows<T, L>.Extremes(x, y, outer, (int)reduced, reduction == Reduction.Min);
            return;
        }
        switch (reduction)
        {
            case Reduction.Sum: Sum(x, y, outer, reduced, inner, 1, accumulate); break;
            case Reduction.Mean: Sum(x, y, outer, reduced, inner, reduced, accumulate); break;
            case Reduction.Max: Fold(new MaxFold<T, L>(x), y, outer, reduced, inner, 1, false); break;
            case Reduction.Min: Fold(new MinFold<T, L>(x), y, outer, reduced, inner, 1, false); break;
            default: throw new ArgumentOutOfRangeException(nameof(reduction), reduction, "Reduce knows Sum, Mean, Max and Min.");
        }
    }

    static void Sum(T* x, T* y, long outer, long reduced, long inner, double divisor, bool accumulate)
    {
        bool thin = inner > 1 && inner < 4 * L.Count && reduced * inner >= Cut.Grain / 4;
        if (!thin) Fold(new SumFold<T, L>(x), y, outer, reduced, inner, divisor, accumulate);
        else for (long o = 0; o < outer; o++) Thin(x + o * reduced * inner, y + o * inner, reduced, inner, divisor, accumulate);
    }

    static void Fold<F>(F fold, T* y, long outer, long reduced, long inner, double divisor, bool accumulate) where F : struct, IFold<L, T>
    {
        if (inner == 1) Rows<T, L>.Fold(fold, outer, reduced, y, divisor, accumulate);
        else Columns<T, L>.Fold(fold, outer, reduced, inner, y, null, divisor, accumulate);
    }

    /// <summary>Few columns, many rows: so many rows as a lane has elements make one wide row whose columns repeat, and the wide sums are folded at
    /// the end. No element of a vector is idle, and no row has a tail.</summary>
    static void Thin(T* x, T* y, long rows, long columns, double divisor, bool accumulate)
    {
        long wide = L.Count * columns, wideRows = rows / L.Count, rest = rows - wideRows * L.Count;
        T* sums = stackalloc T[(int)((L.Count + 1) * columns) + L.Count];
        Columns<T, L>.Fold(new SumFold<T, L>(x), 1, wideRows, wide, sums, null, 1, false);
        Columns<T, L>.Fold(new SumFold<T, L>(x + wideRows * wide), 1, rest, columns, sums + wide, null, 1, false);
        Columns<T, L>.Fold(new SumFold<T, L>(sums), 1, L.Count + 1, columns, y, null, divisor, accumulate);
    }
}
