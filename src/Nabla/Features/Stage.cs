namespace Nabla.Features;

/// <summary>A fixed change of input rows into other rows, fitted beforehand on training data: a normalizer or a set of features. It never changes and
/// may be used from many threads.</summary>
public abstract class Stage
{
    private protected Stage(int inputSize, int outputSize)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(inputSize);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(outputSize);
        (InputSize, OutputSize) = (inputSize, outputSize);
    }

    /// <summary>Numbers in a row before.</summary>
    public int InputSize { get; }

    /// <summary>Numbers in a row after.</summary>
    public int OutputSize { get; }

    /// <summary>Whether <see cref="Undo"/> leads back.</summary>
    public virtual bool CanUndo => false;

    /// <summary>Changes <paramref name="count"/> rows; <paramref name="outputs"/> must not overlap <paramref name="inputs"/>.</summary>
    /// <exception cref="ArgumentException">There are not as many numbers as the rows need.</exception>
    public void Apply(ReadOnlySpan<float> inputs, int count, Span<float> outputs)
    {
        Check(inputs.Length, outputs.Length, count, InputSize, OutputSize);
        Run(inputs, count, outputs);
    }

    /// <summary>Changes <paramref name="count"/> rows back.</summary>
    /// <exception cref="NotSupportedException">The stage cannot be undone.</exception>
    /// <exception cref="ArgumentException">There are not as many numbers as the rows need.</exception>
    public void Undo(ReadOnlySpan<float> outputs, int count, Span<float> inputs)
    {
        if (!CanUndo) throw new NotSupportedException($"Stage '{Kind}' cannot be undone: it does not keep its inputs apart.");
        Check(outputs.Length, inputs.Length, count, OutputSize, InputSize);
        RunBack(outputs, count, inputs);
    }

    /// <summary>What kind of stage it is, as it is named in a saved state.</summary>
    internal abstract string Kind { get; }

    /// <summary>The numbers that it was fitted to.</summary>
    internal abstract IEnumerable<StageArray> Arrays { get; }

    private protected abstract void Run(ReadOnlySpan<float> inputs, int count, Span<float> outputs);

    private protected virtual void RunBack(ReadOnlySpan<float> outputs, int count, Span<float> inputs) => throw new NotSupportedException();

    /// <summary>A dataset whose inputs went through this stage.</summary>
    public Dataset On(Dataset dataset) => new StagedDataset(dataset, this);

    void Check(int from, int to, int count, int fromSize, int toSize)
    {
        if (from != (long)count * fromSize || to != (long)count * toSize)
            throw new ArgumentException($"Stage '{Kind}' turns {count} rows of {fromSize} numbers into rows of {toSize}, got {from} numbers and room for {to}.");
    }
}
