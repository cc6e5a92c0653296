namespace Nabla.Tasks;

/// <summary>Numbers for an example. They may be learnt in units of their deviation; measures and predictions are in those of the data.</summary>
public sealed class Regression : LearningTask
{
    readonly RealField target;

    Regression(IReadOnlyList<Field> inputs, RealField target, Loss loss) : base("regression", inputs, [target], loss) => this.target = target;

    internal static LearningTask? TryFor(IReadOnlyList<Field> inputs, IReadOnlyList<Field> targets, LossChoice loss) =>
        targets is [RealField target] ? new Regression(inputs, target, loss.For(target, new MeanSquaredError())) : null;

    /// <summary>One for each number to predict.</summary>
    public override int Outputs => target.Size;

    /// <inheritdoc/>
    public override IReadOnlyList<Metric> NewMetrics() => [new Errors(this)];

    /// <inheritdoc/>
    public override void Check(Module model, Tensor output)
    {
        if (target.Shape.Rank <= 1) base.Check(model, output);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Prediction> Predict(Module model, Batch batch)
    {
        float[] numbers = Undone(Scope.Run(() => Answer(model, batch).Flatten().ToArray<float>()));
        return [.. numbers.Chunk(target.Size).Select(row => new NumberPrediction(row))];
    }

    /// <inheritdoc/>
    public override string Truth(Dataset dataset, long index)
    {
        var values = new float[target.Size];
        dataset.Read(index, default, values);
        return NumberPrediction.Said(values);
    }

    /// <inheritdoc/>
    public override string Describe(Judgement judged) => $"loss {Measure.Short(judged.Loss)}";

    float[] Undone(float[] numbers) => Scaling.IsNone ? numbers : Scaling.Undo(numbers, numbers.Length / target.Size, target.Size);

    sealed class Errors(Regression task) : Metric
    {
        readonly RegressionErrors errors = new(task.target.Size);

        public override IEnumerable<Measure> Measures =>
        [
            new("rmse", errors.RootMeanSquare) { Title = "RMSE", Note = "in the units of the data" }, new("mae", errors.MeanAbsolute) { Title = "MAE" },
            new("r2", errors.Determination) { Title = "R²", HigherIsBetter = true },
        ];

        public override void Add(Answers answers)
        {
            int size = task.target.Size;
            float[] predicted = task.Undone(answers.Output.Flatten().ToArray<float>()), truth = task.Undone(answers.Batch.Targets.Floats.ToArray());
            for (int i = 0; i < predicted.Length; i += size) errors.Add(truth.AsSpan(i, size), predicted.AsSpan(i, size));
        }
    }
}
