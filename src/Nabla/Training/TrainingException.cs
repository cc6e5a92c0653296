namespace Nabla.Training;

/// <summary>A training run that cannot go on; the message says why, what was saved, and what to try.</summary>
public sealed class TrainingException(string message, Exception? inner = null) : Exception(message, inner)
{
    internal static TrainingException NotFinite(long step, in StepOutcome outcome, string culprit, string saved)
    {
        (string what, double value) = double.IsFinite(outcome.Loss) ? ("the gradient's norm", outcome.GradientNorm) : ("the loss", outcome.Loss);
        return new($"Step {step + 1}: {what} is {value}. {culprit} The weights are as after step {step}; {saved}. Try a smaller learning rate, warm-up or clipping.");
    }
}
