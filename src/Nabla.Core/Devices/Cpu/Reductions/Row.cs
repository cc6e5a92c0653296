namespace Nabla.Devices.Cpu;

/// <summary>Folds numbers that lie side by side.</summary>
internal static unsafe class Row<T, L> where T : unmanaged where L : struct, ILane<L, T>
{
    /// <summary>The fold of <paramref name="count"/> numbers from <paramref name="start"/> on.</summary>
    [MethodImpl(AggressiveInlining)] public static T Fold<F>(in F fold, long start, long count) where F : struct, IFold<L, T>
    {
        if (count <= L.Count)
        {
            L a = F.Start, b = F.Start;
            fold.Take(ref a, ref b, start, 0);
            return F.Across(L.Part(a, (int)count, F.Start));
        }
        Fold(fold, start, count, out L first, out _);
        return F.Across(first);
    }

    /// <summary>The fold, not yet taken across the lanes. Many numbers are folded in blocks that are joined in pairs: of like terms the roundings have
    /// one sign, and in one long sum they would add up (Higham, "The accuracy of floating point summation", 1993, section 3).</summary>
    [MethodImpl(AggressiveInlining)] public static void Fold<F>(in F fold, long start, long count, out L first, out L second) where F : struct, IFold<L, T>
    {
        if (count <= Block) Straight(fold, start, 0, count, out first, out second);
        else Pairwise(fold, start, 0, count, out first, out second);
    }

    /// <summary>Numbers of a block: <see cref="FoldBlocks.Longest"/> in each lane of the four results in flight.</summary>
    static long Block
    {
        [MethodImpl(AggressiveInlining)] get => 4 * FoldBlocks.Longest * L.Count;
    }

    [MethodImpl(AggressiveOptimization | NoInlining)]
    static void Pairwise<F>(in F fold, long start, long column, long count, out L first, out L second) where F : struct, IFold<L, T>
    {
        if (count <= Block)
        {
            Straight(fold, start, column, count, out first, out second);
            return;
        }
        long half = FoldBlocks.Half(count, Block);
        Pairwise(fold, start, column, half, out L a, out L b);
        Pairwise(fold, start, column + half, count - half, out L c, out L d);
        first = F.Join(a, c);
        second = F.IsPair ? F.Join(b, d) : b;
    }

    /// <summary>Four in flight, because an addition takes four cycles and one or two can begin in each. One method, so that nothing has to pass through
    /// memory: short rows would feel it. The fold comes by value: one read from the stack in the loop may be taken for what the last block has stored
    /// there, and then waits for all of that block's numbers.</summary>
    [MethodImpl(AggressiveOptimization | NoInlining)]
    static void Straight<F>(F fold, long start, long column, long count, out L first, out L second) where F : struct, IFold<L, T>
    {
        L a0 = F.Start, b0 = F.Start;
        long end = column + count;
        if (count >= 4 * L.Count)
        {
            L a1 = F.Start, a2 = F.Start, a3 = F.Start, b1 = F.Start, b2 = F.Start, b3 = F.Start;
            for (; column <= end - 4 * L.Count; column += 4 * L.Count)
            {
                fold.Take(ref a0, ref b0, start + column, column);
                fold.Take(ref a1, ref b1, start + column + L.Count, column + L.Count);
                fold.Take(ref a2, ref b2, start + column + 2 * L.Count, column + 2 * L.Count);
                fold.Take(ref a3, ref b3, start + column + 3 * L.Count, column + 3 * L.Count);
            }
            a0 = F.Join(F.Join(a0, a1), F.Join(a2, a3));
            if (F.IsPair) b0 = F.Join(F.Join(b0, b1), F.Join(b2, b3));
        }
        for (; column <= end - L.Count; column += L.Count) fold.Take(ref a0, ref b0, start + column, column);
        if (column < end)
        {
            L wholeA = a0, wholeB = b0;
            fold.Take(ref a0, ref b0, start + column, column);
            a0 = L.Part(a0, (int)(end - column), wholeA);
            if (F.IsPair) b0 = L.Part(b0, (int)(end - column), wholeB);
        }
        first = a0;
        second = b0;
    }
}
