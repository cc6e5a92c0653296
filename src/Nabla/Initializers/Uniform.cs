namespace Nabla.Initializers;

/// <summary>Uniform between two numbers.</summary>
/// <param name="Low">The smallest.</param>
/// <param name="High">What all stay below.</param>
public sealed record Uniform(double Low, double High) : Initializer
{
    static readonly Setting<double> low =
        new("low", "the smallest", Notations.AnyNumber), high = new("high", "what all stay below", Notations.AnyNumber);
    internal static readonly Choice<Initializer> ByName =
        new("uniform", "uniform between two numbers", at => new Uniform(at.Get(low), at.Get(high)), low, high);

    /// <summary>The smallest.</summary>
    public double Low { get; } = Finite(Low, nameof(Uniform), nameof(Low));

    /// <summary>What all stay below.</summary>
    public double High { get; } = Finite(High, nameof(Uniform), nameof(High)) >= Low ? High
        : throw new ArgumentOutOfRangeException(null, $"Uniform: {nameof(High)} is {High}, below {nameof(Low)} {Low}: exchange them.");

    /// <inheritdoc/>
    public override Tensor Draw(Shape shape, Rng rng, DataType type) => Tensor.Uniform(shape, rng, Low, High, type);
}
