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

    /// <inheritdoc/>
    public override bool IsImmediate => true;

    /// <inheritdoc/>
    protected override void Fill(long index, Cells input, Cells target)
    {
        if (!input.IsEmpty) inputs.Read((int)index, input);
        if (!target.IsEmpty) targets.Read((int)index, target);
    }
}
