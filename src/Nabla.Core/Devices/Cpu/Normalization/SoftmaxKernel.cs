namespace Nabla.Devices.Cpu;

/// <summary>Softmax and log-softmax of rows, shifted by each row's maximum so that nothing overflows.</summary>
internal sealed unsafe class SoftmaxKernel<T, L> : ISoftmaxKernels where T : unmanaged, IBinaryFloatingPointIeee754<T> where L : struct, ILane<L, T>
{
    public void Softmax(in SoftmaxArguments of)
    {
        if (of.Inner > 1) SoftmaxColumns<T, L>.Run(of, gradient: false);
        else Softmax(of.X.At<T>(), of.Y.At<T>(), of.Rows, of.Columns, of.IsLogarithm);
        CpuRegion.Keep(of);
    }

    public void SoftmaxGradient(in SoftmaxArguments of)
    {
        if (of.Inner > 1) SoftmaxColumns<T, L>.Run(of, gradient: true);
        else SoftmaxGradientKernel<T, L>.SoftmaxGradient(of.Y.At<T>(), of.Dy.At<T>(), of.Dx.At<T>(), of.Rows, of.Columns, of.IsLogarithm);
        CpuRegion.Keep(of);
    }

    /// <summary>As <see cref="ISoftmaxKernels.Softmax"/>.</summary>
    public static void Softmax(T* x, T* y, long rows, int columns, bool logarithm)
    {
        var job = new Job { X = x, Y = y, Columns = columns, Logarithm = logarithm, Cut = Cut.Of(columns == 0 ? 0 : rows, columns) };
        WorkerTeam.Run(job.Cut.Count, ref job);
    }

    struct Job : IChunked
    {
        public T* X, Y;
        public int Columns;
        public bool Logarithm;
        public Cut Cut;

        [MethodImpl(AggressiveOptimization | NoInlining)] public readonly void Run(int chunk)
        {
            long row = Cut.First(chunk), end = Cut.End(chunk);
            if (Columns <= L.Count && !Logarithm)
                for (; row <= end - 4; row += 4) FourShort(X + row * Columns, Y + row * Columns, Columns);
            for (; row < end; row++)
            {
                T* x = X + row * Columns, y = Y + row * Columns;
                if (Logarithm) LogarithmOfRow(x, y, Columns);
                else OfRow(x, y, Columns);
            }
        }
    }

    /// <summary>Four rows that fit into a vector each: side by side, because in one alone every operation waits for the one before.</summary>
    [MethodImpl(AggressiveOptimization | NoInlining)] static void FourShort(T* x, T* y, int count)
    {
        L a = Short(x, count), b = Short(x + count, count), c = Short(x + 2 * count, count), d = Short(x + 3 * count, count);
        L.StorePart(y, a, count);
        L.StorePart(y + count, b, count);
        L.StorePart(y + 2 * count, c, count);
        L.StorePart(y + 3 * count, d, count);
    }

    [MethodImpl(AggressiveInlining)] static L Short(T* x, int count)
    {
        L row = L.Load(x);
        L max = L.Broadcast(L.MaxAcross(L.Part(row, count, L.Constant(double.NegativeInfinity))));
        L power = L.Part(L.Exp(row - max), count, L.Constant(0));
        return power / L.Broadcast(L.Sum(power));
    }

    [MethodImpl(AggressiveOptimization | NoInlining)] static void OfRow(T* x, T* y, int count)
    {
        L max = L.Broadcast(Row<T, L>.Fold(new MaxFold<T, L>(x), 0, count)), sum = L.Constant(0);
        int i = 0;
        while (i <= count - L.Count)
        {
            L part = L.Constant(0);
            for (int end = (int)Math.Min(count, i + (long)FoldBlocks.Longest * L.Count); i <= end - L.Count; i += L.Count)
            {
                // The next row comes, and room for its result further on, while this one is computed.
                CacheLine.Fetch((byte*)(x + count + i));
                L power = L.Exp(L.Load(x + i) - max);
                part += power;
                L.Store(y + i, power);
            }
            sum += part;
        }
        if (i < count)
        {
            L power = L.Part(L.Exp(L.Load(x + i) - max), count - i, L.Constant(0));
            sum += power;
            L.StorePart(y + i, power, count - i);
        }
        L scale = L.Broadcast(T.One / L.Sum(sum));
        for (i = 0; i <= count - L.Count; i += L.Count)
        {
            CacheLine.Fetch((byte*)(y + count + i));
            L.Store(y + i, L.Load(y + i) * scale);
        }
        if (i < count) L.StorePart(y + i, L.Load(y + i) * scale, count - i);
    }

    [MethodImpl(AggressiveOptimization | NoInlining)] static void LogarithmOfRow(T* x, T* y, int count)
    {
        LogSumExp(x, count, out T max, out T logarithm);
        L shift = L.Broadcast(max), rest = L.Broadcast(logarithm);
        int i = 0;
        for (; i <= count - L.Count; i += L.Count) L.Store(y + i, L.Load(x + i) - shift - rest);
        if (i < count) L.StorePart(y + i, L.Load(x + i) - shift - rest, count - i);
    }

    /// <summary>log Σ eˣ = max + logarithm, kept in two parts: their sum loses what a large maximum hides.</summary>
    [MethodImpl(AggressiveOptimization | NoInlining)] public static void LogSumExp(T* x, int count, out T max, out T logarithm)
    {
        max = Row<T, L>.Fold(new MaxFold<T, L>(x), 0, count);
        L shift = L.Broadcast(max), sum = L.Constant(0);
        int i = 0;
        while (i <= count - L.Count)
        {
            // In blocks, because the roundings of a long sum of like numbers add up.
            L part = L.Constant(0);
            for (int end = (int)Math.Min(count, i + (long)FoldBlocks.Longest * L.Count); i <= end - L.Count; i += L.Count) part += L.Exp(L.Load(x + i) - shift);
            sum += part;
        }
        if (i < count) sum += L.Part(L.Exp(L.Load(x + i) - shift), count - i, L.Constant(0));
        logarithm = T.Log(L.Sum(sum));
    }
}
