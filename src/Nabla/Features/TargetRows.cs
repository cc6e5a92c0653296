namespace Nabla.Features;

/// <summary>The targets of a dataset as inputs, so that what is fitted to inputs can be fitted to them.</summary>
sealed class TargetRows(Dataset source) : Dataset(source.Name, source.Count, source.TargetFields, source.TargetFields)
{
    public override bool IsImmediate => source.IsImmediate;

    protected override void Fill(long index, Cells input, Cells target)
    {
        if (!input.IsEmpty) source.Read(index, default, input);
        if (!target.IsEmpty) source.Read(index, default, target);
    }

    protected override void Fill(ReadOnlySpan<long> indices, Cells inputs, Cells targets)
    {
        if (!inputs.IsEmpty) source.Read(indices, default, inputs);
        if (!targets.IsEmpty) source.Read(indices, default, targets);
    }
}
