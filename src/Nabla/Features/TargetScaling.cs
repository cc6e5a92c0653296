namespace Nabla.Features;

/// <summary>Numbers to predict, in units of their deviation: a loss, its gradient and a learning rate mean the same for prices and for grams then.
/// Fitted on the training part only, saved with the model, undone at prediction. Classes stay as they are.</summary>
public sealed class TargetScaling
{
    readonly Pipeline pipeline;

    TargetScaling(Pipeline pipeline) => this.pipeline = pipeline;

    /// <summary>Targets as they are.</summary>
    public static TargetScaling None { get; } = new(new Pipeline());

    /// <summary>Whether targets are changed at all.</summary>
    public bool IsNone => pipeline.Stages.Count == 0;

    /// <summary>Mean and deviation of each number to predict; none for classes.</summary>
    /// <param name="train">What is learnt from; it has an end.</param>
    public static TargetScaling Fit(Dataset train) =>
        train.TargetFields is not [RealField] || train.Count is null ? None : new(Pipeline.Fit(new TargetRows(train), rows => Normalizers.Standardize(rows, Spread.Feature)));

    /// <summary>A dataset whose targets are scaled as they are read.</summary>
    public Dataset On(Dataset dataset) => IsNone ? dataset : new ScaledTargets(dataset, pipeline.Stages[0]);

    /// <summary>All parts of a split with scaled targets.</summary>
    public DataSplit On(DataSplit split) => new(On(split.Train), On(split.Test), split.Validation is { } validation ? On(validation) : null);

    /// <summary>Brings <paramref name="count"/> predictions of <paramref name="size"/> numbers back to the units of the data.</summary>
    public float[] Undo(ReadOnlySpan<float> outputs, int count, int size) => pipeline.Undo(outputs, count, size);

    /// <summary>What to save.</summary>
    public IReadOnlyList<StageArray> State() => pipeline.State();

    /// <summary>The scaling of a saved state; none if it is empty.</summary>
    /// <exception cref="DataException">An array is missing, is unknown, is not finite or has the wrong shape.</exception>
    public static TargetScaling Load(IEnumerable<StageArray> state) => new(Pipeline.Load(state));
}
