namespace Nabla.Modules;

/// <summary>Batch normalisation by channel, [batch, channels, …]: see <see cref="BatchNormalization"/>.</summary>
/// <param name="channels">Channels, or features of a fully connected layer.</param>
/// <param name="momentum">The weight of each new batch in the running statistics.</param>
/// <param name="epsilon">Added to the variance.</param>
/// <exception cref="ArgumentOutOfRangeException">There are no channels, or a number is out of its range.</exception>
public sealed class BatchNorm(int channels, double momentum = 0.1, double epsilon = 1e-5) : BatchNormalization(channels, momentum, epsilon);

/// <inheritdoc cref="BatchNorm"/>
/// <remarks>Of images, [batch, channels, height, width].</remarks>
public sealed class BatchNorm2d(int channels, double momentum = 0.1, double epsilon = 1e-5) : BatchNormalization(channels, momentum, epsilon);

/// <summary>Batch normalisation by channel (Ioffe and Szegedy 2015, arXiv:1502.03167): statistics of the batch while a tape records, their running
/// mean otherwise. Where a batch has one number for each channel, which has no spread, the running ones serve in training too.</summary>
public abstract partial class BatchNormalization : Normalization
{
    internal static readonly Choice<Func<int, Normalization>?> ByBatch =
        new("batch", "features to mean 0 and variance 1 over a batch", _ => features => new BatchNorm(features));

    readonly Parameter weight, bias;
    readonly ModuleBuffer runningMean, runningVar, numBatchesTracked; // saved under the names that PyTorch has for them
    readonly double momentum;

    /// <summary>A normalisation with gain 1 and offset 0.</summary>
    private protected BatchNormalization(int channels, double momentum, double epsilon) : base(channels, epsilon)
    {
        weight = new Parameter([channels], default, Initializer.Ones.Draw, decays: false);
        bias = new Parameter([channels], default, Initializer.Zeros.Draw, decays: false);
        runningMean = new ModuleBuffer(Tensor.Zeros([channels]));
        runningVar = new ModuleBuffer(Tensor.Ones([channels]));
        numBatchesTracked = new ModuleBuffer(Tensor.Zeros([], DataType.Int64));
        this.momentum = momentum is >= 0 and <= 1 ? momentum : throw new ArgumentOutOfRangeException(null, $"{GetType().Name}: momentum is {momentum}: expected a share from 0 to 1, such as 0.1.");
    }

    /// <inheritdoc/>
    public override Tensor Forward(Tensor input)
    {
        Channels(input);
        if (!Tape.IsRecording || input.Count == weight.Count) return input.BatchNorm(runningMean.Value, runningVar.Value, weight, bias, Epsilon);
        (Tensor output, Tensor mean, Tensor variance) = input.BatchNorm(weight.Value, bias.Value, Epsilon);
        if (Tape.IsReplaying) return output;
        double n = (double)input.Count / mean.Count;
        runningMean.Value.Approach(mean, momentum);
        runningVar.Value.Approach(variance, momentum, n / (n - 1)); // the running variance is the unbiased one
        numBatchesTracked.Value.CopyFrom<long>([1 + (long)numBatchesTracked.Value.ToScalar()]);
        return output;
    }
}
