using Nabla.Data;
using Nabla.Metrics;
using Nabla.Tensors;

namespace Nabla.Training;

/// <summary>Adds up what a model says of one batch after another.</summary>
sealed class Tally(Field input, Field target)
{
    readonly Confusion? confusion = target is { IsClass: true, Shape.Rank: 0 } ? new Confusion(target.ClassNames.Count) : null;
    readonly bool isSequence = target is { IsClass: true, Shape.Rank: > 0 }, isTranslation = target is { IsClass: true, Shape.Rank: > 0 } && input.Shape.Rank == 2;
    double sum, nats;
    long counted, sequences, right;

    /// <summary>What it has come to.</summary>
    public Judgement Judgement => new(sum / counted, confusion)
    {
        Counted = counted, Nats = isSequence && !isTranslation ? nats / counted : null, WholeRight = isTranslation ? (double)right / sequences : null,
    };

    /// <summary>Counts a batch.</summary>
    /// <param name="mean">The mean loss over its targets that count.</param>
    /// <param name="crossEntropy">The mean of −log p of its targets that count, in nats: the loss, but for smoothing.</param>
    /// <param name="output">What the model said.</param>
    /// <param name="batch">The examples.</param>
    public void Add(double mean, double crossEntropy, Tensor output, Batch batch)
    {
        ReadOnlySpan<int> labels = batch.Targets.Integers;
        int counts = isSequence ? labels.Length - labels.Count(-1) : batch.Count;
        if (counts > 0) (sum, nats) = (sum + counts * mean, nats + counts * crossEntropy);
        counted += counts;
        if (confusion is not null) Count(confusion, Predictions.Of(output), labels);
        if (isTranslation) Count(Predictions.Of(output), labels, batch.Count);
    }

    static void Count(Confusion confusion, int[] predicted, ReadOnlySpan<int> labels)
    {
        for (int i = 0; i < predicted.Length; i++) confusion.Add(labels[i], predicted[i]);
    }

    // Every token right, given those before, is the sequence that greedy decoding says.
    void Count(ReadOnlySpan<int> predicted, ReadOnlySpan<int> labels, int rows)
    {
        int length = labels.Length / rows;
        for (int row = 0; row < rows; row++)
        {
            bool all = true;
            for (int i = row * length; i < (row + 1) * length; i++) all &= labels[i] < 0 || labels[i] == predicted[i];
            if (all) right++;
        }
        sequences += rows;
    }
}
