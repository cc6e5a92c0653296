namespace Nabla.Data;

/// <summary>Examples in memory: a column of inputs and a column of targets. Images stay bytes until they are read.</summary>
public sealed class ArrayDataset : Dataset
{
    readonly IReadOnlyList<Column> inputs, targets;

    /// <summary>Joins inputs and targets, row by row.</summary>
    /// <exception cref="DataException">The columns have different numbers of rows, or none.</exception>
    public ArrayDataset(string name, Column inputs, Column targets) : this(name, [inputs], [targets]) { }

    /// <summary>Joins the parts of inputs and targets, row by row.</summary>
    /// <exception cref="DataException">The columns have different numbers of rows, or none.</exception>
    public ArrayDataset(string name, IReadOnlyList<Column> inputs, IReadOnlyList<Column> targets)
        : base(name, inputs.Count > 0 ? inputs[0].Rows : 0, [.. inputs.Select(column => column.Field)], [.. targets.Select(column => column.Field)])
    {
        if (inputs.Concat(targets).FirstOrDefault(column => column.Rows != Count) is { } other)
            throw new DataException($"Dataset '{name}' has {Count} inputs but {other.Rows} {(targets.Contains(other) ? "targets" : "of another part")}: each input needs one.");
        if (Count == 0) throw new DataException($"Dataset '{name}' is empty: it needs at least one example.");
        (this.inputs, this.targets) = (inputs, targets);
    }

    /// <summary>A copy of a finite dataset in memory, for examples that cost something to make and are read again and again.</summary>
    /// <exception cref="DataException">The dataset is endless, or too large for one array.</exception>
    public static ArrayDataset CopyOf(Dataset dataset)
    {
        long count = dataset.Count ?? throw new DataException($"Dataset '{dataset.Name}' is endless: take a part of it to copy.");
        if (count * dataset.InputFields.Concat(dataset.TargetFields).Max(field => (long)field.Size) > Array.MaxLength)
            throw new DataException($"Dataset '{dataset.Name}' is too large to copy into memory.");
        var indices = new long[count];
        for (int i = 0; i < indices.Length; i++) indices[i] = i;
        FieldRows[] inputs = FieldRows.For(dataset.InputFields, indices.Length), targets = FieldRows.For(dataset.TargetFields, indices.Length);
        dataset.Read(indices, Cells.Of(inputs, 0, indices.Length), Cells.Of(targets, 0, indices.Length));
        return new(dataset.Name, [.. inputs.Select(rows => rows.ToColumn())], [.. targets.Select(rows => rows.ToColumn())]);
    }

    /// <inheritdoc/>
    public override bool IsImmediate => true;

    /// <inheritdoc/>
    protected override void Fill(long index, Cells input, Cells target)
    {
        if (!input.IsEmpty) Read(inputs, (int)index, input);
        if (!target.IsEmpty) Read(targets, (int)index, target);
    }

    static void Read(IReadOnlyList<Column> columns, int row, Cells cells)
    {
        for (int part = 0; part < columns.Count; part++) columns[part].Read(row, cells[part]);
    }
}
