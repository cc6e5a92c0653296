namespace Nabla.Devices.Cpu;

/// <summary>The largest, or the sum times a factor, of what a window meets in planes [height, width], for whole vectors of places at a time.</summary>
internal unsafe struct PoolJob<T, L> : IChunked where T : unmanaged, IBinaryFloatingPointIeee754<T> where L : struct, ILane<L, T>
{
    public T* X, Y, Taken;
    /// <summary>How a plane is read: of one channel.</summary>
    public PaddedBand<T, L> Band;
    public int OutputHeight;
    public bool IsMax;
    public T Factor;

    Cut cut;

    public void Start(long planes)
    {
        cut = Cut.Of(planes, Math.Max(1, (long)OutputHeight * Band.OutputWidth * Band.KernelHeight * Band.KernelWidth));
        WorkerTeam.Run(cut.Count, ref this);
    }

    [MethodImpl(AggressiveOptimization | NoInlining)] public void Run(int chunk)
    {
        using Scratch<T> scratch = new(Band.Count(OutputHeight) + L.Count);
        fixed (T* copy = scratch.Span)
        {
            PaddedBand<T, L> band = Band;
            band.Copy = copy;
            for (long plane = cut.First(chunk); plane < cut.End(chunk); plane++)
            {
                band.Fill(X + plane * band.Height * band.Width, 0, OutputHeight);
                long start = plane * OutputHeight * band.OutputWidth;
                for (int y = 0; y < OutputHeight; y++, start += band.OutputWidth)
                    if (IsMax) Largest(band, y, Y + start, Taken == null ? null : Taken + start);
                    else Sums(band, y, Y + start);
            }
        }
    }

    [MethodImpl(AggressiveOptimization | NoInlining)] static void Largest(in PaddedBand<T, L> band, int row, T* y, T* taken)
    {
        for (int x = 0; x < band.OutputWidth; x += L.Count)
        {
            L best = L.Constant(double.NegativeInfinity), which = L.Constant(-1);
            int tap = 0;
            for (int ky = 0; ky < band.KernelHeight; ky++)
                for (int kx = 0; kx < band.KernelWidth; kx++, tap++)
                {
                    L value = L.Load(band.At(0, ky, kx, row, x));
                    which = L.WhereGreater(value, best, L.Broadcast(T.CreateTruncating(tap)), which);
                    best = L.Max(best, value);
                }
            int left = band.OutputWidth - x;
            if (left >= L.Count) L.Store(y + x, best);
            else L.StorePart(y + x, best, left);
            if (taken == null) continue;
            if (left >= L.Count) L.Store(taken + x, which);
            else L.StorePart(taken + x, which, left);
        }
    }

    [MethodImpl(AggressiveOptimization | NoInlining)] readonly void Sums(in PaddedBand<T, L> band, int row, T* y)
    {
        for (int x = 0; x < band.OutputWidth; x += L.Count)
        {
            L sum = L.Constant(0);
            for (int ky = 0; ky < band.KernelHeight; ky++)
                for (int kx = 0; kx < band.KernelWidth; kx++) sum += L.Load(band.At(0, ky, kx, row, x));
            sum *= L.Broadcast(Factor);
            int left = band.OutputWidth - x;
            if (left >= L.Count) L.Store(y + x, sum);
            else L.StorePart(y + x, sum, left);
        }
    }
}
