namespace Nabla.Modules;

/// <summary>Folds all axes but the first into one: [batch, 1, 28, 28] → [batch, 784].</summary>
public sealed partial class Flatten : Module
{
    /// <inheritdoc/>
    public override Tensor Forward(Tensor input) => input.Rank == 2 ? input : input.Flatten();
}
