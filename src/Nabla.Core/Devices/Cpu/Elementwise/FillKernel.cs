namespace Nabla.Devices.Cpu;

/// <summary>y[i] = value.</summary>
internal static unsafe class FillKernel<T> where T : unmanaged
{
    public static void Run(T* y, long count, T value)
    {
        Job job = new() { Y = y, Count = count, Value = value };
        WorkerTeam.Run(Chunks.Of(count), ref job);
    }

    struct Job : IChunked
    {
        public T* Y;
        public long Count;
        public T Value;

        public readonly void Run(int chunk)
        {
            (long start, int count) = Chunks.At(chunk, Count);
            new Span<T>(Y + start, count).Fill(Value);
        }
    }
}
