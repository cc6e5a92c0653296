namespace Nabla.Devices.Cpu;

/// <summary>Where micro-kernels find a group of columns of B: whole panels two vectors wide, then perhaps a narrower one.</summary>
internal unsafe struct GemmPanels<T> where T : unmanaged
{
    /// <summary>The first whole panel.</summary>
    public T* First;
    /// <summary>Elements from one whole panel to the next.</summary>
    public nint Next;
    /// <summary>Bytes from one row of a whole panel to the next.</summary>
    public nint Step;
    /// <summary>The narrower panel.</summary>
    public T* Edge;
    /// <summary>Bytes from one row of the narrower panel to the next.</summary>
    public nint EdgeStep;

    /// <summary>Columns of a matrix stored [k, n], as they lie.</summary>
    [MethodImpl(AggressiveInlining)] public static GemmPanels<T> InPlace(T* b, nint leading, int columns, int width) => new()
    {
        First = b, Next = width, Step = leading * sizeof(T), Edge = b + columns / width * width, EdgeStep = leading * sizeof(T),
    };

    /// <summary>Packed panels of so much depth, from row <paramref name="k"/>.</summary>
    [MethodImpl(AggressiveInlining)] public static GemmPanels<T> Packed(T* panels, nint depth, nint k, int columns, int width)
    {
        int whole = columns / width * width;
        nint edge = columns - whole > width / 2 ? width : width / 2;
        return new()
        {
            First = panels + k * width, Next = depth * width, Step = (nint)width * sizeof(T),
            Edge = panels + whole * depth + k * edge, EdgeStep = edge * sizeof(T),
        };
    }
}
