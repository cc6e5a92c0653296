namespace Nabla.Modules;

/// <summary>A residual connection across a change of extents: y = shortcut(x) + nn(x), where the shortcut is a projection (He et al. 2016,
/// "Deep residual learning", section 3.3, option B).</summary>
public sealed partial class Shortcut : Module
{
    readonly Module block, shortcut;

    /// <summary>A block and the way around it.</summary>
    /// <param name="block">nn.</param>
    /// <param name="shortcut">Brings the input to the block's extents, such as a 1×1 convolution of the block's stride.</param>
    public Shortcut(Module block, Module shortcut) => (this.block, this.shortcut) = (block, shortcut);

    /// <inheritdoc/>
    public override Tensor Forward(Tensor input)
    {
        Tensor inside = block.Call(input), beside = shortcut.Call(input);
        if (inside.Shape == beside.Shape) return inside + beside;
        throw new ArgumentException($"{Title}: the block turned {input.Shape} into {inside.Shape}, the shortcut into {beside.Shape}: the sum needs one shape.");
    }
}
