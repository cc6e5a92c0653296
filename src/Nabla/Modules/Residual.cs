namespace Nabla.Modules;

/// <summary>The lecture's remedy for vanishing gradients, y = norm(x + nn(x)); or pre-norm, y = x + nn(norm(x)) (Xiong et al. 2020,
/// arXiv:2002.04745). The block keeps the shape of its input.</summary>
public sealed partial class Residual : Module
{
    readonly Module block;
    readonly Module? norm;

    /// <summary>A skip connection around a block.</summary>
    /// <param name="block">nn.</param>
    /// <param name="norm">The normalisation; none for a bare x + nn(x).</param>
    /// <param name="preNorm">Normalise the block's input instead of the sum.</param>
    public Residual(Module block, Module? norm = null, bool preNorm = false) => (this.block, this.norm, PreNorm) = (block, norm, preNorm);

    /// <summary>Whether the block's input is normalised rather than the sum.</summary>
    public bool PreNorm { get; }

    /// <inheritdoc/>
    public override Tensor Forward(Tensor input)
    {
        Tensor inside = block.Call(PreNorm && norm is not null ? norm.Call(input) : input);
        if (inside.Shape != input.Shape) throw new ArgumentException($"{Title}: the block turned {input.Shape} into {inside.Shape}: the sum needs one shape; add a Linear to the block.");
        if (PreNorm || norm is null) return input + inside;
        return norm is IFusesResidual fused ? fused.Forward(inside, input) : norm.Call(input + inside);
    }
}

/// <summary>A normalisation that adds a residual in the same pass.</summary>
internal interface IFusesResidual
{
    /// <summary>norm(input + residual).</summary>
    Tensor Forward(Tensor input, Tensor residual);
}
