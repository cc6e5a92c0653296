namespace Nabla.Initializers;

/// <summary>What another initializer draws, times a factor: for layers whose results are summed, 1/√(number of sums) (Radford et al. 2019, "Language
/// Models are Unsupervised Multitask Learners", section 2.3).</summary>
/// <param name="Inner">Draws the numbers.</param>
/// <param name="Factor">What they are multiplied by.</param>
public sealed record Scaled(Initializer Inner, double Factor) : Initializer
{
    /// <summary>What the numbers are multiplied by.</summary>
    public double Factor { get; } = Finite(Factor, nameof(Scaled), nameof(Factor));

    /// <inheritdoc/>
    public override Tensor Draw(Shape shape, Rng rng, DataType type) => Inner.Draw(shape, rng, type) * Factor;
}
