using Nabla.Devices;
using Nabla.Tensors;

namespace Nabla.Initializers;

/// <summary>The same number everywhere: for biases and norms, not for weights, whose units would stay equal.</summary>
/// <param name="Value">The number.</param>
public sealed record Constant(double Value) : Initializer
{
    /// <summary>The number.</summary>
    public double Value { get; } = Finite(Value, nameof(Constant), nameof(Value));

    /// <inheritdoc/>
    public override Tensor Draw(Shape shape, Rng rng, DataType type) => Tensor.Full(shape, Value, type);
}
