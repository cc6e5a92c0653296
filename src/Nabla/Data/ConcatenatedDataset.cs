namespace Nabla.Data;

/// <summary>One dataset after the other; the last may be endless.</summary>
public sealed class ConcatenatedDataset : Dataset
{
    readonly Dataset first, second;

    /// <summary>The examples of <paramref name="first"/>, then those of <paramref name="second"/>.</summary>
    /// <exception cref="DataException">The first is endless, or the fields differ.</exception>
    public ConcatenatedDataset(string name, Dataset first, Dataset second) : base(name, first.Count + second.Count, first, second)
    {
        if (first.Count is null) throw new DataException($"Dataset '{first.Name}' is endless: nothing can follow it.");
        new DataSplit(first, second).Checked();
        (this.first, this.second) = (first, second);
    }

    /// <inheritdoc/>
    public override Dataset Once => new ConcatenatedDataset(Name, first.Once, second.Once);

    /// <inheritdoc/>
    protected override void Fill(long index, Cells input, Cells target)
    {
        if (index < first.Count) first.Read(index, input, target);
        else second.Read(index - first.Count!.Value, input, target);
    }
}
