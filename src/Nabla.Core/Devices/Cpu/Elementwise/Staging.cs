namespace Nabla.Devices.Cpu;

/// <summary>Gathers strided operands into small dense buffers.</summary>
internal static unsafe class Staging<T> where T : unmanaged
{
    /// <summary>The next <paramref name="count"/> elements of two operands; one that is null is left out.</summary>
    [MethodImpl(AggressiveOptimization | NoInlining)] public static void Gather(ref AxesWalk walk, T* a, T* bufferA, T* b, T* bufferB, int count)
    {
        (long stepA, long stepB) = walk.Step;
        for (int done = 0, run; done < count; done += run)
        {
            run = (int)Math.Min(walk.Run, count - done);
            if (a != null) Gather(a + walk.First, stepA, bufferA + done, run);
            if (b != null) Gather(b + walk.Second, stepB, bufferB + done, run);
            walk.Advance(run);
        }
    }

    [MethodImpl(AggressiveInlining)] static void Gather(T* source, long step, T* target, int count)
    {
        for (int i = 0; i < count; i++, source += step) target[i] = *source;
    }
}
