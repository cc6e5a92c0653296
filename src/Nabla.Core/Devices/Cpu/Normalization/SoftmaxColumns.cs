namespace Nabla.Devices.Cpu;

/// <summary>Softmax down columns, and its gradient: x [outer, rows, columns], as many columns at a time as a vector has elements, each step for all of
/// them at once.</summary>
internal static unsafe class SoftmaxColumns<T, L> where T : unmanaged, IBinaryFloatingPointIeee754<T> where L : struct, ILane<L, T>
{
    /// <summary>y from x, or dx from y and dy, as <see cref="SoftmaxArguments"/> names them.</summary>
    public static void Run(in SoftmaxArguments of, bool gradient)
    {
        long blocks = (of.Inner + L.Count - 1) / L.Count;
        var job = new Job
        {
            Gradient = gradient, Logarithm = of.IsLogarithm, Rows = of.Columns, Columns = of.Inner, Blocks = blocks,
            X = of.X.At<T>(), Y = of.Y.At<T>(), Dy = of.Dy.At<T>(), Dx = of.Dx.At<T>(),
            Cut = Cut.Of(of.Columns == 0 ? 0 : of.Rows * blocks, (long)of.Columns * L.Count),
        };
        WorkerTeam.Run(job.Cut.Count, ref job);
    }

    struct Job : IChunked
    {
        public bool Gradient, Logarithm;
        public long Rows, Columns, Blocks;
        public T* X, Y, Dy, Dx;
        public Cut Cut;

        [MethodImpl(AggressiveOptimization | NoInlining)] public readonly void Run(int chunk)
        {
            for (long unit = Cut.First(chunk); unit < Cut.End(chunk); unit++)
            {
                long column = unit % Blocks * L.Count, start = unit / Blocks * Rows * Columns + column;
                int count = (int)Math.Min(L.Count, Columns - column);
                if (Gradient) Back(Y + start, Dy + start, Dx + start, count);
                else Forward(X + start, Y + start, count);
            }
        }

        [MethodImpl(AggressiveOptimization | NoInlining)] readonly void Forward(T* x, T* y, int count)
        {
            long end = Rows * Columns;
            L max = L.Constant(double.NegativeInfinity), sum = L.Constant(0);
            for (long i = 0; i < end; i += Columns) max = L.Max(max, L.Load(x + i));
            for (long block = 0; block < end; block += FoldBlocks.Longest * Columns)
            {
                L part = L.Constant(0);
                for (long i = block; i < Math.Min(end, block + FoldBlocks.Longest * Columns); i += Columns)
                {
                    L power = L.Exp(L.Load(x + i) - max);
                    part += power;
                    if (!Logarithm) Put(y + i, power, count);
                }
                sum += part;
            }
            L scale = L.Constant(1) / sum, logarithm = L.Log(sum);
            for (long i = 0; i < end; i += Columns) Put(y + i, Logarithm ? L.Load(x + i) - max - logarithm : L.Load(y + i) * scale, count);
        }

        [MethodImpl(AggressiveOptimization | NoInlining)] readonly void Back(T* y, T* dy, T* dx, int count)
        {
            long end = Rows * Columns;
            L sum = L.Constant(0);
            for (long block = 0; block < end; block += FoldBlocks.Longest * Columns)
            {
                L part = L.Constant(0);
                for (long i = block; i < Math.Min(end, block + FoldBlocks.Longest * Columns); i += Columns)
                    part += Logarithm ? L.Load(dy + i) : L.Load(dy + i) * L.Load(y + i);
                sum += part;
            }
            for (long i = 0; i < end; i += Columns)
            {
                L at = L.Load(y + i), upstream = L.Load(dy + i);
                Put(dx + i, Logarithm ? upstream - L.Exp(at) * sum : at * (upstream - sum), count);
            }
        }

        [MethodImpl(AggressiveInlining)] static void Put(T* target, L value, int count)
        {
            if (count == L.Count) L.Store(target, value);
            else L.StorePart(target, value, count);
        }
    }
}
