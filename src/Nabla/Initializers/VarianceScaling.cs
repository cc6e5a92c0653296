using Nabla.Devices;
using Nabla.Tensors;

namespace Nabla.Initializers;

/// <summary>Random numbers of mean 0 and variance gain²/fan.</summary>
/// <param name="Fan">Which fan.</param>
/// <param name="IsUniform">Uniform in ±gain·√(3/fan) in place of normal.</param>
/// <param name="Gain">For the transfer function that follows, see <see cref="Initializers.Gain"/>.</param>
public sealed record VarianceScaling(Fan Fan = Fan.In, bool IsUniform = false, double Gain = 1) : Initializer
{
    /// <summary>For the transfer function that follows.</summary>
    public double Gain { get; } = NotNegative(Gain, nameof(VarianceScaling), nameof(Gain));

    /// <inheritdoc/>
    public override Tensor Draw(Shape shape, Rng rng, DataType type)
    {
        double deviation = Gain / Math.Sqrt(Fan.Of(shape)), bound = Math.Sqrt(3) * deviation;
        return IsUniform ? Tensor.Uniform(shape, rng, -bound, bound, type) : Tensor.Normal(shape, rng, 0, deviation, type);
    }
}
