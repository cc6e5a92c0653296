namespace Nabla.Gradients;

/// <summary>Where the gradient of an operation's input goes: to a leaf, to the node that made the input, or nowhere.</summary>
public readonly struct Link
{
    internal Link(Tensor? leaf, int slot)
    {
        Leaf = leaf;
        Slot = slot;
    }

    internal Tensor? Leaf { get; }

    internal int Slot { get; }

    /// <summary>Whether a gradient is wanted at all.</summary>
    public bool IsNeeded => Leaf is not null || Slot > 0;
}
