namespace Nabla.Initializers;

/// <summary>Normal of mean 0.</summary>
/// <param name="Deviation">σ, such as 0.02.</param>
public sealed record Normal(double Deviation) : Initializer
{
    static readonly Setting<double> deviation = new("deviation", "σ", Notations.AnyNumber, 0.02);
    internal static readonly Choice<Initializer> ByName = new("normal", "normal of mean 0", at => new Normal(at.Get(deviation)), deviation);

    /// <summary>σ.</summary>
    public double Deviation { get; } = NotNegative(Deviation, nameof(Normal), nameof(Deviation));

    /// <inheritdoc/>
    public override Tensor Draw(Shape shape, Rng rng, DataType type) => Tensor.Normal(shape, rng, 0, Deviation, type);
}
