namespace Nabla.Data;

/// <summary>Examples by index: an input and a target each. A dataset never changes, may be read from many threads at once, and gives the same example
/// for the same index always. One without a <see cref="Count"/> is endless.</summary>
/// <param name="name">What to call it in messages and reports.</param>
/// <param name="count">How many examples there are; null for an endless stream.</param>
/// <param name="inputs">What the parts of an input are, at least one.</param>
/// <param name="targets">What the parts of a target are, at least one.</param>
public abstract class Dataset(string name, long? count, IReadOnlyList<Field> inputs, IReadOnlyList<Field> targets)
{
    /// <summary>Examples of one input and one target.</summary>
    /// <param name="name">What to call it in messages and reports.</param>
    /// <param name="count">How many examples there are; null for an endless stream.</param>
    /// <param name="input">What an input is.</param>
    /// <param name="target">What a target is.</param>
    protected Dataset(string name, long? count, Field input, Field target) : this(name, count, [input], [target]) { }

    readonly Dataset[] sources = [];

    private protected Dataset Source => sources[0];

    /// <summary>Examples made of those of other sets, of the form of the first: what is not said otherwise is as they have it.</summary>
    private protected Dataset(string name, long? count, params Dataset[] sources) : this(name, count, sources[0].InputFields, sources[0].TargetFields) => this.sources = sources;

    /// <summary>Examples of another form, made of those of another set one by one.</summary>
    private protected Dataset(Dataset source, IReadOnlyList<Field> inputs, IReadOnlyList<Field> targets) : this(source.Name, source.Count, inputs, targets) => sources = [source];

    /// <summary>What the set is called in messages and reports.</summary>
    public string Name { get; } = name;

    /// <summary>How many examples there are; null for an endless stream.</summary>
    public long? Count { get; } = count;

    /// <summary>What the parts of an input are.</summary>
    public IReadOnlyList<Field> InputFields { get; } = Some(inputs, name, "inputs");

    /// <summary>What the parts of a target are.</summary>
    public IReadOnlyList<Field> TargetFields { get; } = Some(targets, name, "targets");

    /// <summary>What an input is.</summary>
    /// <exception cref="InvalidOperationException">It has several parts.</exception>
    public Field Input => Only(InputFields, "input");

    /// <summary>What a target is.</summary>
    /// <exception cref="InvalidOperationException">It has several parts.</exception>
    public Field Target => Only(TargetFields, "target");

    /// <summary>What an endless set changes when it draws other examples than before: tells the runs that began with them.</summary>
    public virtual int Revision => 1 + sources.Sum(source => source.Revision - 1);

    /// <summary>Whether reading costs little more than copying, so that prefetching on another thread does not pay.</summary>
    public virtual bool IsImmediate => sources.Length > 0 && sources.All(source => source.IsImmediate);

    /// <summary>The set as it is judged: the same data, each part of it once.</summary>
    public virtual Dataset Once => this;

    /// <summary>Whether learning goes through it once, from its beginning to its end, so that every batch is new.</summary>
    public virtual bool IsPassedOnce => Count is null || sources.Length > 0 && sources.All(source => source is { IsPassedOnce: true, Count: not null });

    /// <summary>Which examples make up the batches that are learnt from: what is passed once in its order, anything else shuffled anew
    /// every epoch.</summary>
    /// <param name="batchSize">The most examples in a batch; of a smaller set, all of it.</param>
    /// <param name="seed">Decides what is left to chance.</param>
    public virtual Sampler Order(int batchSize, long seed)
    {
        if (sources is [var whole] && whole.Count == Count) return whole.Order(batchSize, seed);
        int most = (int)Math.Min(batchSize, Count ?? batchSize);
        return IsPassedOnce && Count is { } count ? new SequentialSampler(count, most) : Sampler.For(Count, most, seed);
    }

    /// <summary>Writes example <paramref name="index"/>: as many numbers as its fields say; empty cells are skipped.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such example.</exception>
    /// <exception cref="ArgumentException">The cells are of the wrong type or length.</exception>
    /// <exception cref="DataException">The example cannot be read.</exception>
    public void Read(long index, Cells input, Cells target) => Read([index], input, target);

    /// <summary>Writes several examples, one after the other.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such example.</exception>
    /// <exception cref="ArgumentException">The cells are of the wrong type or length.</exception>
    /// <exception cref="DataException">An example cannot be read.</exception>
    public void Read(ReadOnlySpan<long> indices, Cells inputs, Cells targets)
    {
        Check(inputs, InputFields, indices.Length, "inputs");
        Check(targets, TargetFields, indices.Length, "targets");
        foreach (long index in indices)
            if (index < 0 || index >= Count) throw new ArgumentOutOfRangeException(nameof(indices), $"Dataset '{Name}' has no example {index}: it has {Count?.ToString() ?? "no end"}.");
        Fill(indices, inputs, targets);
    }

    /// <summary>Writes one example; arguments have been checked, either of the cells may be empty.</summary>
    protected abstract void Fill(long index, Cells input, Cells target);

    /// <summary>Writes several examples; for sets that do many at once quicker than one by one.</summary>
    protected virtual void Fill(ReadOnlySpan<long> indices, Cells inputs, Cells targets)
    {
        for (int i = 0; i < indices.Length; i++)
        {
            try
            {
                Fill(indices[i], inputs.Row(i, InputFields), targets.Row(i, TargetFields));
            }
            catch (Exception failure) when (failure is not (DataException or OperationCanceledException))
            {
                throw new DataException($"Dataset '{Name}': example {indices[i]} cannot be read: {failure.Message}", failure);
            }
        }
    }

    /// <summary>The label of an example whose target is one class.</summary>
    /// <exception cref="InvalidOperationException">The target is not one class.</exception>
    public int LabelOf(long index)
    {
        if (TargetFields is not [LabelField]) throw new InvalidOperationException($"Dataset '{Name}' has no class labels: its target is {Said(TargetFields)}.");
        Span<int> label = stackalloc int[1];
        Read(index, default, label);
        return label[0];
    }

    void Check(Cells cells, IReadOnlyList<Field> fields, int rows, string side)
    {
        if (cells.IsEmpty) return;
        if (cells.Parts != fields.Count) throw new ArgumentException($"Dataset '{Name}': {side} have {fields.Count} parts, {Said(fields)}; got room for {cells.Parts}.");
        for (int part = 0; part < fields.Count; part++) Check(cells[part], fields[part], rows, side);
    }

    void Check(Cells cells, Field field, int rows, string side)
    {
        bool typed = field.IsInteger ? cells.Floats.IsEmpty : cells.Integers.IsEmpty;
        if (!typed || cells.Length != (long)rows * field.Size)
            throw new ArgumentException($"Dataset '{Name}': {side} of {rows} examples are {rows} × {field}, got room for {cells.Length} {(cells.Integers.IsEmpty ? "floats" : "labels")}.");
    }

    static IReadOnlyList<Field> Some(IReadOnlyList<Field> fields, string name, string side)
        => fields.Count > 0 ? fields : throw new ArgumentException($"Dataset '{name}' has no {side}: an example has at least one part on each side.");

    Field Only(IReadOnlyList<Field> fields, string side) => fields.Count == 1 ? fields[0]
        : throw new InvalidOperationException($"Dataset '{Name}': its {side} has {fields.Count} parts, {Said(fields)}: ask for them by their places.");

    /// <summary>Whether examples of both have one form.</summary>
    public bool IsLike(Dataset other) => Match(InputFields, other.InputFields) && Match(TargetFields, other.TargetFields);

    internal static bool Match(IReadOnlyList<Field> one, IReadOnlyList<Field> other) => one.Count == other.Count && one.Zip(other).All(pair => pair.First.Matches(pair.Second));

    /// <summary>What an example is, in words: "reals [4] → 3 classes".</summary>
    public string Form => $"{Said(InputFields)} → {Said(TargetFields)}";

    static string Said(IReadOnlyList<Field> fields) => string.Join(" and ", fields);

    /// <summary>The <paramref name="count"/> examples from <paramref name="start"/> on, for example the first thousand of an endless stream.</summary>
    /// <exception cref="DataException">The range is empty or reaches beyond the last example.</exception>
    public Dataset Range(long start, long count) => new RangeDataset(Name, this, start, count);

    /// <summary>For example "mnist-train: 60000 examples, reals [1, 28, 28] → 10 classes".</summary>
    public override string ToString() => $"{Name}: {Count?.ToString() ?? "endless"} examples, {Form}";
}
