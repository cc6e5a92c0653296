using Nabla.Losses;
using Nabla.Operations;

namespace Nabla.Tests.Differential;

/// <summary>Losses, of each example and their mean.</summary>
static class LossCalls
{
    // Gradients are a probability less what is right, cross-entropies a logarithm less a logit: what is left of two numbers has their last place.
    static readonly Tolerance Few = new(4, OfOne: 2), Logits = new(4, OfOne: 4), Exact = new(2);

    public static IEnumerable<Call> All =>
    [
        .. Both("MeanSquaredError", new MeanSquaredError()), .. Both("MeanAbsoluteError", new MeanAbsoluteError()),
        .. Both("HuberLoss(1)", new HuberLoss(1)), .. Both("HuberLoss(0.25)", new HuberLoss(0.25)),
        .. Both("LogisticLoss, soft labels", new LogisticLoss()),
        .. TwoClasses("LogisticLoss", labels => new LogisticLoss(labels)), .. TwoClasses("HingeLoss", labels => new HingeLoss(labels)),
        .. TwoClasses("SquaredHingeLoss", labels => new SquaredHingeLoss(labels)), .. TwoClasses("PerceptronLoss", labels => new PerceptronLoss(labels)),
        .. CrossEntropy("ordinary logits"), .. CrossEntropy("ignored labels"), .. CrossEntropy("logits of 0 and 10000"), .. CrossEntropy("equal logits of 100000000"),
    ];

    static IEnumerable<Call> Both(string name, Loss loss) => [Each(name, loss), Mean(name, loss)];

    static IEnumerable<Call> TwoClasses(string name, Func<BinaryLabels, Loss> loss) =>
        [.. Both($"{name} 0/1", loss(BinaryLabels.ZeroOne)), Mean($"{name} ±1", loss(BinaryLabels.PlusMinusOne))];

    static Call Each(string name, Loss loss) => Call.Of(name, x => loss.PerExample(x[0], x[1]), loss is LogisticLoss ? Few : Exact);

    static Call Mean(string name, Loss loss) => Call.Of($"{name}, mean", x => loss.Mean(x[0], x[1]), loss is LogisticLoss ? Few : Exact);

    static IEnumerable<Call> CrossEntropy(string logits)
    {
        foreach (double smoothing in new[] { 0, 0.1 })
        {
            var loss = new CrossEntropyLoss(smoothing);
            string name = smoothing > 0 ? $"{logits}, smoothing 0.1" : logits;
            yield return Call.Of($"CrossEntropy, {name}", x => loss.PerExample(x[0], x[1]), Logits, Few);
            yield return Call.Of($"CrossEntropyMean, {name}", x => loss.Mean(x[0], x[1]), Logits, Few);
        }
    }
}
