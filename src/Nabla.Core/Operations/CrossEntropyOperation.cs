using Nabla.Devices;
using Nabla.Gradients;
using Nabla.Tensors;

namespace Nabla.Operations;

/// <summary>Softmax and the negative log-likelihood of the right class, fused: one number a row.</summary>
public static class CrossEntropyOperation
{
    extension(Tensor logits)
    {
        /// <summary>
        /// −Σ_c q_c log softmax(logits)_c for each row: logits [*, classes], labels [*] of Int32 → [*].
        /// With label smoothing s, q = (1 − s)·onehot + s/classes (Szegedy et al. 2016, arXiv:1512.00567, section 7). A negative label is ignored: its loss is 0.
        /// </summary>
        /// <exception cref="ArgumentException">Shapes or types do not fit, or a label is no class.</exception>
        public Tensor CrossEntropy(Tensor labels, double smoothing = 0)
        {
            Check(logits, labels, smoothing);
            logits = logits.Contiguous();
            labels = labels.Contiguous();
            int classes = logits.Shape[^1];
            long rows = labels.Count;
            Tensor losses = logits.RentLike(labels.Shape, "CrossEntropy"), logSumExp = logits.RentLike(labels.Shape, "CrossEntropy");
            logits.Kernels.CrossEntropy(logits.Region, labels.Region, losses.Region, logSumExp.Region, rows, classes, smoothing);
            if (Tape.Current is { } tape && tape.Link(logits) is { IsNeeded: true } link)
                tape.Append(losses, new CrossEntropyNode(link, logits, labels, logSumExp, smoothing));
            return losses;
        }
    }

    /// <summary>The same in plain operations, for labels that are all classes.</summary>
    public static Tensor Composed(Tensor logits, Tensor labels, double smoothing)
    {
        int classes = logits.Shape[^1];
        var target = new double[logits.Count];
        int[] label = labels.ToArray<int>();
        for (int row = 0; row < label.Length; row++)
            for (int c = 0; c < classes; c++)
                target[row * classes + c] = smoothing / classes + (c == label[row] ? 1 - smoothing : 0);
        Tensor q = Tensor.From(target, logits.Shape).To(logits.DataType);
        return -(q * logits.LogSoftmax()).Sum(-1);
    }

    static void Check(Tensor logits, Tensor labels, double smoothing)
    {
        Tensor.RequireFloat(logits, "CrossEntropy");
        if (labels.DataType != DataType.Int32) throw new ArgumentException($"CrossEntropy: expected labels of Int32, got {labels.DataType}{labels.Shape}: convert with To(DataType.Int32).");
        if (logits.Rank != labels.Rank + 1 || new Shape(logits.Shape.Span[..^1]) != labels.Shape)
            throw new ArgumentException($"CrossEntropy: expected labels of shape [{string.Join(", ", logits.Shape.ToArray()[..^1])}] for logits {logits.Shape}, got {labels.Shape}.");
        if (smoothing is not (>= 0 and < 1)) throw new ArgumentException($"CrossEntropy: expected label smoothing in [0, 1), got {smoothing}.");
        RowIndices.Check(labels, logits.Shape[^1], "CrossEntropy", "label", "class", allowNegative: true);
    }

    sealed class CrossEntropyNode : Node
    {
        readonly Link link;
        readonly Tensor logits, labels, logSumExp;
        readonly double smoothing;

        public CrossEntropyNode(Link link, Tensor logits, Tensor labels, Tensor logSumExp, double smoothing) =>
            (this.link, this.logits, this.labels, this.logSumExp, this.smoothing) = (link, Save(logits), Save(labels), Save(logSumExp), smoothing);

        public override string Name => "CrossEntropy";

        public override void Backward(Tape tape, Tensor gradient)
        {
            Tensor dx = gradient.RentLike(logits.Shape, Name);
            gradient.Kernels.CrossEntropyGradient(logits.Region, labels.Region, logSumExp.Region, gradient.Region, 1, dx.Region, labels.Count, logits.Shape[^1], smoothing);
            tape.Add(link, dx);
        }
    }
}
