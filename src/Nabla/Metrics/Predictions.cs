using Nabla.Operations;
using Nabla.Tensors;

namespace Nabla.Metrics;

/// <summary>Turns outputs of a classifier into classes.</summary>
public static class Predictions
{
    /// <summary>The class of each row: the largest of several outputs [rows, classes], or the sign of a single one [rows, 1] (0 or 1).</summary>
    public static int[] Of(Tensor output)
    {
        if (output.Shape[^1] > 1) return output.ArgMax().ToArray<int>();
        float[] scores = output.ToArray<float>();
        return Array.ConvertAll(scores, score => score > 0 ? 1 : 0);
    }

    /// <summary>The share of rows whose predicted class is the label; NaN of none.</summary>
    public static double Accuracy(Tensor output, ReadOnlySpan<int> labels)
    {
        int[] predicted = Of(output);
        int correct = 0;
        for (int i = 0; i < predicted.Length; i++) if (predicted[i] == labels[i]) correct++;
        return (double)correct / predicted.Length;
    }
}
