namespace Nabla.Devices.Cpu;

/// <summary>y[i] = f(x[i]); y may be x.</summary>
internal static unsafe class MapKernel<T, L> where T : unmanaged where L : struct, ILane<L, T>
{
    public static void Run<F>(F formula, T* x, T* y, long count) where F : struct, IUnaryFormula
    {
        Job<F> job = new() { Formula = formula, X = x, Y = y, Count = count };
        WorkerTeam.Run(Chunks.Of(count), ref job);
    }

    struct Job<F> : IChunked where F : struct, IUnaryFormula
    {
        public F Formula;
        public T* X, Y;
        public long Count;

        public readonly void Run(int chunk)
        {
            (long start, int count) = Chunks.At(chunk, Count);
            Walk(Formula, X + start, Y + start, count);
        }
    }

    // One body for whole and partial vectors: a second copy of a long formula would exhaust the compiler's budget for inlining.
    [MethodImpl(AggressiveOptimization | NoInlining)] static void Walk<F>(F formula, T* x, T* y, int count) where F : struct, IUnaryFormula
    {
        for (int i = 0; i < count; i += L.Count)
        {
            int left = count - i;
            L value = formula.Value(left >= L.Count ? L.Load(x + i) : L.LoadPart(x + i, left));
            if (left >= L.Count) L.Store(y + i, value);
            else L.StorePart(y + i, value, left);
        }
    }
}
