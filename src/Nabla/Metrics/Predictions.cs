namespace Nabla.Metrics;

/// <summary>Turns outputs of a classifier into classes.</summary>
public static class Predictions
{
    /// <summary>The class of each row: the largest of several outputs [rows, classes], or the sign of a single one [rows, 1] (0 or 1).</summary>
    public static int[] Of(Tensor output)
    {
        var predicted = new int[output.Count / output.Shape[^1]];
        Write(output, predicted);
        return predicted;
    }

    /// <summary>The share of rows whose predicted class is the label, but for labels of −1; NaN of none.</summary>
    public static double Accuracy(Tensor output, ReadOnlySpan<int> labels) => (double)Correct(output, labels) / Counted(labels);

    /// <summary>How many labels count: all but those of −1.</summary>
    internal static int Counted(ReadOnlySpan<int> labels) => labels.Length - labels.Count(-1);

    /// <summary>How many rows' predicted class is the label. Leaves no garbage, because every step asks.</summary>
    public static int Correct(Tensor output, ReadOnlySpan<int> labels)
    {
        int[] room = ArrayPool<int>.Shared.Rent(labels.Length);
        Span<int> predicted = room.AsSpan(0, labels.Length);
        Write(output, predicted);
        int correct = 0;
        for (int i = 0; i < predicted.Length; i++) if (predicted[i] == labels[i]) correct++;
        ArrayPool<int>.Shared.Return(room);
        return correct;
    }

    static void Write(Tensor output, Span<int> predicted)
    {
        if (output.Shape[^1] > 1)
        {
            output.ArgMax().CopyTo(predicted);
            return;
        }
        float[] scores = output.To(DataType.Float32).ToArray<float>();
        for (int i = 0; i < predicted.Length; i++) predicted[i] = scores[i] > 0 ? 1 : 0;
    }
}
