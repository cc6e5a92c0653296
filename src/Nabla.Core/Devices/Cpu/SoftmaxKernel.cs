using System.Numerics;

namespace Nabla.Devices.Cpu;

/// <summary>Softmax and log-softmax of rows, shifted by each row's maximum so that nothing overflows.</summary>
internal static unsafe class SoftmaxKernel<T, L> where T : unmanaged, IBinaryFloatingPointIeee754<T> where L : struct, ILane<L, T>
{
    /// <summary>As <see cref="IKernels.Softmax"/>.</summary>
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

        public readonly void Run(int chunk)
        {
            for (long row = Cut.First(chunk); row < Cut.End(chunk); row++)
            {
                T* x = X + row * Columns, y = Y + row * Columns;
                if (Columns <= L.Count) Short(x, y, Columns, Logarithm);
                else if (Logarithm) LogarithmOfRow(x, y, Columns);
                else OfRow(x, y, Columns);
            }
        }
    }

    /// <summary>A row that fits into one vector.</summary>
    static void Short(T* x, T* y, int count, bool logarithm)
    {
        L zero = L.Constant(0), row = L.Load(x);
        T max = L.MaxAcross(L.Part(row, count, L.Constant(double.NegativeInfinity)));
        L shifted = L.Part(row - L.Broadcast(max), count, zero); // idle elements at 0: nothing there that is slow or not a number
        L power = L.Part(L.Exp(shifted), count, zero);
        T sum = L.Sum(power);
        L.StorePart(y, logarithm ? shifted - L.Broadcast(T.Log(sum)) : power / L.Broadcast(sum), count);
    }

    static void OfRow(T* x, T* y, int count)
    {
        L max = L.Broadcast(Row<T, L>.Fold(new MaxFold<T, L>(x), 0, count)), sum = L.Constant(0);
        int i = 0;
        for (; i <= count - L.Count; i += L.Count)
        {
            L power = L.Exp(L.Load(x + i) - max);
            sum += power;
            L.Store(y + i, power);
        }
        if (i < count)
        {
            L power = L.Part(L.Exp(L.Load(x + i) - max), count - i, L.Constant(0));
            sum += power;
            L.StorePart(y + i, power, count - i);
        }
        L scale = L.Broadcast(T.One / L.Sum(sum));
        for (i = 0; i <= count - L.Count; i += L.Count) L.Store(y + i, L.Load(y + i) * scale);
        if (i < count) L.StorePart(y + i, L.Load(y + i) * scale, count - i);
    }

    static void LogarithmOfRow(T* x, T* y, int count)
    {
        LogSumExp(x, count, out T max, out T logarithm);
        L shift = L.Broadcast(max), rest = L.Broadcast(logarithm);
        int i = 0;
        for (; i <= count - L.Count; i += L.Count) L.Store(y + i, L.Load(x + i) - shift - rest);
        if (i < count) L.StorePart(y + i, L.Load(x + i) - shift - rest, count - i);
    }

    /// <summary>log Σ eˣ = max + logarithm, kept in two parts: their sum loses what a large maximum hides.</summary>
    public static void LogSumExp(T* x, int count, out T max, out T logarithm)
    {
        max = count <= L.Count
            ? L.MaxAcross(L.Part(L.Load(x), count, L.Constant(double.NegativeInfinity)))
            : Row<T, L>.Fold(new MaxFold<T, L>(x), 0, count);
        L shift = L.Broadcast(max), sum = L.Constant(0);
        int i = 0;
        for (; i <= count - L.Count; i += L.Count) sum += L.Exp(L.Load(x + i) - shift);
        if (i < count) sum += L.Part(L.Exp(L.Load(x + i) - shift), count - i, L.Constant(0));
        logarithm = T.Log(L.Sum(sum));
    }
}
