namespace Nabla.Devices.Cpu;

/// <summary>Inverted dropout (Srivastava et al. 2014). Every element takes 16 random bits, so the rate holds to 1/65536 (a rate below 2⁻¹⁷ drops
/// nothing). Eight counters of Philox serve 64 elements: element 16j + 2k + w takes half j &amp; 1 of word 2(j/2) + w of counter k, on every
/// instruction set.</summary>
internal sealed unsafe class DropoutKernel<T, L> : IDropoutKernels where T : unmanaged, IBinaryFloatingPointIeee754<T> where L : struct, ILane<L, T>
{
    public void Dropout(Region x, Region y, long count, double rate, ulong key, ulong stream)
    {
        Dropout(x.At<T>(), y.At<T>(), count, rate, key, stream);
        GC.KeepAlive(x.Block);
        GC.KeepAlive(y.Block);
    }

    const int Group = 64, CountersOfGroup = 8;

    /// <summary>As <see cref="IDropoutKernels.Dropout"/>.</summary>
    public static void Dropout(T* x, T* y, long count, double rate, ulong key, ulong stream)
    {
        switch (L.Count * sizeof(T))
        {
            case 64: Dropout<Words512>(x, y, count, rate, key, stream); break;
            case 32: Dropout<Words256>(x, y, count, rate, key, stream); break;
            case 16: Dropout<Words128>(x, y, count, rate, key, stream); break;
            default: Dropout<WordsScalar>(x, y, count, rate, key, stream); break;
        }
    }

    static void Dropout<W>(T* x, T* y, long count, double rate, ulong key, ulong stream) where W : struct, IWords<W>
    {
        var job = new Job<W> { X = x, Y = y, Key = key, Stream = stream, Scale = L.Constant(1 / (1 - rate)), Cut = Cut.Of(count, 1) };
        // A draw of n/65536 reads 1 + n/65536; the edge lies halfway below the first that is kept.
        job.Edge = L.Constant(1 + (Math.Round(rate * 65536) - 0.5) / 65536);
        WorkerTeam.Run(job.Cut.Count, ref job);
    }

    struct Job<W> : IChunked where W : struct, IWords<W>
    {
        public T* X, Y;
        public ulong Key, Stream;
        public L Scale, Edge;
        public Cut Cut;

        [SkipLocalsInit, MethodImpl(AggressiveOptimization | NoInlining)] public readonly void Run(int chunk)
        {
            uint* draws = stackalloc uint[Group];
            T* numbers = stackalloc T[Group];
            if (typeof(T) == typeof(float)) numbers = (T*)draws;
            long end = Cut.End(chunk);
            L scale = Scale, edge = Edge, zero = L.Constant(0);
            for (long i = Cut.First(chunk); i < end; i += Group)
            {
                Draw<W>(Key, (ulong)i / Group * CountersOfGroup, Stream, (ulong*)draws);
                if (typeof(T) == typeof(double)) Widen((float*)draws, (double*)numbers);
                int count = (int)Math.Min(Group, end - i), j = 0;
                for (; j <= count - L.Count; j += L.Count) L.Store(Y + i + j, L.WhereGreater(L.Load(numbers + j), edge, L.Load(X + i + j) * scale, zero));
                if (j < count) L.StorePart(Y + i + j, L.WhereGreater(L.Load(numbers + j), edge, L.Load(X + i + j) * scale, zero), count - j);
            }
        }
    }

    /// <summary>Sixty-four floats in [1, 2) whose 16 leading bits of the mantissa are random.</summary>
    [MethodImpl(AggressiveInlining)] static void Draw<W>(ulong key, ulong counter, ulong stream, ulong* draws) where W : struct, IWords<W>
    {
        W lower = W.Broadcast(uint.MaxValue), mantissa = W.Broadcast(0x007FFF80_007FFF80), one = W.Broadcast(0x3F800000_3F800000);
        for (int k = 0; k < CountersOfGroup; k += W.Count)
        {
            PhiloxWords<W>.At(key, counter + (ulong)k, stream, out W a, out W b, out W c, out W d);
            W front = a & lower | b << 32, back = c & lower | d << 32;
            W.Store(draws + k, front << 7 & mantissa | one);
            W.Store(draws + k + CountersOfGroup, front >>> 9 & mantissa | one);
            W.Store(draws + k + 2 * CountersOfGroup, back << 7 & mantissa | one);
            W.Store(draws + k + 3 * CountersOfGroup, back >>> 9 & mantissa | one);
        }
    }

    [MethodImpl(AggressiveOptimization | NoInlining)] static void Widen(float* from, double* to)
    {
        for (int i = 0; i < Group; i++) to[i] = from[i];
    }
}
