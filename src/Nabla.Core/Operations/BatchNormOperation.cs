namespace Nabla.Operations;

/// <summary>Batch normalisation by channel (Ioffe and Szegedy 2015, arXiv:1502.03167, algorithm 1): axis 1 of x [batch, channels, …].</summary>
public static class BatchNormOperation
{
    extension(Tensor x)
    {
        /// <summary>(x − mean)/√(variance + ε)·gain + offset, with the statistics of this batch, which are returned: mean and biased variance
        /// [channels]. The gradient flows through the statistics.</summary>
        public (Tensor Output, Tensor Mean, Tensor Variance) BatchNorm(Tensor? gain, Tensor? offset, double epsilon = 1e-5)
        {
            Check(x, gain, offset);
            if (x.Count == 0) throw new ArgumentException($"BatchNorm: the batch {x.Shape} has no elements to take statistics of.");
            if (x.Family<IBatchNormKernels>() is not { } kernels) return Composed(x, gain, offset, epsilon);
            (x, gain, offset) = (x.Contiguous(), gain?.Contiguous(), offset?.Contiguous());
            Shape channels = [x.Shape[1]];
            Tensor mean = x.EmptyLike(channels, "BatchNorm"), variance = x.EmptyLike(channels, "BatchNorm");
            kernels.BatchStatistics(Arguments(x, mean) with { Variance = variance.Region });
            return (Run(kernels, x, mean, variance, gain, offset, epsilon, fixedStatistics: false), mean, variance);
        }

        /// <summary>(x − mean)/√(variance + ε)·gain + offset with given statistics [channels], which count as constants: as in evaluation.</summary>
        public Tensor BatchNorm(Tensor mean, Tensor variance, Tensor? gain, Tensor? offset, double epsilon = 1e-5)
        {
            Check(x, gain, offset);
            CheckVector(x, mean, "mean");
            CheckVector(x, variance, "variance");
            if (x.Family<IBatchNormKernels>() is not { } kernels) return Scaled(x, mean.Detach(), variance.Detach(), gain, offset, epsilon);
            return Run(kernels, x.Contiguous(), mean.Contiguous(), variance, gain?.Contiguous(), offset?.Contiguous(), epsilon, fixedStatistics: true);
        }
    }

    /// <summary>The same in plain operations, with the statistics of the batch.</summary>
    public static (Tensor Output, Tensor Mean, Tensor Variance) Composed(Tensor x, Tensor? gain, Tensor? offset, double epsilon)
    {
        int[] axes = [.. Enumerable.Range(0, x.Rank).Where(axis => axis != 1)];
        Tensor mean = x.Mean(axes), variance = (x - ByChannel(mean, x)).Square().Mean(axes);
        return (Scaled(x, mean, variance, gain, offset, epsilon), mean.Detach(), variance.Detach());
    }

    static Tensor Scaled(Tensor x, Tensor mean, Tensor variance, Tensor? gain, Tensor? offset, double epsilon)
    {
        Tensor y = (x - ByChannel(mean, x)) / ByChannel((variance + epsilon).Sqrt(), x);
        if (gain is not null) y *= ByChannel(gain, x);
        return offset is null ? y : y + ByChannel(offset, x);
    }

    static Tensor ByChannel(Tensor vector, Tensor x) => vector.Reshape([x.Shape[1], .. Enumerable.Repeat(1, x.Rank - 2)]);

    static BatchNormArguments Arguments(Tensor x, Tensor mean) => new(x.Shape[0], x.Shape[1], x.Shape.CountOf(2, x.Rank), x.Region, mean.Region);

    static void Check(Tensor x, Tensor? gain, Tensor? offset)
    {
        Operand.RequireReal(x, "BatchNorm");
        if (x.Rank < 2) throw new ArgumentException($"BatchNorm: expected [batch, channels, …], got {x.Shape}.");
        if (gain is not null) CheckVector(x, gain, "gain");
        if (offset is not null) CheckVector(x, offset, "offset");
    }

    static void CheckVector(Tensor x, Tensor vector, string name) => Operand.RequireLike(x, vector, [x.Shape[1]], "BatchNorm", name);

    static Tensor Run(IBatchNormKernels kernels, Tensor x, Tensor mean, Tensor variance, Tensor? gain, Tensor? offset, double epsilon, bool fixedStatistics)
    {
        Tensor inverse = Tape.Pause(() => (variance + epsilon).Sqrt().Reciprocal());
        Tensor y = x.EmptyLike(x.Shape, "BatchNorm");
        kernels.BatchNorm(Arguments(x, mean) with { InverseDeviation = inverse.Region, Gain = gain?.Region ?? default, Offset = offset?.Region ?? default, Y = y.Region });
        if (Tape.Current is not { } tape) return y;
        Link linkX = tape.Link(x), linkGain = gain is null ? default : tape.Link(gain), linkOffset = offset is null ? default : tape.Link(offset);
        if (linkX.IsNeeded || linkGain.IsNeeded || linkOffset.IsNeeded)
            tape.Append(y, new BatchNormNode(kernels, linkX, linkGain, linkOffset, x, mean, inverse, gain, fixedStatistics));
        return y;
    }

    sealed class BatchNormNode : Node
    {
        readonly IBatchNormKernels kernels;
        readonly Link linkX, linkGain, linkOffset;
        readonly Tensor x, mean, inverse;
        readonly Tensor? gain;
        readonly bool fixedStatistics;

        public BatchNormNode(IBatchNormKernels kernels, Link linkX, Link linkGain, Link linkOffset, Tensor x, Tensor mean, Tensor inverse, Tensor? gain, bool fixedStatistics)
        {
            (this.kernels, this.linkX, this.linkGain, this.linkOffset, this.fixedStatistics) = (kernels, linkX, linkGain, linkOffset, fixedStatistics);
            (this.x, this.mean, this.inverse) = (Save(x), Save(mean), Save(inverse));
            if (gain is not null) this.gain = Save(gain);
        }

        public override string Name => "BatchNorm";

        public override void Backward(Tape tape, Tensor gradient)
        {
            Shape channels = [x.Shape[1]];
            Tensor? dx = linkX.IsNeeded ? tape.Room(linkX, x.Shape) : null;
            Tensor? dgain = linkGain.IsNeeded ? tape.Room(linkGain, channels) : null;
            Tensor? doffset = linkOffset.IsNeeded ? tape.Room(linkOffset, channels) : null;
            kernels.BatchNormGradient(Arguments(x, mean) with
            {
                InverseDeviation = inverse.Region, Gain = gain?.Region ?? default, Dy = gradient.Region,
                Dx = dx?.Region ?? default, Dgain = dgain?.Region ?? default, Doffset = doffset?.Region ?? default, FixedStatistics = fixedStatistics,
            });
            if (dx is not null) tape.Add(linkX, dx);
            if (dgain is not null) tape.Add(linkGain, dgain);
            if (doffset is not null) tape.Add(linkOffset, doffset);
        }
    }
}
