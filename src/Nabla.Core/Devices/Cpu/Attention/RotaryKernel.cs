namespace Nabla.Devices.Cpu;

/// <summary>Turns pairs of numbers by angles that depend on their place in the sequence.</summary>
internal sealed unsafe class RotaryKernel<T, L> : IRotaryKernels where T : unmanaged, IBinaryFloatingPointIeee754<T> where L : struct, ILane<L, T>
{
    public void Rotary(in RotaryArguments of)
    {
        Rotary(of.X.At<T>(), of.Cosines.At<T>(), of.Sines.At<T>(), of.Y.At<T>(), of.Sequences, of.Time, of.Heads, of.Turned, of.Size, of.Back);
        CpuRegion.Keep(of);
    }

    /// <summary>As <see cref="IRotaryKernels.Rotary"/>.</summary>
    public static void Rotary(T* x, T* cosines, T* sines, T* y, long sequences, int time, int heads, int turned, int size, bool back)
    {
        long row = (long)heads * size;
        var job = new Job
        {
            X = x, Y = y, Cosines = cosines, Sines = sines, Time = time, Row = row, Turned = turned, Half = size / 2,
            Sign = back ? L.Constant(-1) : L.Constant(1), Cut = Cut.Of(row == 0 ? 0 : sequences * time, row),
        };
        WorkerTeam.Run(job.Cut.Count, ref job);
    }

    struct Job : IChunked
    {
        public T* X, Y, Cosines, Sines;
        public long Row;
        public int Time, Turned, Half;
        public L Sign;
        public Cut Cut;

        [MethodImpl(AggressiveOptimization | NoInlining)] public readonly void Run(int chunk)
        {
            for (long place = Cut.First(chunk); place < Cut.End(chunk); place++)
            {
                T* x = X + place * Row, y = Y + place * Row;
                nint angle = (nint)(place % Time) * Half;
                for (int head = 0; head < Turned; head++, x += 2 * Half, y += 2 * Half) Turn(x, y, Cosines + angle, Sines + angle);
                long rest = Row - 2L * Half * Turned;
                if (rest > 0) new ReadOnlySpan<T>(x, (int)rest).CopyTo(new Span<T>(y, (int)rest));
            }
        }

        [MethodImpl(AggressiveInlining)] readonly void Turn(T* x, T* y, T* cosines, T* sines)
        {
            for (int i = 0; i < Half; i += L.Count)
            {
                int count = Math.Min(L.Count, Half - i);
                L a = L.LoadPart(x + i, count), b = L.LoadPart(x + Half + i, count), cosine = L.LoadPart(cosines + i, count), sine = L.LoadPart(sines + i, count) * Sign;
                L.StorePart(y + i, a * cosine - b * sine, count);
                L.StorePart(y + Half + i, L.MultiplyAdd(a, sine, b * cosine), count);
            }
        }
    }
}
