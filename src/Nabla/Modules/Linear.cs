namespace Nabla.Modules;

/// <summary>A fully connected layer: y = x·weightᵀ + bias, [*, inputs] → [*, outputs].</summary>
public sealed partial class Linear : Module, IActivated
{
    readonly Parameter weight;
    readonly Parameter? bias;

    /// <summary>A layer with fresh weights.</summary>
    /// <param name="inputs">Features in.</param>
    /// <param name="outputs">Features out.</param>
    /// <param name="rng">The model's random source.</param>
    /// <param name="initializer">Draws the weight; fan-in by default, as on the slide.</param>
    /// <param name="hasBias">Whether there is a bias, which starts at zero.</param>
    public Linear(int inputs, int outputs, Rng rng, Initializer? initializer = null, bool hasBias = true)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(inputs);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(outputs);
        (Inputs, Outputs) = (inputs, outputs);
        weight = new Parameter([outputs, inputs], rng, (initializer ?? Initializer.FanIn).Draw);
        bias = hasBias ? new Parameter([outputs], rng, Initializer.Zeros.Draw, decays: false) : null;
    }

    /// <summary>Features in.</summary>
    public int Inputs { get; }

    /// <summary>Features out.</summary>
    public int Outputs { get; }

    /// <summary>The weight [outputs, inputs].</summary>
    public Parameter Weight => weight;

    /// <summary>The bias [outputs], or null.</summary>
    public Parameter? Bias => bias;

    /// <inheritdoc/>
    public override Tensor Forward(Tensor input) => Forward(input, default(Identity));

    /// <summary>f(x·weightᵀ + bias), with the activation computed while the product is still in registers.</summary>
    public Tensor Forward<F>(Tensor input, F activation) where F : struct, IUnaryFormula
    {
        if (input.Rank == 0 || input.Shape[^1] != Inputs)
            throw new ArgumentException($"{Title} expects input [*, {Inputs}], got {input.Shape}: is a layer before it missing, or a Flatten?");
        return input.Linear(weight, bias?.Value, activation);
    }
}
