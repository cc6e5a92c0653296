namespace Nabla.Devices.Cpu;

/// <summary>Stores numbers of neighbouring units, of which another chunk may have the next.</summary>
internal static unsafe class Units<T, L> where T : unmanaged where L : struct, ILane<L, T>
{
    /// <summary>Stores the first so many.</summary>
    [MethodImpl(AggressiveInlining)] public static void Store(T* target, L value, int count)
    {
        if (count == L.Count) L.Store(target, value);
        else L.StorePart(target, value, count);
    }
}
