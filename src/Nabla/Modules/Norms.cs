namespace Nabla.Modules;

/// <summary>Layer normalisation over the last axis, [*, features] (Ba et al. 2016, arXiv:1607.06450).</summary>
public sealed partial class LayerNorm : Normalization, IFusesResidual
{
    internal static readonly Choice<Func<int, Normalization>?> ByRows =
        new("layer", "rows to mean 0 and variance 1", _ => features => new LayerNorm(features));

    readonly Parameter weight;
    readonly Parameter? bias;

    /// <summary>A normalisation with gain 1 and offset 0.</summary>
    /// <param name="features">The extent of the last axis.</param>
    /// <param name="epsilon">What is added to the variance.</param>
    /// <param name="hasBias">Whether there is an offset.</param>
    public LayerNorm(int features, double epsilon = 1e-5, bool hasBias = true) : base(features, epsilon)
    {
        weight = new Parameter([features], default, Initializer.Ones.Draw, decays: false);
        bias = hasBias ? new Parameter([features], default, Initializer.Zeros.Draw, decays: false) : null;
    }

    /// <summary>The gain [features].</summary>
    public Parameter Weight => weight;

    /// <summary>The offset [features], or null.</summary>
    public Parameter? Bias => bias;

    /// <inheritdoc/>
    public override Tensor Forward(Tensor input) => Rows(input).LayerNorm(weight, bias?.Value, null, Epsilon);

    Tensor IFusesResidual.Forward(Tensor input, Tensor residual) => Show(Rows(input).LayerNorm(weight, bias?.Value, residual, Epsilon));
}

/// <summary>Root-mean-square normalisation over the last axis, [*, features] (Zhang and Sennrich 2019, arXiv:1910.07467).</summary>
public sealed partial class RmsNorm : Normalization, IFusesResidual
{
    internal static readonly Choice<Func<int, Normalization>?> BySize = new("rms", "rows to size 1", _ => features => new RmsNorm(features));

    readonly Parameter weight;

    /// <summary>A normalisation with gain 1.</summary>
    public RmsNorm(int features, double epsilon = 1e-6) : base(features, epsilon) =>
        weight = new Parameter([features], default, Initializer.Ones.Draw, decays: false);

    /// <inheritdoc/>
    public override Tensor Forward(Tensor input) => Rows(input).RmsNorm(weight, null, Epsilon);

    Tensor IFusesResidual.Forward(Tensor input, Tensor residual) => Show(Rows(input).RmsNorm(weight, residual, Epsilon));
}
