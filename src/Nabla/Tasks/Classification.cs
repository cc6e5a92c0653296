namespace Nabla.Tasks;

/// <summary>One of several classes for an example: of numbers, such as an image or a row of a table, or of a sequence of tokens.</summary>
public sealed class Classification : LearningTask
{
    readonly LabelField label;

    Classification(IReadOnlyList<Field> inputs, LabelField label, Loss loss) : base("classification", inputs, [label], loss) => this.label = label;

    internal static LearningTask? TryFor(IReadOnlyList<Field> inputs, IReadOnlyList<Field> targets, LossChoice loss)
    {
        if (inputs.Count != 1 || targets is not [LabelField label])
            return inputs.Count > 1 && targets is [LabelField several]
                ? new Classification(inputs, several, loss.For(several, new CrossEntropyLoss())) : null;
        if (label.ClassNames.Count < 2)
            throw new DataException($"The data has only the class '{label.ClassNames[0]}': telling classes apart needs at least two; is the label the right column?");
        return new Classification(inputs, label, loss.For(label, new CrossEntropyLoss()));
    }

    /// <summary>One for each class; a loss that judges by the sign needs one alone.</summary>
    public override int Outputs => Loss.Target == LossTarget.TwoClasses ? 1 : label.ClassNames.Count;

    /// <inheritdoc/>
    public override long LogitsPerExample => label.ClassNames.Count;

    /// <inheritdoc/>
    public override IReadOnlyList<Metric> NewMetrics() => [new ClassMetric(label.ClassNames.Count)];

    /// <inheritdoc/>
    public override (long Right, long Of) Score(Tensor output, Batch batch) => (Predictions.Correct(output, batch.Targets.Integers), CountOf(batch));

    /// <inheritdoc/>
    public override int CountOf(Batch batch) => base.CountOf(batch) is var counted && (counted == batch.Count || Loss.Target == LossTarget.Classes) ? counted
        : throw new DataException($"A label is −1, which {Loss.GetType().Name} cannot leave out: use cross-entropy, or drop such examples.");

    /// <inheritdoc/>
    public override IReadOnlyList<Prediction> Predict(Module model, Batch batch)
    {
        float[] rows = Scope.Run(() => Probabilities(Answer(model, batch)).ToArray<float>());
        return [.. rows.Chunk(label.ClassNames.Count).Select(row => new ClassPrediction(label.ClassNames, row))];
    }

    /// <inheritdoc/>
    public override string Truth(Dataset dataset, long index) => dataset.LabelOf(index) is >= 0 and var right ? label.ClassNames[right] : "";

    // A single output judges two classes by its sign; σ turns it into the probability of the second (for logistic regression exactly that).
    static Tensor Probabilities(Tensor output)
    {
        if (output.Shape[^1] > 1) return output.Softmax();
        Tensor second = output.Sigmoid();
        return Tensor.Concatenate([1 - second, second], 1);
    }
}
