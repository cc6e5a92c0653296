namespace Nabla.Data;

/// <summary>
/// Where a dataset writes: floats for a field of reals, integers for a field of classes. Empty cells ask for nothing,
/// so a label can be read without its image.
/// </summary>
public readonly ref struct Cells
{
    /// <summary>Room for real numbers.</summary>
    public Cells(Span<float> floats) => Floats = floats;

    /// <summary>Room for labels.</summary>
    public Cells(Span<int> integers) => Integers = integers;

    /// <summary>The real numbers; empty if these are labels.</summary>
    public Span<float> Floats { get; }

    /// <summary>The labels; empty if these are real numbers.</summary>
    public Span<int> Integers { get; }

    /// <summary>How many numbers there is room for.</summary>
    public int Length => Floats.Length + Integers.Length;

    /// <summary>Whether nothing is asked for.</summary>
    public bool IsEmpty => Length == 0;

    /// <summary>A part of the cells.</summary>
    public Cells Slice(int start, int length) =>
        IsEmpty ? this : Integers.IsEmpty ? new(Floats.Slice(start, length)) : new(Integers.Slice(start, length));

    /// <summary>Room for real numbers.</summary>
    public static implicit operator Cells(Span<float> floats) => new(floats);

    /// <summary>Room for real numbers.</summary>
    public static implicit operator Cells(float[] floats) => new(floats.AsSpan());

    /// <summary>Room for labels.</summary>
    public static implicit operator Cells(Span<int> integers) => new(integers);

    /// <summary>Room for labels.</summary>
    public static implicit operator Cells(int[] integers) => new(integers.AsSpan());
}
