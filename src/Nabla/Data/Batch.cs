namespace Nabla.Data;

/// <summary>The examples of one step, rows one after the other in flat memory that is used again and again: what is read here is gone when the loader
/// moves on.</summary>
public sealed class Batch
{
    readonly Dataset source;
    readonly Sampler sampler;
    readonly IReadOnlyList<Augmentation> augmentations;
    readonly FieldRows[] inputs, targets;
    readonly long[] indices;

    internal Batch(Dataset source, Sampler sampler, IReadOnlyList<Augmentation> augmentations)
    {
        (this.source, this.sampler, this.augmentations) = (source, sampler, augmentations);
        inputs = FieldRows.For(source.InputFields, sampler.BatchSize);
        targets = FieldRows.For(source.TargetFields, sampler.BatchSize);
        indices = new long[sampler.BatchSize];
    }

    /// <summary>What the parts of an input are.</summary>
    public IReadOnlyList<Field> InputFields => source.InputFields;

    /// <summary>What the parts of a target are.</summary>
    public IReadOnlyList<Field> TargetFields => source.TargetFields;

    /// <summary>What an input is, where it has one part.</summary>
    public Field Input => source.Input;

    /// <summary>What a target is, where it has one part.</summary>
    public Field Target => source.Target;

    /// <summary>The step that this batch belongs to.</summary>
    public long Step { get; private set; }

    /// <summary>How many examples there are.</summary>
    public int Count { get; private set; }

    /// <summary>Which examples of the dataset these are.</summary>
    public ReadOnlySpan<long> Indices => indices.AsSpan(0, Count);

    /// <summary>The inputs: floats, or integers if inputs are tokens.</summary>
    public Cells Inputs => Cells.Of(inputs, 0, Count);

    /// <summary>The targets: labels as integers, or values as floats.</summary>
    public Cells Targets => Cells.Of(targets, 0, Count);

    internal void Load(long step)
    {
        Step = step;
        Count = sampler.Fill(step, indices);
        source.Read(Indices, Inputs, Targets);
        foreach (Augmentation augmentation in augmentations)
            for (int row = 0; row < Count; row++)
                augmentation.Apply(indices[row], sampler.EpochOf(step), Inputs.Row(row, InputFields), Targets.Row(row, TargetFields));
    }
}
