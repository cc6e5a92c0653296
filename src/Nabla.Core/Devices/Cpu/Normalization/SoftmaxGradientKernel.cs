namespace Nabla.Devices.Cpu;

/// <summary>The gradient of softmax, dx = y·(dy − Σ dy·y), and of log-softmax, dx = dy − eʸ·Σ dy, from the output.</summary>
internal static unsafe class SoftmaxGradientKernel<T, L> where T : unmanaged, IBinaryFloatingPointIeee754<T> where L : struct, ILane<L, T>
{
    /// <summary>As <see cref="ISoftmaxKernels.SoftmaxGradient"/>.</summary>
    public static void SoftmaxGradient(T* y, T* dy, T* dx, long rows, int columns, bool logarithm)
    {
        var job = new Job { Y = y, Dy = dy, Dx = dx, Columns = columns, Logarithm = logarithm, Cut = Cut.Of(columns == 0 ? 0 : rows, columns) };
        WorkerTeam.Run(job.Cut.Count, ref job);
    }

    struct Job : IChunked
    {
        public T* Y, Dy, Dx;
        public int Columns;
        public bool Logarithm;
        public Cut Cut;

        [MethodImpl(AggressiveOptimization | NoInlining)] public readonly void Run(int chunk)
        {
            for (long row = Cut.First(chunk); row < Cut.End(chunk); row++)
            {
                long start = row * Columns;
                if (Logarithm) LogarithmOfRow(Y + start, Dy + start, Dx + start, Columns);
                else OfRow(Y + start, Dy + start, Dx + start, Columns);
            }
        }
    }

    [MethodImpl(AggressiveOptimization | NoInlining)] static void OfRow(T* y, T* dy, T* dx, int count)
    {
        L dot = L.Broadcast(Row<T, L>.Fold(new DotFold<T, L>(y, dy), 0, count));
        int i = 0;
        for (; i <= count - L.Count; i += L.Count) L.Store(dx + i, L.Load(y + i) * (L.Load(dy + i) - dot));
        if (i < count) L.StorePart(dx + i, L.Load(y + i) * (L.Load(dy + i) - dot), count - i);
    }

    [MethodImpl(AggressiveOptimization | NoInlining)] static void LogarithmOfRow(T* y, T* dy, T* dx, int count)
    {
        L sum = L.Broadcast(Row<T, L>.Fold(new SumFold<T, L>(dy), 0, count));
        int i = 0;
        for (; i <= count - L.Count; i += L.Count) L.Store(dx + i, L.Load(dy + i) - L.Exp(L.Load(y + i)) * sum);
        if (i < count) L.StorePart(dx + i, L.Load(dy + i) - L.Exp(L.Load(y + i)) * sum, count - i);
    }
}
