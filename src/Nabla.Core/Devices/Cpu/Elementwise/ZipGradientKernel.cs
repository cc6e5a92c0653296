namespace Nabla.Devices.Cpu;

/// <summary>da = dy·∂f/∂a and db = dy·∂f/∂b by dual numbers: once with slopes (dy, 0), once with (0, dy).
/// Outputs are contiguous and may be null, which leaves them out.</summary>
internal static unsafe class ZipGradientKernel<T, L, D> where T : unmanaged where L : struct, ILane<L, T> where D : struct, IDual<D, L>
{
    public static void Run<F>(F formula, T* a, ReadOnlySpan<long> stridesA, T* b, ReadOnlySpan<long> stridesB, T* dy, T* da, T* db, ReadOnlySpan<int> extents)
        where F : struct, IBinaryFormula
        => ZipPairs<T, Pairs<F>>.Run(extents, stridesA, stridesB, a, b, new Pairs<F> { Formula = formula, Upstream = dy, First = da, Second = db });

    struct Pairs<F> : IPairs<T> where F : struct, IBinaryFormula
    {
        public F Formula;
        public T* Upstream, First, Second;

        public readonly void Run(T* a, int stepA, T* b, int stepB, long start, int count)
        {
            T* repeatedA = stackalloc T[L.Count], repeatedB = stackalloc T[L.Count];
            if (stepA == 0) L.Store(repeatedA, L.Broadcast(*a));
            if (stepB == 0) L.Store(repeatedB, L.Broadcast(*b));
            Walk(Formula, stepA == 0 ? repeatedA : a, stepA * L.Count, stepB == 0 ? repeatedB : b, stepB * L.Count,
                Upstream + start, First is null ? null : First + start, Second is null ? null : Second + start, count);
        }
    }

    [MethodImpl(AggressiveOptimization)]
    static void Walk<F>(F formula, T* a, int stepA, T* b, int stepB, T* dy, T* da, T* db, int count) where F : struct, IBinaryFormula
    {
        L zero = L.Constant(0);
        for (int i = 0; i < count; i += L.Count, a += stepA, b += stepB)
        {
            int left = count - i;
            bool whole = left >= L.Count;
            L x = whole ? L.Load(a) : L.LoadPart(a, left), y = whole ? L.Load(b) : L.LoadPart(b, left);
            L upstream = whole ? L.Load(dy + i) : L.LoadPart(dy + i, left);
            if (da != null) Write(da + i, D.SlopeOf(formula.Value(D.Create(x, upstream), D.Create(y, zero))), left);
            if (db != null) Write(db + i, D.SlopeOf(formula.Value(D.Create(x, zero), D.Create(y, upstream))), left);
        }
    }

    [MethodImpl(AggressiveInlining)] static void Write(T* target, L value, int left)
    {
        if (left >= L.Count) L.Store(target, value);
        else L.StorePart(target, value, left);
    }
}
