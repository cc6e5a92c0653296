namespace Nabla.Operations;

/// <summary>The variance over axes.</summary>
public static class VarianceOperation
{
    extension(Tensor x)
    {
        /// <summary>The variance over the given axes, or over all: Σ(x − mean)²/n, or /(n − 1) if unbiased, which is NaN for n = 1.</summary>
        /// <exception cref="ArgumentException">An axis is named twice, or x holds no real numbers.</exception>
        public Tensor Variance(bool unbiased = false, params ReadOnlySpan<int> axes)
        {
            Operand.RequireReal(x, "Variance");
            bool[] reduced = ReduceOperation.Reduced(x.Shape, axes, "Variance");
            if (x.Family<IVarianceKernels>() is not { } kernels || x.Count == 0 || Statistics(kernels, x, reduced) is not var (mean, variance)) return Composed(x, unbiased, axes);
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

    // Of fewer numbers than these the means are as much work as the numbers: plain operations are quicker.
    const int Few = 16;

    /// <summary>Mean and biased variance with the reduced axes kept; null where these are not neighbours in memory, or there is little to reduce.</summary>
    static (Tensor Mean, Tensor Variance)? Statistics(IVarianceKernels kernels, Tensor x, bool[] reduced) => Tape.Pause<(Tensor, Tensor)?>(() =>
    {
        if (!x.IsContiguous && ReduceOperation.InMemoryOrder(x) is var (dense, order))
        {
            // A view that shows all of its memory in another order is read where it lies.
            if (Statistics(kernels, dense, [.. order.Select(axis => reduced[axis])]) is not var (mean, variance)) return null;
            int[] back = ViewOperation.Inverse(order);
            return (mean.Permute(back).Contiguous(), variance.Permute(back).Contiguous());
        }
        int from = Array.IndexOf(reduced, true), to = Array.LastIndexOf(reduced, true) + 1;
        if (from < 0) (from, to) = (x.Rank, x.Rank);
        if (x.Shape.CountOf(from, to) < Few) return null;
        for (int axis = from; axis < to; axis++) if (!reduced[axis] && x.Shape[axis] > 1) return null;
        return Statistics(kernels, x.Contiguous(), from, to);
    });

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
