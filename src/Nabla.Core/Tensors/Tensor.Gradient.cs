namespace Nabla.Tensors;

public sealed partial class Tensor
{
    internal Leaf? Leaf { get; private set; }

    /// <summary>Whether backward adds up a gradient for this tensor: true for parameters.</summary>
    public bool RequiresGradient => Leaf is not null;

    /// <summary>What backward has added up for this tensor since it was last cleared, or null if it requires no gradient.</summary>
    public Tensor? Gradient
    {
        get
        {
            Leaf?.Settle();
            return Leaf?.Gradient;
        }
    }

    /// <summary>Asks backward for a gradient of this tensor, and keeps it.</summary>
    /// <returns>This tensor.</returns>
    /// <exception cref="InvalidOperationException">It holds integers, is not contiguous, or is the result of a recorded operation.</exception>
    public Tensor RequireGradient()
    {
        if (!DataType.IsFloat) throw new InvalidOperationException($"RequireGradient: expected real numbers, got {DataType}: integers have no gradient.");
        if (!IsContiguous) throw new InvalidOperationException("RequireGradient: expected a contiguous tensor, got a view: call Contiguous() first.");
        if (TapeMark != 0) throw new InvalidOperationException("RequireGradient: this is the result of a recorded operation: call it on the inputs, or on Detach().");
        if (Leaf is null)
        {
            Keep();
            Leaf = new Leaf(EmptyLike(Shape, "RequireGradient").Keep());
        }
        return this;
    }

    /// <summary>Makes the gradient count as zero, without touching its memory.</summary>
    public void ClearGradient()
    {
        if (Leaf is not null) Leaf.IsZero = true;
    }

    /// <summary>Moves a parameter and its gradient to places in shared memory, so that one kernel walks those of a whole model. The tensor stays the same object.</summary>
    /// <param name="place">Where the numbers go, a contiguous tensor of this shape and type.</param>
    /// <param name="gradientPlace">Where backward adds up from here on, likewise; its content counts as zero.</param>
    /// <exception cref="ArgumentException">A place has another shape or type, lies on another device, or one of the three is a strided view.</exception>
    public void MoveTo(Tensor place, Tensor gradientPlace)
    {
        Operand.RequireLike(this, place, Shape, "MoveTo", "a place");
        Operand.RequireLike(this, gradientPlace, Shape, "MoveTo", "a place of the gradient");
        if (!IsContiguous || !place.IsContiguous || !gradientPlace.IsContiguous)
            throw new ArgumentException($"MoveTo: expected contiguous places for a contiguous {DataType}{Shape}, got a strided view: take a Copy() of what is moved.");
        CopyInto(place);
        Storage = place.Storage;
        Offset = place.Offset;
        Leaf = new Leaf(gradientPlace);
    }
}
