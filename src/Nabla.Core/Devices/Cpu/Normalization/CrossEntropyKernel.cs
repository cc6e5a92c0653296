namespace Nabla.Devices.Cpu;

/// <summary>Softmax and cross-entropy in one, with label smoothing (Szegedy et al., "Rethinking the Inception architecture", 2016, section 7). A
/// negative label's row counts for nothing; a label beyond the classes gives NaN, and reads nothing out of bounds.</summary>
internal sealed unsafe class CrossEntropyKernel<T, L> : ICrossEntropyKernels where T : unmanaged, IBinaryFloatingPointIeee754<T> where L : struct, ILane<L, T>
{
    public void CrossEntropy(in CrossEntropyArguments of)
    {
        CrossEntropy(of.Logits.At<T>(), of.Labels.At<int>(), of.Losses.At<T>(), of.LogSumExp.At<T>(), of.Rows, of.Classes, of.Smoothing);
        CpuRegion.Keep(of);
    }

    public void CrossEntropyGradient(in CrossEntropyArguments of)
    {
        CrossEntropyGradient(of.Logits.At<T>(), of.Labels.At<int>(), of.LogSumExp.At<T>(), of.Dlosses.At<T>(), of.Stride, of.Dx.At<T>(), of.Rows, of.Classes, of.Smoothing);
        CpuRegion.Keep(of);
    }

    /// <summary>As <see cref="ICrossEntropyKernels.CrossEntropy"/>.</summary>
    public static void CrossEntropy(T* logits, int* labels, T* losses, T* logSumExp, long rows, int classes, double smoothing)
    {
        var job = new ForwardJob { Logits = logits, Labels = labels, Losses = losses, Largest = logSumExp, Logarithm = logSumExp + rows, Classes = classes,
            Smoothing = T.CreateTruncating(smoothing), Cut = Cut.Of(rows, classes) };
        WorkerTeam.Run(job.Cut.Count, ref job);
    }

    /// <summary>As <see cref="ICrossEntropyKernels.CrossEntropyGradient"/>.</summary>
    public static void CrossEntropyGradient(T* logits, int* labels, T* logSumExp, T* dlosses, int stride, T* dx, long rows, int classes, double smoothing)
    {
        var job = new BackwardJob { Logits = logits, Labels = labels, Largest = logSumExp, Logarithm = logSumExp + rows, Dlosses = dlosses, Stride = stride, Dx = dx,
            Classes = classes, Smoothing = smoothing, Cut = Cut.Of(rows, classes) };
        WorkerTeam.Run(job.Cut.Count, ref job);
    }

    struct ForwardJob : IChunked
    {
        public T* Logits, Losses, Largest, Logarithm;
        public int* Labels;
        public int Classes;
        public T Smoothing;
        public Cut Cut;

        [MethodImpl(AggressiveOptimization | NoInlining)] public readonly void Run(int chunk)
        {
            for (long row = Cut.First(chunk); row < Cut.End(chunk); row++)
            {
                T* x = Logits + row * Classes;
                SoftmaxKernel<T, L>.LogSumExp(x, Classes, out T max, out T logarithm);
                (Largest[row], Logarithm[row]) = (max, logarithm);
                int label = Labels[row];
                Losses[row] = label < 0 ? T.Zero : label >= Classes ? T.NaN : Loss(x, label, max, logarithm);
            }
        }

        // Every logit is taken relative to the maximum before anything else: a large common part costs no digits.
        [MethodImpl(AggressiveOptimization | NoInlining)] readonly T Loss(T* x, int label, T max, T logarithm)
        {
            T target = logarithm - (x[label] - max);
            if (Smoothing == T.Zero) return target;
            T mean = Row<T, L>.Fold(new ShiftedFold<T, L>(x, L.Broadcast(max)), 0, Classes) / T.CreateTruncating(Classes);
            return (T.One - Smoothing) * target + Smoothing * (logarithm - mean);
        }
    }

    struct BackwardJob : IChunked
    {
        public T* Logits, Largest, Logarithm, Dlosses, Dx;
        public int* Labels;
        public int Stride, Classes;
        public double Smoothing;
        public Cut Cut;

        [MethodImpl(AggressiveOptimization | NoInlining)] public readonly void Run(int chunk)
        {
            T onTarget = T.CreateTruncating(1 - Smoothing), onEach = T.CreateTruncating(Smoothing / Classes);
            for (long row = Cut.First(chunk); row < Cut.End(chunk); row++)
            {
                T* dx = Dx + row * Classes;
                int label = Labels[row];
                if (label < 0)
                {
                    NativeMemory.Clear(dx, (nuint)Classes * (nuint)sizeof(T));
                    continue;
                }
                T slope = Dlosses[row * Stride];
                OfRow(Logits + row * Classes, dx, L.Broadcast(Largest[row]), L.Broadcast(Logarithm[row]), L.Broadcast(slope), L.Broadcast(onEach), Classes);
                if (label < Classes) dx[label] -= onTarget * slope;
            }
        }
    }

    [MethodImpl(AggressiveOptimization | NoInlining)] static void OfRow(T* x, T* dx, L largest, L logarithm, L slope, L onEach, int count)
    {
        int i = 0;
        for (; i <= count - L.Count; i += L.Count) L.Store(dx + i, (L.Exp(L.Load(x + i) - largest - logarithm) - onEach) * slope);
        if (i < count) L.StorePart(dx + i, (L.Exp(L.Load(x + i) - largest - logarithm) - onEach) * slope, count - i);
    }
}
