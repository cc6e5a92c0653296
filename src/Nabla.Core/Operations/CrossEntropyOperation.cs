using Nabla.Devices;
using Nabla.Gradients;
using Nabla.Operations.Elementwise;
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
            (logits, labels) = (logits.Contiguous(), labels.Contiguous());
            Check(logits, labels, smoothing);
            Tensor losses = Run(logits, labels, smoothing, out Tensor logSumExp);
            if (Tape.Current is { } tape && tape.Link(logits) is { IsNeeded: true } link)
                tape.Append(losses, new CrossEntropyNode(link, logits, labels, logSumExp, smoothing, counted: 0));
            return losses;
        }

        /// <summary>The mean of <see cref="CrossEntropy"/> over the labels that are not negative, as one operation; 0 if there are none.</summary>
        /// <exception cref="ArgumentException">Shapes or types do not fit, or a label is no class.</exception>
        public Tensor CrossEntropyMean(Tensor labels, double smoothing = 0)
        {
            (logits, labels) = (logits.Contiguous(), labels.Contiguous());
            long counted = Math.Max(1, labels.Count - Check(logits, labels, smoothing));
            Tensor losses = Run(logits, labels, smoothing, out Tensor logSumExp), mean = logits.RentLike([], "CrossEntropyMean");
            logits.Kernels.Reduce(Reduction.Sum, losses.Region, mean.Region, 1, losses.Count, 1, accumulate: false);
            logits.Kernels.Map(new ScaleShift(1.0 / counted, 0), mean.Region, mean.Region, 1);
            if (Tape.Current is { } tape && tape.Link(logits) is { IsNeeded: true } link)
                tape.Append(mean, new CrossEntropyNode(link, logits, labels, logSumExp, smoothing, counted));
            return mean;
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

    static Tensor Run(Tensor logits, Tensor labels, double smoothing, out Tensor logSumExp)
    {
        Tensor losses = logits.RentLike(labels.Shape, "CrossEntropy");
        logSumExp = logits.RentLike(labels.Shape, "CrossEntropy");
        logits.Kernels.CrossEntropy(logits.Region, labels.Region, losses.Region, logSumExp.Region, labels.Count, logits.Shape[^1], smoothing);
        return losses;
    }

    // Returns how many labels are negative.
    static int Check(Tensor logits, Tensor labels, double smoothing)
    {
        Tensor.RequireFloat(logits, "CrossEntropy");
        if (labels.DataType != DataType.Int32) throw new ArgumentException($"CrossEntropy: expected labels of Int32, got {labels.DataType}{labels.Shape}: convert with To(DataType.Int32).");
        if (logits.Rank != labels.Rank + 1 || new Shape(logits.Shape.Span[..^1]) != labels.Shape)
            throw new ArgumentException($"CrossEntropy: expected labels of shape [{string.Join(", ", logits.Shape.ToArray()[..^1])}] for logits {logits.Shape}, got {labels.Shape}.");
        if (smoothing is not (>= 0 and < 1)) throw new ArgumentException($"CrossEntropy: expected label smoothing in [0, 1), got {smoothing}.");
        return RowIndices.Check(labels, logits.Shape[^1], "CrossEntropy", "label", "class", allowNegative: true);
    }

    sealed class CrossEntropyNode : Node
    {
        readonly Link link;
        readonly Tensor logits, labels, logSumExp;
        readonly double smoothing;
        readonly long counted;

        // counted: how many labels one mean was taken of; 0 if each row has a gradient of its own.
        public CrossEntropyNode(Link link, Tensor logits, Tensor labels, Tensor logSumExp, double smoothing, long counted) =>
            (this.link, this.logits, this.labels, this.logSumExp, this.smoothing, this.counted) = (link, Save(logits), Save(labels), Save(logSumExp), smoothing, counted);

        public override string Name => "CrossEntropy";

        public override void Backward(Tape tape, Tensor gradient)
        {
            Tensor dx = gradient.RentLike(logits.Shape, Name), share = counted > 0 ? gradient * (1.0 / counted) : gradient;
            gradient.Kernels.CrossEntropyGradient(logits.Region, labels.Region, logSumExp.Region, share.Region, counted > 0 ? 0 : 1, dx.Region, labels.Count, logits.Shape[^1], smoothing);
            tape.Add(link, dx);
        }
    }
}
