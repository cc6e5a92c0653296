namespace Nabla.Devices.Cpu;

/// <summary>dx[i] = dy[i]·f′: the slope by hand from the saved input or output, or by dual numbers from the saved input. dx may be dy.</summary>
internal static unsafe class MapGradientKernel<T, L, D> where T : unmanaged where L : struct, ILane<L, T> where D : struct, IDual<D, L>
{
    public static void Run<F>(F formula, T* saved, T* dy, T* dx, long count, bool repeats = false) where F : struct, IUnaryFormula
    {
        Job<F> job = new() { Formula = formula, Saved = saved, Upstream = dy, Result = dx, Count = count, Repeats = repeats };
        WorkerTeam.Run(Chunks.Of(count), ref job);
    }

    struct Job<F> : IChunked where F : struct, IUnaryFormula
    {
        public F Formula;
        public T* Saved, Upstream, Result;
        public long Count;
        public bool Repeats;

        [SkipLocalsInit] public readonly void Run(int chunk)
        {
            (long start, int count) = Chunks.At(chunk, Count);
            // A repeated number is read again and again from a vector full of it.
            T* repeated = stackalloc T[L.Count];
            if (Repeats) L.Store(repeated, L.Broadcast(*Upstream));
            Walk(Formula, Saved + start, Repeats ? repeated : Upstream + start, Repeats ? 0 : L.Count, Result + start, count);
        }
    }

    [MethodImpl(AggressiveOptimization | NoInlining)] static void Walk<F>(F formula, T* saved, T* dy, int stepDy, T* dx, int count) where F : struct, IUnaryFormula
    {
        for (int i = 0; i < count; i += L.Count, dy += stepDy)
        {
            int left = count - i;
            bool whole = left >= L.Count;
            L at = whole ? L.Load(saved + i) : L.LoadPart(saved + i, left);
            L upstream = whole ? L.Load(dy) : L.LoadPart(dy, left);
            L value = upstream * (F.SlopeFromInput ? formula.SlopeAt(at)
                : F.SlopeFromOutput ? formula.Slope(at)
                : D.SlopeOf(formula.Value(D.Create(at, L.Constant(1)))));
            if (whole) L.Store(dx + i, value);
            else L.StorePart(dx + i, value, left);
        }
    }
}
