namespace Nabla.Data;

/// <summary>Where a dataset writes one side of examples: floats for a field of reals, integers for labels and tokens; where an example has several
/// parts, each of them by its place (<c>cells[1].Integers</c>). Empty cells ask for nothing, so a label can be read without its image.</summary>
public readonly ref struct Cells
{
    readonly Span<float> floats;
    readonly Span<int> integers;
    readonly ReadOnlySpan<FieldRows> parts;
    readonly int first, rows;

    /// <summary>Room for real numbers.</summary>
    public Cells(Span<float> floats) => this.floats = floats;

    /// <summary>Room for labels.</summary>
    public Cells(Span<int> integers) => this.integers = integers;

    Cells(ReadOnlySpan<FieldRows> parts, int first, int rows)
    {
        this.parts = parts;
        (this.first, this.rows) = (first, rows);
    }

    /// <summary>Rows of all parts of one side.</summary>
    internal static Cells Of(ReadOnlySpan<FieldRows> parts, int first, int rows) => parts.Length == 1 ? parts[0].Rows(first, rows) : new(parts, first, rows);

    /// <summary>How many parts there are.</summary>
    public int Parts => parts.IsEmpty ? 1 : parts.Length;

    /// <summary>One part.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such part.</exception>
    public Cells this[int part] => (uint)part >= (uint)Parts ? throw new ArgumentOutOfRangeException(nameof(part), $"Cells: part {part} is asked for, there are {Parts}.")
        : parts.IsEmpty ? this : parts[part].Rows(first, rows);

    /// <summary>The real numbers of the only part; empty if these are labels.</summary>
    /// <exception cref="InvalidOperationException">There are several parts.</exception>
    public Span<float> Floats => parts.IsEmpty ? floats : throw Several();

    /// <summary>The labels or tokens of the only part; empty if these are real numbers.</summary>
    /// <exception cref="InvalidOperationException">There are several parts.</exception>
    public Span<int> Integers => parts.IsEmpty ? integers : throw Several();

    /// <summary>How many numbers there is room for in the only part.</summary>
    public int Length => Floats.Length + Integers.Length;

    /// <summary>Whether nothing is asked for.</summary>
    public bool IsEmpty => parts.IsEmpty ? floats.IsEmpty && integers.IsEmpty : rows == 0;

    /// <summary>Some of the numbers of the only part.</summary>
    public Cells Slice(int start, int length) =>
        IsEmpty ? this : Integers.IsEmpty ? new(Floats.Slice(start, length)) : new(Integers.Slice(start, length));

    /// <summary>One row of all parts.</summary>
    internal Cells Row(int row, IReadOnlyList<Field> fields) => parts.IsEmpty ? Slice(row * fields[0].Size, IsEmpty ? 0 : fields[0].Size) : new(parts, first + row, 1);

    InvalidOperationException Several() => new($"Cells: an example has {Parts} parts here: ask for one by its place.");

    /// <summary>Room for real numbers.</summary>
    public static implicit operator Cells(Span<float> floats) => new(floats);

    /// <summary>Room for real numbers.</summary>
    public static implicit operator Cells(float[] floats) => new(floats.AsSpan());

    /// <summary>Room for labels.</summary>
    public static implicit operator Cells(Span<int> integers) => new(integers);

    /// <summary>Room for labels.</summary>
    public static implicit operator Cells(int[] integers) => new(integers.AsSpan());
}
