namespace Nabla.Operations;

/// <summary>Layer normalisation (Ba et al. 2016, arXiv:1607.06450, section 3) and root-mean-square normalisation (Zhang and Sennrich 2019,
/// arXiv:1910.07467, section 3) over the last axis, with the residual sum fused in.</summary>
public static class LayerNormOperation
{
    extension(Tensor x)
    {
        /// <summary>(s − mean)/√(variance + ε)·gain + offset over the last axis of s = x + residual. x [*, n]; gain and offset [n] may be absent.</summary>
        public Tensor LayerNorm(Tensor? gain = null, Tensor? offset = null, Tensor? residual = null, double epsilon = 1e-5) => Run(x, residual, gain, offset, epsilon, rootMeanSquare: false);

        /// <summary>s/√(mean(s²) + ε)·gain over the last axis of s = x + residual. x [*, n]; gain [n] may be absent.</summary>
        public Tensor RmsNorm(Tensor? gain = null, Tensor? residual = null, double epsilon = 1e-5) => Run(x, residual, gain, null, epsilon, rootMeanSquare: true);
    }

    /// <summary>The same in plain operations.</summary>
    public static Tensor Composed(Tensor x, Tensor? residual, Tensor? gain, Tensor? offset, double epsilon, bool rootMeanSquare)
    {
        Tensor sum = residual is null ? x : x + residual;
        Tensor centered = rootMeanSquare ? sum : sum - sum.Reduce(Reduction.Mean, keepAxes: true, -1);
        Tensor y = centered / (centered.Square().Reduce(Reduction.Mean, keepAxes: true, -1) + epsilon).Sqrt();
        if (gain is not null) y *= gain;
        return offset is null ? y : y + offset;
    }

    static Tensor Run(Tensor x, Tensor? residual, Tensor? gain, Tensor? offset, double epsilon, bool rootMeanSquare)
    {
        string name = rootMeanSquare ? "RmsNorm" : "LayerNorm";
        Check(name, x, residual, gain, offset);
        if (x.Family<ILayerNormKernels>() is not { } kernels) return Composed(x, residual, gain, offset, epsilon, rootMeanSquare);
        (x, residual, gain, offset) = (x.Contiguous(), residual?.Contiguous(), gain?.Contiguous(), offset?.Contiguous());
        Shape rows = [checked((int)x.Shape.CountOf(0, x.Rank - 1))];
        Tensor sum = residual is null ? x : x.EmptyLike(x.Shape, name);
        Tensor y = x.EmptyLike(x.Shape, name), mean = x.EmptyLike(rows, name), inverse = x.EmptyLike(rows, name);
        kernels.LayerNorm(new(rows[0], x.Shape[^1], rootMeanSquare, residual is null ? default : sum.Region, mean.Region, inverse.Region, gain?.Region ?? default, epsilon,
            x.Region, residual?.Region ?? default, offset?.Region ?? default, y.Region));
        if (Tape.Current is not { } tape) return y;
        Link Of(Tensor? input) => input is null ? default : tape.Link(input);
        var links = new Links(tape.Link(x), Of(residual), Of(gain), Of(offset));
        if (links.AnyNeeded) tape.Append(y, new LayerNormNode(kernels, name, links, sum, gain, mean, inverse, rootMeanSquare));
        return y;
    }

    static void Check(string name, Tensor x, Tensor? residual, Tensor? gain, Tensor? offset)
    {
        Operand.RequireReal(x, name);
        if (x.Rank == 0) throw new ArgumentException($"{name}: expected at least one axis, got a scalar.");
        if (residual is not null) Operand.RequireLike(x, residual, x.Shape, name, "a residual");
        if (gain is not null) Operand.RequireLike(x, gain, [x.Shape[^1]], name, "gain");
        if (offset is not null) Operand.RequireLike(x, offset, [x.Shape[^1]], name, "offset");
    }

    readonly record struct Links(Link X, Link Residual, Link Gain, Link Offset)
    {
        public bool AnyNeeded => X.IsNeeded || Residual.IsNeeded || Gain.IsNeeded || Offset.IsNeeded;
    }

    sealed class LayerNormNode : Node
    {
        readonly ILayerNormKernels kernels;
        readonly Links links;
        readonly Tensor sum, mean, inverse;
        readonly Tensor? gain;
        readonly bool rootMeanSquare;

        public LayerNormNode(ILayerNormKernels kernels, string name, Links links, Tensor sum, Tensor? gain, Tensor mean, Tensor inverse, bool rootMeanSquare)
        {
            (this.kernels, Name, this.links, this.rootMeanSquare) = (kernels, name, links, rootMeanSquare);
            (this.sum, this.mean, this.inverse) = (Save(sum), Save(mean), Save(inverse));
            if (gain is not null) this.gain = Save(gain);
        }

        public override string Name { get; }

        public override void Backward(Tape tape, Tensor gradient)
        {
            Tensor? dx = !links.X.IsNeeded && !links.Residual.IsNeeded ? null
                : links.X.IsNeeded && links.Residual.IsNeeded ? gradient.EmptyLike(sum.Shape, Name)
                : tape.Room(links.X.IsNeeded ? links.X : links.Residual, sum.Shape);
            Shape columns = [sum.Shape[^1]];
            bool addGain = false, addOffset = false;
            Tensor? dgain = links.Gain.IsNeeded ? tape.Target(links.Gain, columns, out addGain) : null;
            Tensor? doffset = links.Offset.IsNeeded ? tape.Target(links.Offset, columns, out addOffset) : null;
            // One flag serves both in the kernel; where they differ (one tensor used twice) the fresh one starts from zero.
            bool accumulate = addGain || addOffset;
            if (accumulate && dgain is not null && !addGain) dgain.Kernels.Fill(dgain.Region, dgain.Count, 0);
            if (accumulate && doffset is not null && !addOffset) doffset.Kernels.Fill(doffset.Region, doffset.Count, 0);
            kernels.LayerNormGradient(new(mean.Count, sum.Shape[^1], rootMeanSquare, sum.Region, mean.Region, inverse.Region, gain?.Region ?? default,
                Dy: gradient.Region, Dx: dx?.Region ?? default, Dgain: dgain?.Region ?? default, Doffset: doffset?.Region ?? default, Accumulate: accumulate));
            if (dx is null) return;
            tape.Add(links.X, dx);
            tape.Add(links.Residual, dx);
        }
    }
}
