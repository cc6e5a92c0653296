namespace Nabla.Devices.Cpu;

/// <summary>y = f(a, b) with broadcasting; y is contiguous, and may be a or b where that is contiguous too.</summary>
internal static unsafe class ZipKernel<T, L> where T : unmanaged where L : struct, ILane<L, T>
{
    public static void Run<F>(F formula, T* a, ReadOnlySpan<long> stridesA, T* b, ReadOnlySpan<long> stridesB, T* y, ReadOnlySpan<int> extents)
        where F : struct, IBinaryFormula
        => ZipPairs<T, L, Pairs<F>>.Run(extents, stridesA, stridesB, a, b, new Pairs<F> { Formula = formula, Y = y });

    struct Pairs<F> : IPairs<T> where F : struct, IBinaryFormula
    {
        public F Formula;
        public T* Y;

        [MethodImpl(AggressiveInlining)] public readonly void Run(T* a, int stepA, T* b, int stepB, long start, int count)
        {
            if ((stepA & stepB) == 1) Walk(Formula, a, L.Count, b, L.Count, Y + start, count);
            else RunRepeated(a, stepA, b, stepB, start, count);
        }

        [SkipLocalsInit, MethodImpl(AggressiveOptimization | NoInlining)] readonly void RunRepeated(T* a, int stepA, T* b, int stepB, long start, int count)
        {
            // A repeated number is read again and again from a vector full of it: one loop serves every kind of broadcast.
            T* repeatedA = stackalloc T[L.Count], repeatedB = stackalloc T[L.Count];
            if (stepA == 0) L.Store(repeatedA, L.Broadcast(*a));
            if (stepB == 0) L.Store(repeatedB, L.Broadcast(*b));
            Walk(Formula, stepA == 0 ? repeatedA : a, stepA * L.Count, stepB == 0 ? repeatedB : b, stepB * L.Count, Y + start, count);
        }
    }

    [MethodImpl(AggressiveOptimization | NoInlining)]
    static void Walk<F>(F formula, T* a, int stepA, T* b, int stepB, T* y, int count) where F : struct, IBinaryFormula
    {
        for (int i = 0; i < count; i += L.Count, a += stepA, b += stepB)
        {
            int left = count - i;
            bool whole = left >= L.Count;
            L value = formula.Value(whole ? L.Load(a) : L.LoadPart(a, left), whole ? L.Load(b) : L.LoadPart(b, left));
            if (whole) L.Store(y + i, value);
            else L.StorePart(y + i, value, left);
        }
    }
}
