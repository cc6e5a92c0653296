using Nabla.Tensors;

namespace Nabla.Modules;

/// <summary>
/// Memory for time (Chen et al. 2016, arXiv:1604.06174): in training, only the input of a block is kept, and backward runs the block again.
/// Results and gradients are the same bits as without, dropout and running statistics included, and so are the names of parameters:
/// it can be put around a block or taken off between two runs. It costs one more forward of the block.
/// </summary>
/// <param name="block">Any module, such as one block of a deep network, or several in a Sequential.</param>
public sealed class Recompute(Module block) : Module
{
    /// <summary>What is run again.</summary>
    public Module Block => block;

    /// <inheritdoc/>
    public override Tensor Forward(Tensor input) => Recomputed(block.Call, input);

    /// <inheritdoc/>
    protected internal override void Visit(IModuleVisitor visitor) => visitor.Child("", block);
}
