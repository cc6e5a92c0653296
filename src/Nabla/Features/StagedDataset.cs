namespace Nabla.Features;

/// <summary>A dataset whose inputs go through a stage as they are read, many at a time.</summary>
sealed class StagedDataset : Dataset
{
    readonly Stage stage;

    public StagedDataset(Dataset source, Stage stage) : base(source, [Outputs(source, stage)], source.TargetFields)
        => this.stage = stage;

    public override Dataset Once => new StagedDataset(Source.Once, stage);

    protected override void Fill(long index, Cells input, Cells target) => Fill([index], input, target);

    protected override void Fill(ReadOnlySpan<long> indices, Cells inputs, Cells targets)
    {
        if (inputs.IsEmpty)
        {
            Source.Read(indices, default, targets);
            return;
        }
        int length = indices.Length * stage.InputSize;
        float[] rows = ArrayPool<float>.Shared.Rent(length);
        try
        {
            Source.Read(indices, rows.AsSpan(0, length), targets);
            stage.Apply(rows.AsSpan(0, length), indices.Length, inputs.Floats);
        }
        finally
        {
            ArrayPool<float>.Shared.Return(rows);
        }
    }

    /// <summary>Rows that keep their size keep their shape.</summary>
    static Field Outputs(Dataset source, Stage stage)
    {
        if (source.InputFields is not [RealField input] || input.Size != stage.InputSize)
            throw new ArgumentException($"Stage '{stage.Kind}' takes rows of {stage.InputSize} numbers, but '{source.Name}' has {source.Form}: it was fitted to other data.");
        return Field.Reals(stage.OutputSize == stage.InputSize ? input.Shape : new Shape([stage.OutputSize]));
    }
}
