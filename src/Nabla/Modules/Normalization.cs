namespace Nabla.Modules;

/// <summary>A layer that brings the numbers of one axis to mean 0 and variance 1, or to size 1, and learns their scale.</summary>
public abstract partial class Normalization : Module
{
    internal static readonly Choice<Func<int, Normalization>?> Nothing = new("none", "none", _ => null);

    /// <summary>A normalisation of so many features.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There are no features, or ε is negative or not finite.</exception>
    private protected Normalization(int features, double epsilon)
    {
        Features = features > 0 ? features : throw new ArgumentOutOfRangeException(null, $"{GetType().Name}: {features} features: at least 1 is needed.");
        Epsilon = epsilon >= 0 && double.IsFinite(epsilon) ? epsilon : throw new ArgumentOutOfRangeException(null, $"{GetType().Name}: epsilon is {epsilon}: expected a small number from 0 on, such as 1e-5.");
    }

    /// <summary>The normalisations by name; of a number of features each makes one, but for none.</summary>
    [Collected("Normalisation")]
    public static partial Choices<Choice<Func<int, Normalization>?>> Choices { get; }

    /// <summary>The extent of the axis that has a scale for each place.</summary>
    public int Features { get; }

    /// <summary>ε, which is added to the variance.</summary>
    public double Epsilon { get; }

    /// <summary>The input if its last axis has the features, [*, features].</summary>
    private protected Tensor Rows(Tensor input) => input.Rank > 0 && input.Shape[^1] == Features ? input : throw Misfit($"[*, {Features}]", input);

    /// <summary>The input if its axis 1 has the features, [batch, features, …].</summary>
    private protected Tensor Channels(Tensor input) => input.Rank > 1 && input.Shape[1] == Features ? input : throw Misfit($"[batch, {Features}, …]", input);

    ArgumentException Misfit(string expected, Tensor input) => new($"{Title} expects input {expected}, got {input.Shape}: has the layer before it {Features} outputs?");
}
