namespace Nabla.Metrics;

/// <summary>What a model said of a batch, next to what is right.</summary>
/// <param name="output">What it said.</param>
/// <param name="batch">The examples.</param>
/// <param name="loss">The mean loss over the targets that count.</param>
public sealed class Answers(Tensor output, Batch batch, double loss)
{
    /// <summary>The mean loss over the targets that count.</summary>
    public double Loss => loss;

    /// <summary>What the model said, [rows, …].</summary>
    public Tensor Output => output;

    /// <summary>The examples.</summary>
    public Batch Batch => batch;

    /// <summary>Of a classifier, the class of each row of the output; at each place, where sequences come out.</summary>
    public int[] Predicted => field ??= Predictions.Of(output);
}
