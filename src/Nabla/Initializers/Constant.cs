namespace Nabla.Initializers;

/// <summary>The same number everywhere: for biases and norms, not for weights, whose units would stay equal.</summary>
/// <param name="Value">The number.</param>
public sealed record Constant(double Value) : Initializer
{
    static readonly Setting<double> number = new("value", "the number", Notations.AnyNumber);
    internal static readonly Choice<Initializer>
        ByName = new("constant", "the same number everywhere", at => new Constant(at.Get(number)), number),
        AllZero = new("zeros", "all zero", _ => Zeros),
        AllOne = new("ones", "all one", _ => Ones);

    /// <summary>The number.</summary>
    public double Value { get; } = Finite(Value, nameof(Constant), nameof(Value));

    /// <inheritdoc/>
    public override Tensor Draw(Shape shape, Rng rng, DataType type) => Tensor.Full(shape, Value, type);
}
