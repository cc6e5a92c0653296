namespace Nabla.Data;

/// <summary>Memory for some rows of a field.</summary>
/// <exception cref="DataException">They are more than one array holds.</exception>
sealed class FieldRows
{
    readonly Field field;
    readonly float[] floats = [];
    readonly int[] integers = [];

    FieldRows(Field field, int capacity)
    {
        if ((long)field.Size * capacity > Array.MaxLength)
            throw new DataException($"A batch of {capacity} examples of {field} is more than one array holds ({Array.MaxLength} numbers): make the batch smaller.");
        this.field = field;
        if (field.IsInteger) integers = new int[field.Size * capacity];
        else floats = new float[field.Size * capacity];
    }

    /// <summary>Memory for the parts of one side of examples.</summary>
    public static FieldRows[] For(IReadOnlyList<Field> fields, int capacity) => [.. fields.Select(field => new FieldRows(field, capacity))];

    /// <summary>Some of the rows.</summary>
    public Cells Rows(int first, int count) =>
        field.IsInteger ? new(integers.AsSpan(first * field.Size, count * field.Size)) : new(floats.AsSpan(first * field.Size, count * field.Size));

    /// <summary>All rows, as a column of a set in memory.</summary>
    public Column ToColumn() => field.IsInteger ? Column.Of(integers, field) : Column.Of(floats, (RealField)field);
}
