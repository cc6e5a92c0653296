using Nabla.Metrics;

namespace Nabla.Training;

/// <summary>What judging a model on a set came to.</summary>
/// <param name="Loss">The mean loss over all targets that count.</param>
/// <param name="Confusion">Which class was taken for which, where a target is one class.</param>
public sealed record Judgement(double Loss, Confusion? Confusion)
{
    /// <summary>How many targets counted: examples, or the tokens of sequences that are not left out (−1).</summary>
    public long Counted { get; init; }

    /// <summary>Of next tokens of text, the mean −log p in nats: the loss, but for its smoothing; null where no language is judged.</summary>
    public double? Nats { get; init; }

    /// <summary>The share of sequences of which every token is right, where sequences become others: what greedy decoding gets right as a whole.</summary>
    public double? WholeRight { get; init; }

    /// <summary>The share of right answers, where there are such.</summary>
    public double? Accuracy => Confusion?.Accuracy ?? WholeRight;

    /// <summary>exp(nats): among how many equally likely tokens the model would be as unsure; null where no language is judged.</summary>
    public double? Perplexity => Nats is { } nats ? Math.Exp(nats) : null;
}
