using Nabla.Optimizers;
using Nabla.Schedules;

namespace Nabla.Training;

/// <summary>The lecture's four stages on one batch: forward, evaluation of the loss, backward, update. Owns no data and no loop: the smallest thing
/// that trains.</summary>
public sealed class TrainStep
{
    readonly Tape tape = Tape.Reusable();
    readonly LossChoice? loss;
    readonly Snapshot buffers; // running statistics before the first batch of the update
    LearningTask? task;
    Tensor[] inputs = [], targets = [];
    double summedLoss, weights, unit;
    long right, scored;
    int batches;

    /// <summary>A step that learns a task.</summary>
    /// <param name="model">What is trained.</param>
    /// <param name="task">What is learnt.</param>
    /// <param name="optimizer">What makes the updates.</param>
    public TrainStep(Module model, LearningTask task, Optimizer optimizer) =>
        (Model, this.task, Optimizer, buffers) = (model, task, Fitting(optimizer, model), Snapshot.OfBuffers(model));

    /// <summary>A step that makes a loss small; the first batch says what the task is.</summary>
    /// <param name="model">What is trained.</param>
    /// <param name="loss">What is made small.</param>
    /// <param name="optimizer">What makes the updates.</param>
    public TrainStep(Module model, Loss loss, Optimizer optimizer) =>
        (Model, this.loss, Optimizer, buffers) = (model, LossChoice.Of(loss), Fitting(optimizer, model), Snapshot.OfBuffers(model));

    /// <summary>The learning rate that the schedule's factor multiplies.</summary>
    public double LearningRate { get; init => field = OptimizerSettings.NotNegative(value, "TrainStep", nameof(LearningRate)); } = 1e-3;

    /// <summary>The factor on the learning rate by updates made.</summary>
    public Schedule Schedule { get; set; } = new Fixed();

    /// <summary>The clipping of gradients.</summary>
    public GradientClipping Clipping { get; init; } = GradientClipping.None;

    /// <summary>What is trained.</summary>
    public Module Model { get; }

    /// <summary>What makes the updates.</summary>
    public Optimizer Optimizer { get; }

    /// <summary>What is learnt from data of some form.</summary>
    /// <exception cref="FormatException">The loss does not fit the data, or nothing is known that learns such data.</exception>
    public LearningTask TaskOf(IReadOnlyList<Field> inputs, IReadOnlyList<Field> targets) => task ??= LearningTask.For(inputs, targets, loss);

    /// <summary>Forward, loss and backward on a batch; gradients add up until <see cref="Update"/>, each batch by as many targets as count in it: the
    /// mean over all of them is what is stepped with, as if they were one batch. When it throws, all is as it was before the first batch since the last
    /// update: gradients are gone, and running statistics stand as they did.</summary>
    /// <param name="batch">The examples.</param>
    /// <param name="draw">What random choices of this pass depend on: distinct for each batch of a run.</param>
    public void Accumulate(Batch batch, long draw)
    {
        if (batches++ == 0) buffers.Take();
        using var scope = new ScopeRelay();
        try
        {
            LearningTask learnt = TaskOf(batch.InputFields, batch.TargetFields);
            if (inputs.Length != batch.InputFields.Count) inputs = new Tensor[batch.InputFields.Count];
            if (targets.Length != batch.TargetFields.Count) targets = new Tensor[batch.TargetFields.Count];
            Device device = Optimizer.Arena.Values.Device;
            batch.InputTensors(inputs, device);
            batch.TargetTensors(targets, device);
            tape.Restart(draw);
            Tensor output = Model.Call(inputs);
            learnt.Check(Model, output);
            Tensor mean = learnt.MeanLoss(output, targets);
            double weight = WeightOf(learnt.CountOf(batch));
            if (weight > 0)
            {
                tape.Backward(weight == 1 ? mean : mean * weight);
                (summedLoss, weights) = (summedLoss + weight * mean.ToScalar(), weights + weight);
            }
            (long rightHere, long of) = learnt.Score(output, batch);
            (right, scored) = (right + rightHere, scored + of);
        }
        catch
        {
            tape.Stop();
            Discard();
            throw;
        }
        tape.Stop();
    }

    /// <summary>Forgets the batches since the last update, as if there had been none.</summary>
    internal void Discard()
    {
        if (batches > 0) buffers.Restore();
        Clear();
    }

    // Parameters of the model that the arena lacks are frozen; others than the model's would never have a gradient.
    static Optimizer Fitting(Optimizer optimizer, Module model)
    {
        var own = new HashSet<Parameter>(model.Parameters);
        return optimizer.Arena.Parameters.FirstOrDefault(parameter => !own.Contains(parameter)) is not { } other ? optimizer
            : throw new ArgumentException($"TrainStep: the optimizer steps '{other.Path}', which is no parameter of {model.Title}: "
                + "make its arena of this model, new ParameterArena(model.Parameters).");
    }

    // The first batch of which something counts weighs 1, so that batches of one size are added as they are.
    double WeightOf(int count)
    {
        if (weights == 0) unit = count;
        return count == 0 ? 0 : count / unit;
    }

    /// <summary>One update with the mean of the gradients added up since the last. If loss or gradient are not finite, all is as it
    /// was before these batches, running statistics too.</summary>
    /// <param name="step">Updates made before.</param>
    public StepOutcome Update(long step)
    {
        double scale = weights > 0 ? 1.0 / weights : 1, meanLoss = summedLoss * scale;
        ClippedGradients gradient = Clipping.Apply(Optimizer.Arena, scale);
        double factor = Schedule.At(step), rate = LearningRate * factor;
        var outcome = new StepOutcome(meanLoss, scored > 0 ? Measure.Share(task!.ScoreName, (double)right / scored) : null, rate, gradient.Norm);
        if (outcome.IsFinite) Optimizer.Step(rate, gradient.Scale, factor);
        else buffers.Restore();
        Clear();
        return outcome;
    }

    void Clear()
    {
        Optimizer.Arena.ClearGradients();
        (summedLoss, weights, right, scored, batches) = (0, 0, 0, 0, 0);
    }

    /// <summary>Runs the batches of an update once more to say which module or gradient first was not a number.</summary>
    internal string FindNonFinite(Loader again, long draw, int count)
    {
        var finder = new NonFiniteFinder();
        Parameter? Bad(Func<Parameter, Tensor> of) => Optimizer.Arena.Parameters.FirstOrDefault(p => !double.IsFinite(of(p).SumOfSquares()));
        Parameter? gradient = null;
        for (int i = 0; i < count && finder.First is null && gradient is null && double.IsFinite(summedLoss); i++)
        {
            again.MoveNext();
            Module.Observed(finder, () =>
            {
                Accumulate(again.Current, draw + i);
                return true;
            });
            gradient = Bad(p => p.Value.Gradient!);
        }
        buffers.Restore();
        Clear();
        if (Bad(p => p.Value) is { } weights) return $"The weights '{weights.Path}' are not finite themselves.";
        if (finder.First is not null) return $"The first result that is not finite came from {finder.First.Title}.";
        return gradient is null ? $"All layers were finite: it is {task!.Loss.GetType().Name} that overflows."
            : $"All layers were finite: the first gradient that is not is that of '{gradient.Path}'.";
    }
}

/// <summary>What one update came to.</summary>
/// <param name="Loss">The mean loss before the update.</param>
/// <param name="Score">The share answered right before the update, where the task has one.</param>
/// <param name="LearningRate">The rate of the update.</param>
/// <param name="GradientNorm">The global norm of the mean gradient, before clipping.</param>
public readonly record struct StepOutcome(double Loss, Measure? Score, double LearningRate, double GradientNorm)
{
    /// <summary>Whether loss and gradient are numbers; if not, no update was made.</summary>
    public bool IsFinite => double.IsFinite(Loss) && double.IsFinite(GradientNorm);
}
