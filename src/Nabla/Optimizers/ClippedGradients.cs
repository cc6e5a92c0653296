namespace Nabla.Optimizers;

/// <summary>What clipping found and decided.</summary>
/// <param name="Norm">‖G‖ of all gradients together, before clipping.</param>
/// <param name="Scale">What the optimizer has to multiply gradients with.</param>
public readonly record struct ClippedGradients(double Norm, double Scale)
{
    /// <summary>Whether the norm is a number. If not, some gradient is NaN or infinite, and a step would destroy the parameters: stop before it.</summary>
    public bool IsFinite => double.IsFinite(Norm);
}
