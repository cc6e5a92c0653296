namespace Nabla.Features;

/// <summary>The targets of a dataset as inputs, so that what is fitted to inputs can be fitted to them.</summary>
sealed class TargetRows(Dataset source) : Dataset(source, source.TargetFields, source.TargetFields)
{
    protected override void Fill(long index, Cells input, Cells target) => Fill([index], input, target);

    protected override void Fill(ReadOnlySpan<long> indices, Cells inputs, Cells targets)
    {
        if (!inputs.IsEmpty) Source.Read(indices, default, inputs);
        if (!targets.IsEmpty) Source.Read(indices, default, targets);
    }
}
