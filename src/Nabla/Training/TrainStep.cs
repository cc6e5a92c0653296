using Nabla.Data;
using Nabla.Gradients;
using Nabla.Losses;
using Nabla.Memory;
using Nabla.Metrics;
using Nabla.Modules;
using Nabla.Operations;
using Nabla.Optimizers;
using Nabla.Parameters;
using Nabla.Schedules;
using Nabla.Tensors;

namespace Nabla.Training;

/// <summary>
/// The lecture's four stages on one batch: forward, evaluation of the loss, backward, update. Owns no data and no loop:
/// the smallest thing that trains.
/// </summary>
public sealed class TrainStep(Module model, Loss loss, Optimizer optimizer)
{
    readonly Tape tape = Tape.Reusable();
    double summedLoss;
    long correct, rows, passes;

    /// <summary>The learning rate that the schedule's factor multiplies.</summary>
    public double LearningRate { get; init; } = 1e-3;

    /// <summary>The factor on the learning rate by updates made.</summary>
    public Schedule Schedule { get; set; } = new Fixed();

    /// <summary>The clipping of gradients.</summary>
    public GradientClipping Clipping { get; init; } = GradientClipping.None;

    /// <summary>What is trained.</summary>
    public Module Model => model;

    /// <summary>What is made small.</summary>
    public Loss Loss => loss;

    /// <summary>What makes the updates.</summary>
    public Optimizer Optimizer => optimizer;

    /// <summary>Forward, loss and backward on a batch; gradients add up until <see cref="Update"/>.</summary>
    /// <param name="batch">The examples.</param>
    /// <param name="draw">What random choices of this pass depend on: distinct for each batch of a run.</param>
    public void Accumulate(Batch batch, long draw)
    {
        using var scope = new ScopeRelay();
        try
        {
            Tensor input = batch.InputTensor(), target = batch.TargetTensor();
            tape.Restart(draw);
            Tensor output = model.Call(input);
            Tensor mean = loss.Mean(output, target);
            tape.Backward(mean);
            summedLoss += mean.ToScalar();
            if (!batch.Targets.Integers.IsEmpty && batch.Target.Size == 1) Count(output, batch.Targets.Integers);
            passes++;
        }
        finally
        {
            tape.Stop();
        }
    }

    /// <summary>One update with the mean of the gradients added up since the last. Nothing is changed if loss or gradient are not finite.</summary>
    /// <param name="step">Updates made before.</param>
    public StepOutcome Update(long step)
    {
        double scale = 1.0 / passes, meanLoss = summedLoss * scale;
        ClippedGradients gradient = Clipping.Apply(optimizer.Arena, scale);
        double factor = Schedule.At(step), rate = LearningRate * factor;
        var outcome = new StepOutcome(meanLoss, rows > 0 ? (double)correct / rows : null, rate, gradient.Norm);
        if (outcome.IsFinite) optimizer.Step(rate, gradient.Scale, factor);
        optimizer.Arena.ClearGradients();
        (summedLoss, correct, rows, passes) = (0, 0, 0, 0);
        return outcome;
    }

    /// <summary>Runs a batch once more to say which module or gradient first was not a number.</summary>
    internal string FindNonFinite(Batch batch, long draw)
    {
        var finder = new NonFiniteFinder();
        ParameterArena arena = optimizer.Arena;
        Module.Observed(finder, () =>
        {
            Accumulate(batch, draw);
            return true;
        });
        Parameter? parameter = arena.Parameters.FirstOrDefault(p => !IsFinite(p.Value.Gradient!));
        arena.ClearGradients();
        (summedLoss, correct, rows, passes) = (0, 0, 0, 0);
        if (arena.Parameters.FirstOrDefault(p => !IsFinite(p.Value)) is { } weights) return $"The weights '{weights.Path}' are not finite themselves.";
        if (finder.First is not null) return $"The first result that is not finite came from {finder.First.Title}.";
        return parameter is null ? $"All layers were finite: it is {loss.GetType().Name} that overflows." : $"All layers were finite: the first gradient that is not is that of '{parameter.Path}'.";
    }

    static bool IsFinite(Tensor x) => double.IsFinite(x.SumOfSquares());

    void Count(Tensor output, ReadOnlySpan<int> labels)
    {
        correct += Predictions.Correct(output, labels);
        rows += labels.Length;
    }
}

/// <summary>What one update came to.</summary>
/// <param name="Loss">The mean loss before the update.</param>
/// <param name="Accuracy">The share predicted right before the update, for classifiers.</param>
/// <param name="LearningRate">The rate of the update.</param>
/// <param name="GradientNorm">The global norm of the mean gradient, before clipping.</param>
public readonly record struct StepOutcome(double Loss, double? Accuracy, double LearningRate, double GradientNorm)
{
    /// <summary>Whether loss and gradient are numbers; if not, no update was made.</summary>
    public bool IsFinite => double.IsFinite(Loss) && double.IsFinite(GradientNorm);
}
