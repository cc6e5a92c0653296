using Nabla.Devices;
using Nabla.Tensors;

namespace Nabla.Initializers;

/// <summary>Normal of mean 0.</summary>
/// <param name="Deviation">σ, such as 0.02.</param>
public sealed record Normal(double Deviation) : Initializer
{
    /// <summary>σ.</summary>
    public double Deviation { get; } = NotNegative(Deviation, nameof(Normal), nameof(Deviation));

    /// <inheritdoc/>
    public override Tensor Draw(Shape shape, Rng rng, DataType type) => Tensor.Normal(shape, rng, 0, Deviation, type);
}
