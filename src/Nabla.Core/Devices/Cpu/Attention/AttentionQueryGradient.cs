namespace Nabla.Devices.Cpu;

/// <summary>The gradient of <see cref="AttentionQuery{T, L}"/>, by the formulas of <see cref="AttentionGradientKernel{T, L}"/>.</summary>
internal struct AttentionQueryGradient<T, L> : IChunked where T : unmanaged, IBinaryFloatingPointIeee754<T> where L : struct, ILane<L, T>
{
    public AttentionJob<T> Attention;
    public AttentionRows<T> Y, Dy, Dq, Dk, Dv;
    public bool AddQueries, AddKeys, AddValues;
    Cut cut;

    /// <summary>Computes it.</summary>
    public void Start()
    {
        AttentionShape shape = Attention.Shape;
        cut = Cut.Of((long)shape.Batch * shape.KeyHeads, 4L * (shape.Heads / Math.Max(1, shape.KeyHeads)) * shape.Keys * shape.Size, AttentionQuery<T, L>.Grain);
        WorkerTeam.Run(cut.Count, ref this);
    }

    /// <summary>A chunk is some heads of keys with all queries that look at them: then every sum has one writer.</summary>
    [MethodImpl(AggressiveOptimization | NoInlining)] public readonly unsafe void Run(int chunk)
    {
        AttentionShape shape = Attention.Shape;
        int room = shape.Keys + 2 * L.Count, group = shape.Heads / shape.KeyHeads;
        using var scratch = new Scratch<T>(2 * room + shape.Size + 2 * L.Count);
        fixed (T* weights = scratch.Span)
            for (long item = cut.First(chunk); item < cut.End(chunk); item++)
            {
                int batch = (int)(item / shape.KeyHeads), keyHead = (int)(item % shape.KeyHeads), visible = Math.Max(0, Attention.Visible(batch, 0));
                if (!AddKeys) Dk.Clear(batch, keyHead, visible, shape.Keys - visible, shape.Size);
                if (!AddValues) Dv.Clear(batch, keyHead, visible, shape.Keys - visible, shape.Size);
                for (int head = keyHead * group; head < (keyHead + 1) * group; head++)
                    Head(batch, head, keyHead, visible, head > keyHead * group, weights, weights + room, weights + 2 * room);
            }
    }

    [MethodImpl(AggressiveOptimization | NoInlining)] readonly unsafe void Head(int batch, int head, int keyHead, int visible, bool again, T* weights, T* slopes, T* sums)
    {
        int size = Attention.Shape.Size;
        T* q = Attention.Queries.At(batch, head, 0), dy = Dy.At(batch, head, 0), k = Attention.Keys.At(batch, keyHead, 0), dq = Dq.At(batch, head, 0);
        AttentionQuery<T, L>.Dots(k, Attention.Keys.Leading, visible, q, size, weights);
        AttentionQuery<T, L>.Dots(Attention.Values.At(batch, keyHead, 0), Attention.Values.Leading, visible, dy, size, slopes);
        T dot = Row<T, L>.Fold(new DotFold<T, L>(Y.At(batch, head, 0), dy), 0, size);
        Slopes(weights, slopes, visible, L.Broadcast(Attention.Scale), L.Broadcast(*Attention.LargestAt(batch, head, 0)),
            L.Broadcast(*Attention.LogarithmAt(batch, head, 0)), L.Broadcast(dot));
        new Span<T>(sums, size).Clear();
        RowTimesMatrix<T, L>.Add(slopes, 1, k, Attention.Keys.Leading, visible, sums, size);
        RowTimesMatrix<T, L>.Put(sums, dq, size, AddQueries);
        Outer(weights, dy, Dv.At(batch, keyHead, 0), Dv.Leading, visible, size, AddValues || again);
        Outer(slopes, q, Dk.At(batch, keyHead, 0), Dk.Leading, visible, size, AddKeys || again);
    }

    /// <summary>Weights in place of the scores, and in place of their gradients those of the scores.</summary>
    [MethodImpl(AggressiveOptimization | NoInlining)]
    static unsafe void Slopes(T* scores, T* gradients, int count, L scale, L largest, L logarithm, L dot)
    {
        for (int i = 0; i < count; i += L.Count)
        {
            L weight = L.Exp(L.Load(scores + i) * scale - largest - logarithm);
            L.Store(scores + i, weight);
            L.Store(gradients + i, weight * (L.Load(gradients + i) - dot) * scale);
        }
    }

    /// <summary>rows [count, size] = factors [count] times x [size], or += that.</summary>
    [MethodImpl(AggressiveOptimization | NoInlining)] static unsafe void Outer(T* factors, T* x, T* rows, int leading, int count, int size, bool add)
    {
        for (int row = 0; row < count; row++, rows += leading)
        {
            L factor = L.Broadcast(factors[row]);
            for (int i = 0; i < size; i += L.Count)
            {
                int left = size - i;
                L value = add ? L.MultiplyAdd(factor, L.Load(x + i), L.Load(rows + i)) : factor * L.Load(x + i);
                if (left >= L.Count) L.Store(rows + i, value);
                else L.StorePart(rows + i, value, left);
            }
        }
    }
}
