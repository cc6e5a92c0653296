namespace Nabla.Data;

/// <summary>A run of consecutive examples of another dataset: the first thousand of an endless stream, say.</summary>
sealed class RangeDataset : Dataset
{
    readonly long start;

    /// <summary>The <paramref name="count"/> examples from <paramref name="start"/> on.</summary>
    /// <exception cref="DataException">The range is empty or reaches beyond the source.</exception>
    public RangeDataset(string name, Dataset source, long start, long count) : base(name, count, source)
    {
        if (start < 0 || count < 1 || count > (source.Count ?? long.MaxValue) - start)
            throw new DataException($"Dataset '{name}' asks for {count} examples from {start} of '{source.Name}', which has {source.Count?.ToString() ?? "no end"}.");
        this.start = start;
    }

    /// <inheritdoc/>
    protected override void Fill(long index, Cells input, Cells target) => Source.Read(start + index, input, target);
}
