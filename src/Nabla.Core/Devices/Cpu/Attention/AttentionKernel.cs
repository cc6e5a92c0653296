namespace Nabla.Devices.Cpu;

/// <summary>softmax(q·kᵀ/√size)·v by tiles, so that no matrix of scores is ever in memory (Dao et al. 2022, arXiv:2205.14135, algorithm 1; Rabe and
/// Staats 2021, arXiv:2112.05682).</summary>
internal sealed unsafe class AttentionKernel<T, L> : IAttentionKernels where T : unmanaged, IBinaryFloatingPointIeee754<T> where L : struct, ILane<L, T>
{
    public void Attention(in AttentionArguments of)
    {
        Attention(JobOf(of), new(of.Y));
        CpuRegion.Keep(of);
    }

    public void AttentionGradient(in AttentionArguments of)
    {
        AttentionGradientKernel<T, L>.AttentionGradient(JobOf(of), new(of.Y), new(of.Dy), new(of.Dq), new(of.Dk), new(of.Dv), of.AddQ, of.AddK, of.AddV);
        CpuRegion.Keep(of);
    }

    static AttentionJob<T> JobOf(in AttentionArguments of) => new(of.Shape, new(of.Q), new(of.K), new(of.V), of.Lengths.At<int>(), of.LogSumExp.At<T>());

    /// <summary>As <see cref="IAttentionKernels.Attention"/>.</summary>
    public static void Attention(in AttentionJob<T> attention, in AttentionRows<T> y)
    {
        AttentionShape shape = attention.Shape;
        if (shape.Queries == 1)
        {
            AttentionQuery<T, L>.Attention(attention, y);
            return;
        }
        long tiles = GemmCut.Pieces(shape.Queries, AttentionTile<T, L>.Queries), items = shape.Batch * shape.Heads * tiles;
        long work = (long)Math.Min(shape.Queries, AttentionTile<T, L>.Queries) * shape.Keys * shape.Size;
        var job = new Job { Attention = attention, Y = y, Tiles = (int)tiles, Cut = Cut.Of(items, work, AttentionJob<T>.Grain) };
        WorkerTeam.Run(job.Cut.Count, ref job);
    }

    struct Job : IChunked
    {
        public AttentionJob<T> Attention;
        public AttentionRows<T> Y;
        public int Tiles;
        public Cut Cut;

        [MethodImpl(AggressiveOptimization | NoInlining)] public readonly void Run(int chunk)
        {
            const int Queries = AttentionTile<T, L>.Queries;
            int packed = AttentionTile<T, L>.PackedRoom(Attention.Shape.Size);
            using var scratch = new Scratch<T>(AttentionTile<T, L>.Room + packed + 3 * Queries + CacheLine.Bytes / sizeof(T));
            fixed (T* start = scratch.Span)
            {
                T* tile = CacheLine.Align(start), panels = tile + AttentionTile<T, L>.Room, most = panels + packed;
                for (long item = Cut.First(chunk); item < Cut.End(chunk); item++) Tile(item, tile, panels, most, most + Queries, most + 2 * Queries);
            }
        }

        /// <summary>Some queries of a head.</summary>
        readonly void Tile(long item, T* tile, T* panels, T* most, T* sum, T* factor)
        {
            AttentionShape shape = Attention.Shape;
            int first = (int)(item % Tiles) * AttentionTile<T, L>.Queries, queries = Math.Min(AttentionTile<T, L>.Queries, shape.Queries - first);
            int head = (int)(item / Tiles % shape.Heads), batch = (int)(item / Tiles / shape.Heads), keyHead = head / (shape.Heads / shape.KeyHeads);
            int visible = Math.Max(0, Attention.Visible(batch, first + queries - 1));
            T* y = Y.At(batch, head, first);
            AttentionTile<T, L>.Pack(Attention.Queries.At(batch, head, first), Attention.Queries.Leading, queries, shape.Size, panels);
            new Span<T>(most, AttentionTile<T, L>.Queries).Fill(-T.BitDecrement(T.PositiveInfinity));
            new Span<T>(sum, AttentionTile<T, L>.Queries).Clear();
            for (int key = 0; key < visible; key += AttentionTile<T, L>.Keys)
            {
                int keys = Math.Min(AttentionTile<T, L>.Keys, visible - key);
                AttentionTile<T, L>.Scores(Attention.Keys.At(batch, keyHead, key), Attention.Keys.Leading, keys, queries, shape.Size, panels, tile);
                if (Attention.Crosses(first, key, keys)) AttentionWeights<T, L>.Hide(tile, keys, queries, key - first - Attention.Before);
                if (AttentionWeights<T, L>.Weigh(tile, keys, queries, Attention.Scale, most, sum, factor) && key > 0) Multiply(y, queries, factor);
                AttentionTile<T, L>.ForQueries(tile, keys, queries, Attention.Values.At(batch, keyHead, key), Attention.Values.Leading, shape.Size, y, Y.Leading, add: key > 0);
            }
            if (visible == 0) Y.Clear(batch, head, first, queries, shape.Size);
            Finish(y, queries, most, sum, Attention.LargestAt(batch, head, first), Attention.LogarithmAt(batch, head, first));
        }

        [MethodImpl(AggressiveOptimization | NoInlining)] readonly void Multiply(T* y, int queries, T* factor)
        {
            for (int i = 0; i < queries; i++, y += Y.Leading) AttentionWeights<T, L>.Scale(y, Attention.Shape.Size, factor[i]);
        }

        // A query that sees no key has a result of zeros.
        [MethodImpl(AggressiveOptimization | NoInlining)] readonly void Finish(T* y, int queries, T* most, T* sum, T* largest, T* logarithm)
        {
            for (int i = 0; i < queries; i++, y += Y.Leading)
            {
                bool any = sum[i] > T.Zero;
                largest[i] = any ? most[i] : sum[i] == T.Zero ? T.PositiveInfinity : sum[i];
                logarithm[i] = any ? T.Log(sum[i]) : T.Zero;
                if (any) AttentionWeights<T, L>.Scale(y, Attention.Shape.Size, T.One / sum[i]);
            }
        }
    }
}
