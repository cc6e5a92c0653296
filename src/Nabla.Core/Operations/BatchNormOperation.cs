using Nabla.Devices;
using Nabla.Gradients;
using Nabla.Tensors;

namespace Nabla.Operations;

/// <summary>Batch normalisation by channel (Ioffe and Szegedy 2015, arXiv:1502.03167, algorithm 1): axis 1 of x [batch, channels, …].</summary>
public static class BatchNormOperation
{
    extension(Tensor x)
    {
        /// <summary>
        /// (x − mean)/√(variance + ε)·gain + offset, with the statistics of this batch, which are returned: mean and biased variance [channels].
        /// The gradient flows through the statistics.
        /// </summary>
        public (Tensor Output, Tensor Mean, Tensor Variance) BatchNorm(Tensor? gain, Tensor? offset, double epsilon = 1e-5)
        {
            Check(x, gain, offset);
            if (x.Count == 0) throw new ArgumentException($"BatchNorm: the batch {x.Shape} has no elements to take statistics of.");
            (x, gain, offset) = (x.Contiguous(), gain?.Contiguous(), offset?.Contiguous());
            int channels = x.Shape[1];
            Tensor mean = x.RentLike([channels], "BatchNorm"), variance = x.RentLike([channels], "BatchNorm");
            x.Kernels.ChannelStatistics(x.Region, mean.Region, variance.Region, x.Shape[0], channels, x.Shape.CountOf(2, x.Rank));
            return (Run(x, mean, variance, gain, offset, epsilon, fixedStatistics: false), mean, variance);
        }

        /// <summary>(x − mean)/√(variance + ε)·gain + offset with given statistics [channels], which count as constants: as in evaluation.</summary>
        public Tensor BatchNorm(Tensor mean, Tensor variance, Tensor? gain, Tensor? offset, double epsilon = 1e-5)
        {
            Check(x, gain, offset);
            CheckVector(x, mean, "mean");
            CheckVector(x, variance, "variance");
            return Run(x.Contiguous(), mean.Contiguous(), variance, gain?.Contiguous(), offset?.Contiguous(), epsilon, fixedStatistics: true);
        }
    }

    /// <summary>The same in plain operations, with the statistics of the batch.</summary>
    public static Tensor Composed(Tensor x, Tensor? gain, Tensor? offset, double epsilon)
    {
        int[] axes = [.. Enumerable.Range(0, x.Rank).Where(axis => axis != 1)];
        Tensor centered = x - x.Reduce(Reduction.Mean, keepAxes: true, axes);
        Tensor y = centered / (centered.Square().Reduce(Reduction.Mean, keepAxes: true, axes) + epsilon).Sqrt();
        int[] byChannel = [x.Shape[1], .. Enumerable.Repeat(1, x.Rank - 2)];
        if (gain is not null) y *= gain.Reshape(byChannel);
        return offset is null ? y : y + offset.Reshape(byChannel);
    }

    static void Check(Tensor x, Tensor? gain, Tensor? offset)
    {
        Tensor.RequireFloat(x, "BatchNorm");
        if (x.Rank < 2) throw new ArgumentException($"BatchNorm: expected [batch, channels, …], got {x.Shape}.");
        if (gain is not null) CheckVector(x, gain, "gain");
        if (offset is not null) CheckVector(x, offset, "offset");
    }

    static void CheckVector(Tensor x, Tensor vector, string name)
    {
        if (vector.DataType != x.DataType || vector.Rank != 1 || vector.Shape[0] != x.Shape[1])
            throw new ArgumentException($"BatchNorm: expected {name} {x.DataType}[{x.Shape[1]}] for input {x.DataType}{x.Shape}, got {vector.DataType}{vector.Shape}.");
    }

    static Tensor Run(Tensor x, Tensor mean, Tensor variance, Tensor? gain, Tensor? offset, double epsilon, bool fixedStatistics)
    {
        Tensor inverse = Tape.Pause(() => (variance + epsilon).Sqrt().Reciprocal());
        Tensor y = x.RentLike(x.Shape, "BatchNorm");
        x.Kernels.ChannelNorm(x.Region, mean.Region, inverse.Region, gain?.Region ?? default, offset?.Region ?? default, y.Region,
            x.Shape[0], x.Shape[1], x.Shape.CountOf(2, x.Rank));
        if (Tape.Current is not { } tape) return y;
        Link linkX = tape.Link(x), linkGain = gain is null ? default : tape.Link(gain), linkOffset = offset is null ? default : tape.Link(offset);
        if (linkX.IsNeeded || linkGain.IsNeeded || linkOffset.IsNeeded)
            tape.Append(y, new BatchNormNode(linkX, linkGain, linkOffset, x, mean, inverse, gain, fixedStatistics));
        return y;
    }

    sealed class BatchNormNode : Node
    {
        readonly Link linkX, linkGain, linkOffset;
        readonly Tensor x, mean, inverse;
        readonly Tensor? gain;
        readonly bool fixedStatistics;

        public BatchNormNode(Link linkX, Link linkGain, Link linkOffset, Tensor x, Tensor mean, Tensor inverse, Tensor? gain, bool fixedStatistics)
        {
            (this.linkX, this.linkGain, this.linkOffset, this.fixedStatistics) = (linkX, linkGain, linkOffset, fixedStatistics);
            (this.x, this.mean, this.inverse) = (Save(x), Save(mean), Save(inverse));
            if (gain is not null) this.gain = Save(gain);
        }

        public override string Name => "BatchNorm";

        public override void Backward(Tape tape, Tensor gradient)
        {
            Shape channels = [x.Shape[1]];
            Tensor? dx = linkX.IsNeeded ? gradient.RentLike(x.Shape, Name) : null;
            Tensor? dgain = linkGain.IsNeeded ? gradient.RentLike(channels, Name) : null;
            Tensor? doffset = linkOffset.IsNeeded ? gradient.RentLike(channels, Name) : null;
            gradient.Kernels.ChannelNormGradient(x.Region, mean.Region, inverse.Region, gain?.Region ?? default, gradient.Region,
                dx?.Region ?? default, dgain?.Region ?? default, doffset?.Region ?? default,
                x.Shape[0], x.Shape[1], x.Shape.CountOf(2, x.Rank), fixedStatistics, accumulate: false);
            if (dx is not null) tape.Add(linkX, dx);
            if (dgain is not null) tape.Add(linkGain, dgain);
            if (doffset is not null) tape.Add(linkOffset, doffset);
        }
    }
}
