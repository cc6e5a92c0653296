namespace Nabla.Devices.Cpu;

/// <summary>Gathers strided operands into small dense buffers, which have room for one vector more.</summary>
internal static unsafe class Staging<T, L> where T : unmanaged where L : struct, ILane<L, T>
{
    /// <summary>The next <paramref name="count"/> elements of two operands; one that is null is left out.</summary>
    [MethodImpl(AggressiveOptimization | NoInlining)] public static void Gather(ref AxesWalk walk, T* a, T* bufferA, T* b, T* bufferB, int count)
    {
        (long stepA, long stepB) = walk.Step;
        (long rowA, long rowB) = walk.RowStep;
        for (int done = 0; done < count;)
        {
            int run = (int)Math.Min(walk.Run, count - done), rows = (int)Math.Min(walk.Rows, (count - done) / run);
            if (rows > 1)
            {
                if (a != null) Rows(a + walk.First, stepA, rowA, bufferA + done, run, rows);
                if (b != null) Rows(b + walk.Second, stepB, rowB, bufferB + done, run, rows);
                walk.AdvanceRows(rows);
                done += run * rows;
                continue;
            }
            if (a != null) Rows(a + walk.First, stepA, 0, bufferA + done, run, 1);
            if (b != null) Rows(b + walk.Second, stepB, 0, bufferB + done, run, 1);
            walk.Advance(run);
            done += run;
        }
    }

    /// <summary>Runs that lie evenly apart, one after the other. Whole vectors are written: what is too much is overwritten by the next.</summary>
    [MethodImpl(AggressiveOptimization | NoInlining)] static void Rows(T* source, long step, long rowStep, T* target, int run, int rows)
    {
        if (step == 0)
            for (; rows > 0; rows--, source += rowStep, target += run)
            {
                L repeated = L.Broadcast(*source);
                for (int i = 0; i < run; i += L.Count) L.Store(target + i, repeated);
            }
        else if (step == 1)
            for (; rows > 0; rows--, source += rowStep, target += run)
                for (int i = 0; i < run; i += L.Count) L.Store(target + i, L.Load(source + i));
        else
            for (; rows > 0; rows--, source += rowStep, target += run)
            {
                T* from = source;
                for (int i = 0; i < run; i++, from += step) target[i] = *from;
            }
    }
}
