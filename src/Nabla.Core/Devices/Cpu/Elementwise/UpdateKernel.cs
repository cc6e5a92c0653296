namespace Nabla.Devices.Cpu;

/// <summary>One optimizer step over flat arenas: parameter, gradient and up to two states side by side, each element read and written once.</summary>
internal static unsafe class UpdateKernel<T, L> where T : unmanaged, IBinaryFloatingPointIeee754<T> where L : struct, ILane<L, T>
{
    /// <summary>As <see cref="IKernels.Update"/>; a state that the formula does not have is null.</summary>
    public static void Update<F>(F formula, T* parameter, T* gradient, T* first, T* second, long count, double gradientScale) where F : struct, IUpdateFormula
    {
        var job = new Job<F> { Formula = formula, Parameter = parameter, Gradient = gradient, First = first, Second = second, Scale = L.Constant(gradientScale), Cut = Cut.Of(count, 1, Cut.Grain / 2) };
        WorkerTeam.Run(job.Cut.Count, ref job);
    }

    struct Job<F> : IChunked where F : struct, IUpdateFormula
    {
        public F Formula;
        public T* Parameter, Gradient, First, Second;
        public L Scale;
        public Cut Cut;

        [MethodImpl(AggressiveOptimization | NoInlining)] public readonly void Run(int chunk)
        {
            F formula = Formula;
            L scale = Scale;
            long i = Cut.First(chunk), end = Cut.End(chunk);
            for (; i <= end - L.Count; i += L.Count)
            {
                Step(formula, scale, i, out L parameter, out L first, out L second);
                L.Store(Parameter + i, parameter);
                if (F.States > 0) L.Store(First + i, first);
                if (F.States > 1) L.Store(Second + i, second);
            }
            if (i < end)
            {
                int count = (int)(end - i);
                Step(formula, scale, i, out L parameter, out L first, out L second);
                L.StorePart(Parameter + i, parameter, count);
                if (F.States > 0) L.StorePart(First + i, first, count);
                if (F.States > 1) L.StorePart(Second + i, second, count);
            }
        }

        [MethodImpl(AggressiveInlining)] readonly void Step(F formula, L scale, long i, out L parameter, out L first, out L second)
        {
            parameter = L.Load(Parameter + i);
            first = F.States > 0 ? L.Load(First + i) : L.Constant(0);
            second = F.States > 1 ? L.Load(Second + i) : L.Constant(0);
            formula.Step(ref parameter, L.Load(Gradient + i) * scale, ref first, ref second);
        }
    }
}
