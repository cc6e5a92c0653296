namespace Nabla.Devices.Cpu;

/// <summary>Attention of one query a head, as in writing token by token: keys and values are read once and as they lie; a tile would be nearly empty.</summary>
internal static unsafe class AttentionQuery<T, L> where T : unmanaged, IBinaryFloatingPointIeee754<T> where L : struct, ILane<L, T>
{
    /// <summary>Elements of keys and values in a chunk: memory sets the pace.</summary>
    public const long Grain = 1 << 17;

    /// <summary>As <see cref="IAttentionKernels.Attention"/>, for one query.</summary>
    public static void Attention(in AttentionJob<T> attention, in AttentionRows<T> y)
    {
        AttentionShape shape = attention.Shape;
        var job = new Job { Attention = attention, Y = y, Cut = Cut.Of((long)shape.Batch * shape.Heads, 2L * shape.Keys * shape.Size, Grain) };
        WorkerTeam.Run(job.Cut.Count, ref job);
    }

    struct Job : IChunked
    {
        public AttentionJob<T> Attention;
        public AttentionRows<T> Y;
        public Cut Cut;

        [MethodImpl(AggressiveOptimization | NoInlining)] public readonly void Run(int chunk)
        {
            using var scratch = new Scratch<T>(Attention.Shape.Keys + Attention.Shape.Size + 4 * L.Count);
            fixed (T* weights = scratch.Span)
                for (long item = Cut.First(chunk); item < Cut.End(chunk); item++)
                    Item((int)(item / Attention.Shape.Heads), (int)(item % Attention.Shape.Heads), weights, weights + Attention.Shape.Keys + 2 * L.Count);
        }

        [MethodImpl(AggressiveOptimization | NoInlining)] readonly void Item(int batch, int head, T* weights, T* sums)
        {
            AttentionShape shape = Attention.Shape;
            int keyHead = head / (shape.Heads / shape.KeyHeads), visible = Math.Max(0, Attention.Visible(batch, 0));
            T* largest = Attention.LargestAt(batch, head, 0), logarithm = Attention.LogarithmAt(batch, head, 0);
            if (visible == 0)
            {
                Y.Clear(batch, head, 0, 1, shape.Size);
                (*largest, *logarithm) = (T.PositiveInfinity, T.Zero);
                return;
            }
            Dots(Attention.Keys.At(batch, keyHead, 0), Attention.Keys.Leading, visible, Attention.Queries.At(batch, head, 0), shape.Size, weights);
            T most = T.Max(Row<T, L>.Fold(new MaxFold<T, L>(weights), 0, visible) * Attention.Scale, -T.BitDecrement(T.PositiveInfinity));
            Powers(weights, visible, L.Broadcast(Attention.Scale), L.Broadcast(most));
            T sum = Row<T, L>.Fold(new SumFold<T, L>(weights), 0, visible);
            (*largest, *logarithm) = sum > T.Zero ? (most, T.Log(sum)) : (sum == T.Zero ? T.PositiveInfinity : sum, T.Zero);
            new Span<T>(sums, shape.Size).Clear();
            RowTimesMatrix<T, L>.Add(weights, 1, Attention.Values.At(batch, keyHead, 0), Attention.Values.Leading, visible, sums, shape.Size);
            if (sum != T.Zero) AttentionWeights<T, L>.Scale(sums, shape.Size, T.One / sum);
            new Span<T>(sums, shape.Size).CopyTo(new Span<T>(Y.At(batch, head, 0), shape.Size));
        }
    }

    /// <summary>dots [rows] = rows [rows, size]·x [size].</summary>
    [MethodImpl(AggressiveOptimization | NoInlining)] public static void Dots(T* rows, int leading, int count, T* x, int size, T* dots)
    {
        int row = 0;
        for (; row <= count - 4; row += 4) DotKernel<T, L, Of4, Of1>.Run(size, rows + (nint)row * leading, leading, x, 0, dots + row, 1, 0, add: false);
        for (; row < count; row++) DotKernel<T, L, Of1, Of1>.Run(size, rows + (nint)row * leading, leading, x, 0, dots + row, 1, 0, add: false);
    }

    /// <summary>e^(score·scale − most) in place of the scores, with room for a vector more.</summary>
    [MethodImpl(AggressiveOptimization | NoInlining)] public static void Powers(T* scores, int count, L scale, L most)
    {
        for (int i = 0; i < count; i += L.Count) L.Store(scores + i, L.Exp(L.Load(scores + i) * scale - most));
    }
}
