namespace Nabla.Tensors;

/// <summary>What a tensor has that gradients end in: the buffer they add up in. While <see cref="IsZero"/> holds the buffer's content counts as zero
/// without having been cleared, so the first gradient of a step overwrites it.</summary>
internal sealed class Leaf(Tensor gradient)
{
    public Tensor Gradient { get; } = gradient;

    public bool IsZero { get; set; } = true;

    /// <summary>Makes the buffer's content what it counts as.</summary>
    public void Settle()
    {
        if (!IsZero) return;
        Gradient.Kernels.Fill(Gradient.Region, Gradient.Shape.Count, 0);
        IsZero = false;
    }
}
