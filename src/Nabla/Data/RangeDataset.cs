namespace Nabla.Data;

/// <summary>A run of consecutive examples of another dataset: the first thousand of an endless stream, say.</summary>
sealed class RangeDataset : Dataset
{
    readonly Dataset source;
    readonly long start;

    /// <summary>The <paramref name="count"/> examples from <paramref name="start"/> on.</summary>
    /// <exception cref="DataException">The range is empty or reaches beyond the source.</exception>
    public RangeDataset(string name, Dataset source, long start, long count) : base(name, count, source)
    {
        if (start < 0 || count < 1 || count > (source.Count ?? long.MaxValue) - start)
            throw new DataException($"Dataset '{name}' asks for {count} examples from {start} of '{source.Name}', which has {source.Count?.ToString() ?? "no end"}.");
        (this.source, this.start) = (source, start);
    }

    /// <inheritdoc/>
    public override bool IsImmediate => source.IsImmediate;

    /// <inheritdoc/>
    protected override void Fill(long index, Cells input, Cells target) => source.Read(start + index, input, target);
}
