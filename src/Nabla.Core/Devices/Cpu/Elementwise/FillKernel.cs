namespace Nabla.Devices.Cpu;

/// <summary>y[i] = value.</summary>
internal static unsafe class FillKernel<T, L> where T : unmanaged where L : struct, ILane<L, T>
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

        [MethodImpl(AggressiveOptimization | NoInlining)] public readonly void Run(int chunk)
        {
            (long start, int count) = Chunks.At(chunk, Count);
            T* y = Y + start;
            L value = L.Broadcast(Value);
            int whole = count - count % L.Count;
            for (int i = 0; i < whole; i += L.Count) L.Store(y + i, value);
            if (whole < count) L.StorePart(y + whole, value, count - whole);
        }
    }
}
