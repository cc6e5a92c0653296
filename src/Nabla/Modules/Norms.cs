using Nabla.Initializers;
using Nabla.Operations;
using Nabla.Parameters;
using Nabla.Tensors;

namespace Nabla.Modules;

/// <summary>Layer normalisation over the last axis, [*, features] (Ba et al. 2016, arXiv:1607.06450).</summary>
public sealed partial class LayerNorm : Module, IFusesResidual
{
    readonly Parameter weight, bias;
    readonly double epsilon;

    /// <summary>A normalisation with gain 1 and offset 0.</summary>
    public LayerNorm(int features, double epsilon = 1e-5)
    {
        weight = new Parameter([features], default, Initializer.Ones.Draw, decays: false);
        bias = new Parameter([features], default, Initializer.Zeros.Draw, decays: false);
        this.epsilon = epsilon;
    }

    /// <inheritdoc/>
    public override Tensor Forward(Tensor input) => input.LayerNorm(weight, bias, null, epsilon);

    Tensor IFusesResidual.Forward(Tensor input, Tensor residual) => Show(input.LayerNorm(weight, bias, residual, epsilon));
}

/// <summary>Root-mean-square normalisation over the last axis, [*, features] (Zhang and Sennrich 2019, arXiv:1910.07467).</summary>
public sealed partial class RmsNorm : Module, IFusesResidual
{
    readonly Parameter weight;
    readonly double epsilon;

    /// <summary>A normalisation with gain 1.</summary>
    public RmsNorm(int features, double epsilon = 1e-6)
    {
        weight = new Parameter([features], default, Initializer.Ones.Draw, decays: false);
        this.epsilon = epsilon;
    }

    /// <inheritdoc/>
    public override Tensor Forward(Tensor input) => input.RmsNorm(weight, null, epsilon);

    Tensor IFusesResidual.Forward(Tensor input, Tensor residual) => Show(input.RmsNorm(weight, residual, epsilon));
}
