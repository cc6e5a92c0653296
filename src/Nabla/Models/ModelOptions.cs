using Nabla.Initializers;

namespace Nabla.Models;

/// <summary>What the models by name have in common.</summary>
public sealed record ModelOptions
{
    /// <summary>The transfer function by name; see <see cref="ActivationCatalog"/>.</summary>
    public string Activation { get; init; } = "relu";

    /// <summary>The probability that a hidden unit is dropped in training.</summary>
    public double Dropout { get; init; }

    /// <summary>The normalisation of hidden layers: none, batch, layer or rms. Null leaves the choice to the model.</summary>
    public string? Norm { get; init; }

    /// <summary>Normalise before the block instead of after the sum, in residual models.</summary>
    public bool PreNorm { get; init; }

    /// <summary>Draws the weights.</summary>
    public Initializer Initializer { get; init; } = Initializer.FanIn;
}
