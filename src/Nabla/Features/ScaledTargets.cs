namespace Nabla.Features;

/// <summary>A dataset whose targets go through a stage as they are read, many at a time.</summary>
sealed class ScaledTargets : Dataset
{
    readonly Stage stage;

    public ScaledTargets(Dataset source, Stage stage) : base(source, source.InputFields, source.TargetFields)
    {
        if (source.TargetFields is not [RealField target] || target.Size != stage.InputSize)
            throw new ArgumentException($"The scaling of targets was fitted to {stage.InputSize} numbers, but '{source.Name}' has {source.Form}: it was fitted to other data.");
        this.stage = stage;
    }

    public override Dataset Once => new ScaledTargets(Source.Once, stage);

    protected override void Fill(long index, Cells input, Cells target) => Fill([index], input, target);

    protected override void Fill(ReadOnlySpan<long> indices, Cells inputs, Cells targets)
    {
        Source.Read(indices, inputs, targets);
        if (targets.IsEmpty) return;
        int length = targets.Floats.Length;
        float[] rows = ArrayPool<float>.Shared.Rent(length);
        try
        {
            targets.Floats.CopyTo(rows);
            stage.Apply(rows.AsSpan(0, length), indices.Length, targets.Floats);
        }
        finally
        {
            ArrayPool<float>.Shared.Return(rows);
        }
    }
}
