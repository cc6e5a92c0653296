namespace Nabla.Devices.Cpu;

/// <summary>da = dy·∂f/∂a and db = dy·∂f/∂b: slopes by hand, or by dual numbers, once with slopes (1, 0), once with (0, 1).
/// Outputs are contiguous and may be null, which leaves them out.</summary>
internal static unsafe class ZipGradientKernel<T, L, D> where T : unmanaged where L : struct, ILane<L, T> where D : struct, IDual<D, L>
{
    /// <summary>Pairs of a block: its five operands fit into the first-level cache.</summary>
    const int Block = 1024;

    public static void Run<F>(F formula, T* a, ReadOnlySpan<long> stridesA, T* b, ReadOnlySpan<long> stridesB, T* dy, T* da, T* db, ReadOnlySpan<int> extents, bool repeats = false)
        where F : struct, IBinaryFormula
        => ZipPairs<T, L, Pairs<F>>.Run(extents, stridesA, stridesB, a, b, new Pairs<F> { Formula = formula, Upstream = dy, First = da, Second = db, Repeats = repeats });

    struct Pairs<F> : IPairs<T> where F : struct, IBinaryFormula
    {
        public F Formula;
        public T* Upstream, First, Second;
        public bool Repeats;

        [SkipLocalsInit, MethodImpl(AggressiveOptimization | NoInlining)] public readonly void Run(T* a, int stepA, T* b, int stepB, long start, int count)
        {
            T* repeatedA = stackalloc T[L.Count], repeatedB = stackalloc T[L.Count], repeatedDy = stackalloc T[L.Count];
            if (Repeats) L.Store(repeatedDy, L.Broadcast(*Upstream));
            if (stepA == 0) L.Store(repeatedA, L.Broadcast(*a));
            if (stepB == 0) L.Store(repeatedB, L.Broadcast(*b));
            if (stepA == 0) a = repeatedA;
            if (stepB == 0) b = repeatedB;
            // A block at a time, so that the second pass over it finds it near: one loop for both would be too long for the compiler.
            for (int from = 0; from < count; from += Block)
            {
                int block = Math.Min(Block, count - from);
                T* x = a + (nint)from * stepA, y = b + (nint)from * stepB, dy = Repeats ? repeatedDy : Upstream + start + from;
                int stepDy = Repeats ? 0 : L.Count;
                if (First is not null) Walk<F, FirstSlope>(Formula, x, stepA * L.Count, y, stepB * L.Count, dy, stepDy, First + start + from, block);
                if (Second is not null) Walk<F, SecondSlope>(Formula, x, stepA * L.Count, y, stepB * L.Count, dy, stepDy, Second + start + from, block);
            }
        }
    }

    [MethodImpl(AggressiveOptimization | NoInlining)]
    static void Walk<F, TSlope>(F formula, T* a, int stepA, T* b, int stepB, T* dy, int stepDy, T* result, int count) where F : struct, IBinaryFormula where TSlope : struct, ISlope
    {
        for (int i = 0; i < count; i += L.Count, a += stepA, b += stepB, dy += stepDy)
        {
            int left = count - i;
            bool whole = left >= L.Count;
            L x = whole ? L.Load(a) : L.LoadPart(a, left), y = whole ? L.Load(b) : L.LoadPart(b, left);
            L upstream = whole ? L.Load(dy) : L.LoadPart(dy, left);
            L value = upstream * TSlope.Of(formula, x, y);
            if (whole) L.Store(result + i, value);
            else L.StorePart(result + i, value, left);
        }
    }

    interface ISlope
    {
        static abstract L Of<F>(F formula, L a, L b) where F : struct, IBinaryFormula;
    }

    readonly struct FirstSlope : ISlope
    {
        [MethodImpl(AggressiveInlining)] public static L Of<F>(F formula, L a, L b) where F : struct, IBinaryFormula => F.HasSlopes
            ? formula.SlopeA(a, b)
            : D.SlopeOf(formula.Value(D.Create(a, L.Constant(1)), D.Create(b, L.Constant(0))));
    }

    readonly struct SecondSlope : ISlope
    {
        [MethodImpl(AggressiveInlining)] public static L Of<F>(F formula, L a, L b) where F : struct, IBinaryFormula => F.HasSlopes
            ? formula.SlopeB(a, b)
            : D.SlopeOf(formula.Value(D.Create(a, L.Constant(0)), D.Create(b, L.Constant(1))));
    }
}
