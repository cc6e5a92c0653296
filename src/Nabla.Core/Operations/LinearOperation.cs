namespace Nabla.Operations;

/// <summary>A fully connected layer as one operation: product, bias and activation in one pass over the output.</summary>
public static class LinearOperation
{
    extension(Tensor x)
    {
        /// <summary>x·weightᵀ + bias: [*, in] · [out, in]ᵀ + [out] → [*, out].</summary>
        /// <exception cref="ArgumentException">Extents or types do not fit.</exception>
        public Tensor Linear(Tensor weight, Tensor? bias = null) => x.Linear(weight, bias, default(Identity));

        /// <summary>f(x·weightᵀ + bias): [*, in] · [out, in]ᵀ + [out] → [*, out].</summary>
        /// <exception cref="ArgumentException">Extents or types do not fit.</exception>
        public Tensor Linear<F>(Tensor weight, Tensor? bias, F activation) where F : struct, IUnaryFormula
        {
            Check(x, weight, bias);
            x = x.Contiguous();
            weight = weight.Contiguous();
            if (Tape.Current is not { } tape) return Run(x, weight, bias, activation);
            Link linkX = tape.Link(x), linkWeight = tape.Link(weight), linkBias = bias is null ? default : tape.Link(bias);
            if (!linkX.IsNeeded && !linkWeight.IsNeeded && !linkBias.IsNeeded) return Run(x, weight, bias, activation);
            Tensor y, kept;
            if (F.SlopeFromOutput && !F.SlopeFromInput) y = kept = Run(x, weight, bias, activation);
            else
            {
                kept = Run(x, weight, bias, default(Identity));
                y = kept.EmptyLike(kept.Shape, "Linear");
                kept.Kernels.Map(activation, kept.Region, y.Region, y.Count);
            }
            tape.Append(y, new LinearNode<F>(activation, linkX, linkWeight, linkBias, x, weight, kept));
            return y;
        }
    }

    /// <summary>The same in plain operations.</summary>
    public static Tensor Composed<F>(Tensor x, Tensor weight, Tensor? bias, F activation) where F : struct, IUnaryFormula
    {
        Tensor product = x.MatMul(weight.Transpose());
        return ElementwiseOperation.Apply(bias is null ? product : product + bias, activation);
    }

    static void Check(Tensor x, Tensor weight, Tensor? bias)
    {
        Operand.RequireReal(x, "Linear");
        Operand.RequireLike(x, weight, "Linear", "a weight");
        if (weight.Rank != 2) throw new ArgumentException($"Linear: expected a weight [out, in], got {weight.Shape}.");
        if (x.Rank == 0 || x.Shape[^1] != weight.Shape[1]) throw new ArgumentException($"Linear: expected input [*, {weight.Shape[1]}] for weight {weight.Shape}, got {x.Shape}: is a Flatten or a layer in between missing?");
        if (bias is not null) Operand.RequireLike(weight, bias, [weight.Shape[0]], "Linear", "bias");
    }

    static Tensor Run<F>(Tensor x, Tensor weight, Tensor? bias, F activation) where F : struct, IUnaryFormula
    {
        Tensor y = x.EmptyLike(x.Shape.With(-1, weight.Shape[0]), "Linear");
        int rows = Rows(x);
        x.Kernels.Gemm(GemmShape.Dense(rows, weight.Shape[0], weight.Shape[1], transposeB: true),
            x.Region, weight.Region, y.Region, bias?.Contiguous().Region ?? default, activation);
        return y;
    }

    static int Rows(Tensor x) => checked((int)x.Shape.CountOf(0, x.Rank - 1));

    sealed class LinearNode<F> : Node where F : struct, IUnaryFormula
    {
        readonly F activation;
        readonly Link linkX, linkWeight, linkBias;
        readonly Tensor x, weight, kept;

        public LinearNode(F activation, Link linkX, Link linkWeight, Link linkBias, Tensor x, Tensor weight, Tensor kept)
        {
            (this.activation, this.linkX, this.linkWeight, this.linkBias, this.x, this.weight, this.kept) = (activation, linkX, linkWeight, linkBias, x, weight, kept);
            if (linkWeight.IsNeeded) Save(x);
            if (linkX.IsNeeded) Save(weight);
            if (typeof(F) != typeof(Identity)) Save(kept);
        }

        public override string Name => "Linear";

        // With z = xWᵀ + b and y = f(z): dz = dy·f′, dW = dzᵀ·x, db = Σ dz over rows, dx = dz·W.
        public override void Backward(Tape tape, Tensor gradient)
        {
            Tensor dz = gradient;
            if (typeof(F) != typeof(Identity))
            {
                dz = gradient.EmptyLike(gradient.Shape, Name);
                gradient.Kernels.MapGradient(activation, kept.Region, gradient.Region, dz.Region, gradient.Count);
            }
            int rows = Rows(x), inputs = weight.Shape[1], outputs = weight.Shape[0];
            IKernels kernels = gradient.Kernels;
            if (linkWeight.IsNeeded)
            {
                Tensor target = tape.Target(linkWeight, weight.Shape, out bool accumulate);
                kernels.Gemm(GemmShape.Dense(outputs, inputs, rows, transposeA: true, accumulate: accumulate), dz.Region, x.Region, target.Region, default, default(Identity));
            }
            if (linkBias.IsNeeded)
            {
                Tensor target = tape.Target(linkBias, [outputs], out bool accumulate);
                kernels.Reduce(Reduction.Sum, dz.Region, target.Region, 1, rows, outputs, accumulate);
            }
            if (linkX.IsNeeded)
            {
                Tensor target = tape.Target(linkX, x.Shape, out bool accumulate);
                kernels.Gemm(GemmShape.Dense(rows, inputs, outputs, accumulate: accumulate), dz.Region, weight.Region, target.Region, default, default(Identity));
            }
        }
    }
}
