namespace Nabla.Devices.Cpu;

/// <summary>How element-wise work is cut for the worker team: by size alone, so that the cut never depends on the threads.</summary>
internal static class Chunks
{
    /// <summary>Elements of one chunk: a few microseconds of work, more than waking a worker costs.</summary>
    public const int Length = 32768;

    /// <summary>How many chunks there are in <paramref name="count"/> elements.</summary>
    public static int Of(long count) => checked((int)((count + Length - 1) / Length));

    /// <summary>Where a chunk begins, and how many elements it has.</summary>
    public static (long Start, int Count) At(int chunk, long count)
    {
        long start = (long)chunk * Length;
        return (start, (int)Math.Min(Length, count - start));
    }
}
