namespace Nabla.Devices.Cpu;

/// <summary>Takes the mean of the deviations, which rounding has left, out of a mean and a variance. From a mean that is infinite, or not a number,
/// there is none to take, and beside a variance that overflows its square does not count.</summary>
internal static unsafe class VarianceCorrection
{
    /// <summary>Of one result.</summary>
    [MethodImpl(AggressiveInlining)]
    public static void Apply<T>(ref T mean, ref T variance, T deviation) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (!T.IsFinite(deviation)) return;
        mean += deviation;
        T square = deviation * deviation;
        if (T.IsFinite(square)) variance = T.Max(T.Zero, variance - square);
    }

    /// <summary>Of a vector of results.</summary>
    [MethodImpl(AggressiveInlining)]
    public static void Apply<T, L>(L mean, L variance, L deviation, out L correctedMean, out L correctedVariance) where T : unmanaged where L : struct, ILane<L, T>
    {
        L infinity = L.Constant(double.PositiveInfinity), none = L.Constant(0), square = deviation * deviation;
        correctedMean = mean + L.WhereGreater(infinity, L.Abs(deviation), deviation, none);
        correctedVariance = L.Max(variance - L.WhereGreater(infinity, square, square, none), none);
    }

    /// <summary>Of so many results that lie side by side.</summary>
    [MethodImpl(AggressiveOptimization | NoInlining)]
    public static void Apply<T, L>(T* means, T* variances, T* deviations, long count) where T : unmanaged where L : struct, ILane<L, T>
    {
        for (long i = 0; i < count; i += L.Count)
        {
            int some = (int)Math.Min(L.Count, count - i);
            Apply<T, L>(L.LoadPart(means + i, some), L.LoadPart(variances + i, some), L.LoadPart(deviations + i, some), out L mean, out L variance);
            L.StorePart(means + i, mean, some);
            L.StorePart(variances + i, variance, some);
        }
    }
}
