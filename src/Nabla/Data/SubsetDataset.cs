namespace Nabla.Data;

/// <summary>Some examples of another dataset, in a given order; an index may appear more than once.</summary>
public sealed class SubsetDataset : Dataset
{
    readonly int[] indices;

    /// <summary>The examples of <paramref name="source"/> at <paramref name="indices"/>; the array is not copied.</summary>
    /// <exception cref="DataException">There are no indices, or one is out of range.</exception>
    public SubsetDataset(string name, Dataset source, int[] indices) : base(name, indices.Length, source)
    {
        if (indices.Length == 0) throw new DataException($"Dataset '{name}' is empty: it needs at least one example of '{source.Name}'.");
        foreach (int index in indices)
            if (index < 0 || index >= source.Count) throw new DataException($"Dataset '{name}' asks for example {index} of '{source.Name}', which has {source.Count}.");
        this.indices = indices;
    }

    /// <summary>Which examples of the source these are.</summary>
    public ReadOnlySpan<int> Indices => indices;

    /// <inheritdoc/>
    protected override void Fill(long index, Cells input, Cells target) => Source.Read(indices[index], input, target);
}
