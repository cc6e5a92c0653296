namespace Nabla.Operations;

/// <summary>Softmax and the negative log-likelihood of the right class, fused: one number a row.</summary>
public static class CrossEntropyOperation
{
    extension(Tensor logits)
    {
        /// <summary>−Σ_c q_c log softmax(logits)_c for each row: logits [*, classes], labels [*] of Int32 → [*]. With label smoothing s, q = (1 −
        /// s)·onehot + s/classes (Szegedy et al. 2016, arXiv:1512.00567, section 7). A negative label is ignored: its loss is 0.</summary>
        /// <exception cref="ArgumentException">Shapes or types do not fit, or a label is no class.</exception>
        public Tensor CrossEntropy(Tensor labels, double smoothing = 0)
        {
            (logits, labels) = (logits.Contiguous(), labels.Contiguous());
            Check(logits, labels, smoothing);
            if (logits.Family<ICrossEntropyKernels>() is not { } kernels) return Composed(logits, labels, smoothing);
            Run(kernels, logits, labels, smoothing, out Tensor losses, out Tensor logSumExp);
            if (Tape.Current is { } tape && tape.Link(logits) is { IsNeeded: true } link)
                tape.Append(losses, new CrossEntropyNode(kernels, link, logits, labels, logSumExp, smoothing, counted: 0));
            return losses;
        }

        /// <summary>The mean of <see cref="CrossEntropy"/> over the labels that are not negative, as one operation; 0 if there are none.</summary>
        /// <exception cref="ArgumentException">Shapes or types do not fit, or a label is no class.</exception>
        public Tensor CrossEntropyMean(Tensor labels, double smoothing = 0)
        {
            (logits, labels) = (logits.Contiguous(), labels.Contiguous());
            long counted = Math.Max(1, labels.Count - Check(logits, labels, smoothing));
            if (logits.Family<ICrossEntropyKernels>() is not { } kernels) return Composed(logits, labels, smoothing).Sum() * (1.0 / counted);
            Run(kernels, logits, labels, smoothing, out Tensor losses, out Tensor logSumExp);
            Tensor mean = logits.EmptyLike([], "CrossEntropyMean");
            logits.Kernels.Reduce(Reduction.Sum, losses.Region, mean.Region, 1, losses.Count, 1, accumulate: false);
            logits.Kernels.Map(new ScaleShift(1.0 / counted, 0), mean.Region, mean.Region, 1);
            if (Tape.Current is { } tape && tape.Link(logits) is { IsNeeded: true } link)
                tape.Append(mean, new CrossEntropyNode(kernels, link, logits, labels, logSumExp, smoothing, counted));
            return mean;
        }
    }

    /// <summary>The same in plain operations.</summary>
    public static Tensor Composed(Tensor logits, Tensor labels, double smoothing)
    {
        int classes = logits.Shape[^1];
        int[] label = labels.ToArray<int>(), counted = [.. Enumerable.Range(0, label.Length).Where(row => label[row] >= 0)];
        // Rows that are ignored are left out: 0 times what is not finite would not be 0. Then where each other row's class lies among its logits.
        Tensor rows = Tensor.From(counted, [counted.Length], logits.Device);
        Tensor places = Tensor.From(counted.Select((row, i) => i * classes + label[row]).ToArray(), rows.Shape, logits.Device);
        Tensor logarithms = logits.Reshape(label.Length, classes).Gather(rows).LogSoftmax(), likelihood = logarithms.Reshape(counted.Length * classes).Gather(places);
        if (smoothing != 0) likelihood = likelihood * (1 - smoothing) + logarithms.Sum(-1) * (smoothing / classes);
        return Tensor.Zeros([label.Length], logits.DataType, logits.Device).ScatterAdd(rows, -likelihood).Reshape(labels.Shape);
    }

    static void Run(ICrossEntropyKernels kernels, Tensor logits, Tensor labels, double smoothing, out Tensor losses, out Tensor logSumExp)
    {
        losses = logits.EmptyLike(labels.Shape, "CrossEntropy");
        logSumExp = logits.EmptyLike([2, (int)labels.Count], "CrossEntropy");
        kernels.CrossEntropy(new(labels.Count, logits.Shape[^1], smoothing, logits.Region, labels.Region, logSumExp.Region, losses.Region));
    }

    // Returns how many labels are negative.
    static int Check(Tensor logits, Tensor labels, double smoothing)
    {
        Operand.RequireReal(logits, "CrossEntropy");
        Operand.RequireIndices(logits, labels, "CrossEntropy", "labels");
        if (logits.Rank != labels.Rank + 1 || new Shape(logits.Shape.Span[..^1]) != labels.Shape)
            throw new ArgumentException($"CrossEntropy: expected labels of shape [{string.Join(", ", logits.Shape.ToArray()[..^1])}] for logits {logits.Shape}, got {labels.Shape}.");
        if (smoothing is not (>= 0 and < 1)) throw new ArgumentException($"CrossEntropy: expected label smoothing in [0, 1), got {smoothing}.");
        return RowIndices.Check(labels, logits.Shape[^1], "CrossEntropy", "label", "class", allowNegative: true);
    }

    sealed class CrossEntropyNode : Node
    {
        readonly ICrossEntropyKernels kernels;
        readonly Link link;
        readonly Tensor logits, labels, logSumExp;
        readonly double smoothing;
        readonly long counted;

        // counted: how many labels one mean was taken of; 0 if each row has a gradient of its own.
        public CrossEntropyNode(ICrossEntropyKernels kernels, Link link, Tensor logits, Tensor labels, Tensor logSumExp, double smoothing, long counted) =>
            (this.kernels, this.link, this.logits, this.labels, this.logSumExp, this.smoothing, this.counted) =
                (kernels, link, Save(logits), Save(labels), Save(logSumExp), smoothing, counted);

        public override string Name => "CrossEntropy";

        public override void Backward(Tape tape, Tensor gradient)
        {
            Tensor dx = tape.Room(link, logits.Shape), share = counted > 0 ? gradient * (1.0 / counted) : gradient;
            kernels.CrossEntropyGradient(new(labels.Count, logits.Shape[^1], smoothing, logits.Region, labels.Region, logSumExp.Region,
                Dlosses: share.Region, Stride: counted > 0 ? 0 : 1, Dx: dx.Region));
            tape.Add(link, dx);
        }
    }
}
