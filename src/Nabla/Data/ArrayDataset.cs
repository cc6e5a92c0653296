namespace Nabla.Data;

/// <summary>Examples in memory: a column of inputs and a column of targets. Images stay bytes until they are read.</summary>
public sealed class ArrayDataset : Dataset
{
    readonly Column inputs, targets;

    /// <summary>Joins inputs and targets, row by row.</summary>
    /// <exception cref="DataException">The columns have different numbers of rows, or none.</exception>
    public ArrayDataset(string name, Column inputs, Column targets) : base(name, inputs.Rows, inputs.Field, targets.Field)
    {
        if (inputs.Rows != targets.Rows) throw new DataException($"Dataset '{name}' has {inputs.Rows} inputs but {targets.Rows} targets: each input needs one.");
        if (inputs.Rows == 0) throw new DataException($"Dataset '{name}' is empty: it needs at least one example.");
        (this.inputs, this.targets) = (inputs, targets);
    }

    /// <summary>A copy of a finite dataset in memory, for examples that cost something to make and are read again and again.</summary>
    /// <exception cref="DataException">The dataset is endless, or too large for one array.</exception>
    public static ArrayDataset CopyOf(Dataset dataset)
    {
        long count = dataset.Count ?? throw new DataException($"Dataset '{dataset.Name}' is endless: take a part of it to copy.");
        if (count * Math.Max(dataset.Input.Size, dataset.Target.Size) > Array.MaxLength) throw new DataException($"Dataset '{dataset.Name}' is too large to copy into memory.");
        var indices = new long[count];
        for (int i = 0; i < indices.Length; i++) indices[i] = i;
        var (inputs, tokens) = Room(dataset.Input, indices.Length);
        var (values, labels) = Room(dataset.Target, indices.Length);
        dataset.Read(indices, dataset.Input.IsClass ? tokens : inputs, dataset.Target.IsClass ? labels : values);
        return new(dataset.Name, Make(dataset.Input, inputs, tokens), Make(dataset.Target, values, labels));
    }

    static (float[], int[]) Room(Field field, int count) => field.IsClass ? ([], new int[field.Size * count]) : (new float[field.Size * count], []);

    static Column Make(Field field, float[] floats, int[] integers) => field.IsClass ? Column.Of(integers, field) : Column.Of(floats, field.Shape);

    /// <inheritdoc/>
    public override bool IsImmediate => true;

    /// <inheritdoc/>
    protected override void Fill(long index, Cells input, Cells target)
    {
        if (!input.IsEmpty) inputs.Read((int)index, input);
        if (!target.IsEmpty) targets.Read((int)index, target);
    }
}
