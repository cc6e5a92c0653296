using System.Runtime.CompilerServices;

namespace Nabla.Devices.Cpu;

/// <summary>Folds numbers that lie side by side.</summary>
internal static unsafe class Row<T, L> where T : unmanaged where L : struct, ILane<L, T>
{
    /// <summary>The fold of <paramref name="count"/> numbers from <paramref name="start"/> on.</summary>
    public static T Fold<F>(F fold, long start, long count) where F : struct, IFold<L, T>
    {
        Fold(fold, start, count, out L first, out _);
        return F.Across(first);
    }

    /// <summary>The fold, not yet taken across the lanes: four in flight, because an addition takes four cycles and two can begin in each.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Fold<F>(F fold, long start, long count, out L first, out L second) where F : struct, IFold<L, T>
    {
        L a = F.Start, b = F.Start;
        long index = start, end = start + count;
        if (count >= 4 * L.Count) index = Four(fold, index, end, out a, out b);
        for (; index <= end - L.Count; index += L.Count) fold.Take(ref a, ref b, index, index - start);
        if (index < end)
        {
            L wholeA = a, wholeB = b;
            fold.Take(ref a, ref b, index, index - start);
            a = L.Part(a, (int)(end - index), wholeA);
            b = L.Part(b, (int)(end - index), wholeB);
        }
        first = a;
        second = b;
    }

    static long Four<F>(F fold, long index, long end, out L first, out L second) where F : struct, IFold<L, T>
    {
        L a0 = F.Start, a1 = F.Start, a2 = F.Start, a3 = F.Start, b0 = F.Start, b1 = F.Start, b2 = F.Start, b3 = F.Start;
        long start = index;
        for (; index <= end - 4 * L.Count; index += 4 * L.Count)
        {
            fold.Take(ref a0, ref b0, index, index - start);
            fold.Take(ref a1, ref b1, index + L.Count, index + L.Count - start);
            fold.Take(ref a2, ref b2, index + 2 * L.Count, index + 2 * L.Count - start);
            fold.Take(ref a3, ref b3, index + 3 * L.Count, index + 3 * L.Count - start);
        }
        first = F.Join(F.Join(a0, a1), F.Join(a2, a3));
        second = F.IsPair ? F.Join(F.Join(b0, b1), F.Join(b2, b3)) : b0;
        return index;
    }
}
