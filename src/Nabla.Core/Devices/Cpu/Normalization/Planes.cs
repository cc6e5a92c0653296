namespace Nabla.Devices.Cpu;

/// <summary>Folds the planes of one channel of x [outer, channels, inner]; the planes' sums are added in double.</summary>
internal static unsafe class Planes<T, L> where T : unmanaged, IBinaryFloatingPointIeee754<T> where L : struct, ILane<L, T>
{
    [MethodImpl(AggressiveOptimization | NoInlining)]
    public static void Fold<F>(in F fold, long channel, long outer, long channels, long inner, out double first, out double second) where F : struct, IFold<L, T>
    {
        first = second = 0;
        for (long o = 0; o < outer; o++)
        {
            Row<T, L>.Fold(fold, (o * channels + channel) * inner, inner, out L a, out L b);
            first += double.CreateTruncating(F.Across(a));
            if (F.IsPair) second += double.CreateTruncating(F.Across(b));
        }
    }
}
