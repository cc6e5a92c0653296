namespace Nabla.Devices.Cpu;

/// <summary>The gradient of attention by tiles: the weights are computed again from the log-sum-exp of each query, kept in two parts (Dao et al. 2022, arXiv:2205.14135,
/// algorithm 4). With w the weights, D = Σ dy·y of a query and s the scores: dv = wᵀ·dy, ds = w·(dy·vᵀ − D)·scale, dq = ds·k, dk = dsᵀ·q.</summary>
internal static unsafe class AttentionGradientKernel<T, L> where T : unmanaged, IBinaryFloatingPointIeee754<T> where L : struct, ILane<L, T>
{
    /// <summary>As <see cref="IAttentionKernels.AttentionGradient"/>.</summary>
    public static void AttentionGradient(in AttentionJob<T> attention, in AttentionRows<T> y, in AttentionRows<T> dy,
        in AttentionRows<T> dq, in AttentionRows<T> dk, in AttentionRows<T> dv, bool addQueries, bool addKeys, bool addValues)
    {
        AttentionShape shape = attention.Shape;
        if (shape.Queries == 1)
        {
            new AttentionQueryGradient<T, L>
            {
                Attention = attention, Y = y, Dy = dy, Dq = dq, Dk = dk, Dv = dv, AddQueries = addQueries, AddKeys = addKeys, AddValues = addValues,
            }.Start();
            return;
        }
        long work = 2L * (shape.Heads / Math.Max(1, shape.KeyHeads)) * shape.Queries * shape.Keys * shape.Size;
        var job = new Job
        {
            Attention = attention, Y = y, Dy = dy, Dq = dq, Dk = dk, Dv = dv, AddQueries = addQueries, AddKeys = addKeys, AddValues = addValues,
            Cut = Cut.Of((long)shape.Batch * shape.KeyHeads, work, AttentionJob<T>.Grain),
        };
        WorkerTeam.Run(job.Cut.Count, ref job);
    }

    /// <summary>A chunk is some heads of keys with all queries that look at them: then every sum has one writer.</summary>
    struct Job : IChunked
    {
        public AttentionJob<T> Attention;
        public AttentionRows<T> Y, Dy, Dq, Dk, Dv;
        public bool AddQueries, AddKeys, AddValues;
        public Cut Cut;

        [MethodImpl(AggressiveOptimization | NoInlining)] public readonly void Run(int chunk)
        {
            AttentionShape shape = Attention.Shape;
            int packed = AttentionTile<T, L>.PackedRoom(shape.Size), group = shape.Heads / shape.KeyHeads;
            using var scratch = new Scratch<T>(2 * (AttentionTile<T, L>.Room + packed) + 3 * AttentionTile<T, L>.Queries + CacheLine.Bytes / sizeof(T));
            fixed (T* start = scratch.Span)
            {
                T* room = CacheLine.Align(start);
                for (long item = Cut.First(chunk); item < Cut.End(chunk); item++)
                {
                    int batch = (int)(item / shape.KeyHeads), keyHead = (int)(item % shape.KeyHeads);
                    Begin(batch, keyHead, group);
                    for (int head = keyHead * group; head < (keyHead + 1) * group; head++)
                        for (int first = 0; first < shape.Queries; first += AttentionTile<T, L>.Queries) Tiles(batch, head, keyHead, first, room, packed);
                }
            }
        }

        // Targets that are not to be added to begin at zero, while they are on their way into the cache anyway.
        readonly void Begin(int batch, int keyHead, int group)
        {
            AttentionShape shape = Attention.Shape;
            if (!AddKeys) Dk.Clear(batch, keyHead, 0, shape.Keys, shape.Size);
            if (!AddValues) Dv.Clear(batch, keyHead, 0, shape.Keys, shape.Size);
            for (int head = keyHead * group; head < (keyHead + 1) * group && !AddQueries; head++) Dq.Clear(batch, head, 0, shape.Queries, shape.Size);
        }

        /// <summary>Some queries of a head with all keys that they see.</summary>
        readonly void Tiles(int batch, int head, int keyHead, int first, T* room, int packed)
        {
            int size = Attention.Shape.Size, queries = Math.Min(AttentionTile<T, L>.Queries, Attention.Shape.Queries - first);
            T* weights = room, gradients = weights + AttentionTile<T, L>.Room, panelsQ = gradients + AttentionTile<T, L>.Room, panelsDy = panelsQ + packed;
            T* logs = panelsDy + packed, dots = logs + AttentionTile<T, L>.Queries, largest = dots + AttentionTile<T, L>.Queries;
            T* q = Attention.Queries.At(batch, head, first), y = Y.At(batch, head, first), dy = Dy.At(batch, head, first), dq = Dq.At(batch, head, first);
            AttentionTile<T, L>.Pack(q, Attention.Queries.Leading, queries, size, panelsQ);
            AttentionTile<T, L>.Pack(dy, Dy.Leading, queries, size, panelsDy);
            for (int i = 0; i < queries; i++)
            {
                largest[i] = *Attention.LargestAt(batch, head, first + i);
                logs[i] = *Attention.LogarithmAt(batch, head, first + i);
                DotKernel<T, L, Of1, Of1>.Run(size, y + (nint)i * Y.Leading, 0, dy + (nint)i * Dy.Leading, 0, dots + i, 0, 0, add: false);
            }
            int visible = Attention.Visible(batch, first + queries - 1);
            for (int key = 0; key < visible; key += AttentionTile<T, L>.Keys)
            {
                int keys = Math.Min(AttentionTile<T, L>.Keys, visible - key);
                T* k = Attention.Keys.At(batch, keyHead, key), v = Attention.Values.At(batch, keyHead, key);
                AttentionTile<T, L>.Scores(k, Attention.Keys.Leading, keys, queries, size, panelsQ, weights);
                if (Attention.Crosses(first, key, keys)) AttentionWeights<T, L>.Hide(weights, keys, queries, key - first - Attention.Before);
                AttentionTile<T, L>.Scores(v, Attention.Values.Leading, keys, queries, size, panelsDy, gradients);
                AttentionWeights<T, L>.Gradients(weights, gradients, keys, queries, Attention.Scale, largest, logs, dots);
                AttentionTile<T, L>.ForKeys(weights, keys, queries, dy, Dy.Leading, size, Dv.At(batch, keyHead, key), Dv.Leading);
                AttentionTile<T, L>.ForKeys(gradients, keys, queries, q, Attention.Queries.Leading, size, Dk.At(batch, keyHead, key), Dk.Leading);
                AttentionTile<T, L>.ForQueries(gradients, keys, queries, k, Attention.Keys.Leading, size, dq, Dq.Leading, add: true);
            }
        }
    }
}
