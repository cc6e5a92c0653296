namespace Nabla.Operations;

/// <summary>The variance over axes.</summary>
public static class VarianceOperation
{
    extension(Tensor x)
    {
        /// <summary>The variance over the given axes, or over all: Σ(x − mean)²/n, or /(n − 1) if unbiased, which is NaN for n = 1.</summary>
        /// <exception cref="ArgumentException">An axis is named twice or is not there, or x holds no real numbers.</exception>
        public Tensor Variance(bool unbiased = false, params ReadOnlySpan<int> axes)
        {
            Operand.RequireReal(x, "Variance");
            bool[] reduced = ReduceOperation.Reduced(x.Shape, axes, "Variance");
            if (x.Count == 0 || x.Family<IVarianceKernels>() is not { } kernels) return Composed(x, unbiased, axes);
            var (mean, variance) = Tape.Pause(() => Statistics(kernels, x, reduced));
            double count = (double)x.Count / variance.Count, degrees = unbiased ? count - 1 : count;
            Tensor result = Tape.Pause(() => unbiased ? variance * (count / degrees) : variance);
            if (Tape.Current is { } tape && tape.Link(x) is { IsNeeded: true } link) tape.Append(result, new VarianceNode(link, x, mean, 2 / degrees));
            return result.Reshape(ReduceOperation.Drop(result.Shape, reduced));
        }
    }

    /// <summary>The same in plain operations. Through the mean flows no gradient, as Σ(x − mean) = 0.</summary>
    public static Tensor Composed(Tensor x, bool unbiased, params ReadOnlySpan<int> axes)
    {
        Tensor mean = x.Detach().Reduce(Reduction.Mean, keepAxes: true, axes);
        Tensor variance = (x - mean).Square().Mean(axes);
        if (!unbiased) return variance;
        double n = (double)x.Count / Math.Max(1, variance.Count);
        return variance * (n / (n - 1));
    }

    /// <summary>Mean and biased variance with the reduced axes kept. Each run of neighbouring axes takes one kernel, from the last to the first.</summary>
    static (Tensor Mean, Tensor Variance) Statistics(IVarianceKernels kernels, Tensor x, bool[] reduced)
    {
        if (!x.IsContiguous && ReduceOperation.InMemoryOrder(x) is var (dense, order))
        {
            // A view that shows all of its memory in another order is read where it lies.
            var (folded, spread) = Statistics(kernels, dense, [.. order.Select(axis => reduced[axis])]);
            int[] back = ViewOperation.Inverse(order);
            return (folded.Permute(back).Contiguous(), spread.Permute(back).Contiguous());
        }
        Tensor mean = x.Contiguous();
        Tensor? within = null;
        for (int axis = x.Rank - 1; axis >= 0; axis--)
        {
            if (!reduced[axis]) continue;
            int end = axis + 1;
            while (axis > 0 && (reduced[axis - 1] || x.Shape[axis - 1] == 1)) axis--;
            (mean, Tensor between) = Statistics(kernels, mean, axis, end);
            // Of groups of one size, the variance is the mean of their variances and the variance of their means.
            within = within is null ? between : between + ReduceOperation.Fold(within, axis, end, Reduction.Mean);
        }
        return within is null ? Statistics(kernels, mean, x.Rank, x.Rank) : (mean, within); // no axes at all: a scalar
    }

    static (Tensor Mean, Tensor Variance) Statistics(IVarianceKernels kernels, Tensor x, int from, int to)
    {
        Span<int> extents = stackalloc int[x.Rank];
        x.Shape.Span.CopyTo(extents);
        extents[from..to].Fill(1);
        Shape kept = new(extents);
        Tensor mean = x.EmptyLike(kept, "Variance"), variance = x.EmptyLike(kept, "Variance");
        kernels.Variance(new(x.Shape.CountOf(0, from), x.Shape.CountOf(from, to), x.Shape.CountOf(to, x.Rank), x.Region, mean.Region, variance.Region));
        return (mean, variance);
    }

    sealed class VarianceNode : Node
    {
        readonly Link link;
        readonly Tensor x, mean;
        readonly double factor;

        public VarianceNode(Link link, Tensor x, Tensor mean, double factor)
        {
            (this.link, this.factor) = (link, factor);
            this.x = Save(x);
            this.mean = Save(mean);
        }

        public override string Name => "Variance";

        // dx = (x − mean)·dy·2/n: through the mean flows nothing, as Σ(x − mean) = 0.
        public override void Backward(Tape tape, Tensor gradient)
        {
            Tensor slope = gradient.Reshape(mean.Shape) * factor, dx = tape.Room(link, x.Shape);
            Write(x, mean, dx, new Subtract());
            Write(dx, slope, dx, new Multiply());
            tape.Add(link, dx);
        }

        // Element by element, so that the result may be the first operand.
        static void Write<F>(Tensor a, Tensor b, Tensor y, F formula) where F : struct, IBinaryFormula
        {
            Strides stridesA = Broadcast.Strides(a, y.Shape), stridesB = Broadcast.Strides(b, y.Shape);
            a.Kernels.Zip(formula, a.Region, stridesA.Span(y.Rank), b.Region, stridesB.Span(y.Rank), y.Region, y.Shape.Span);
        }
    }
}
