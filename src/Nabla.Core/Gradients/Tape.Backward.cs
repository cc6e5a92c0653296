namespace Nabla.Gradients;

public sealed partial class Tape
{
    Tensor?[] gradients = [];

    // Where gradients stay, given out to be written and not yet given back.
    readonly List<Tensor> rooms = [];

    /// <summary>Walks the tape from the loss to its beginning. Gradients of leaves are added up; what a node saved and the gradients in between are
    /// released as soon as they have been used.</summary>
    /// <exception cref="InvalidOperationException">The loss has more than one element or was not recorded on this tape.</exception>
    public void Backward(Tensor loss)
    {
        if (loss.Count != 1) throw new InvalidOperationException($"Backward: expected a loss of one element, got shape {loss.Shape}: reduce it first, for example by Mean().");
        ScopeStack stack = ScopeStack.Current;
        ScopeMark mark = stack.Open();
        try
        {
            Backward(loss, Tensor.Full(loss.Shape, 1, loss.DataType, loss.Device));
        }
        finally
        {
            stack.Close(mark);
        }
    }

    /// <summary>As <see cref="Backward(Tensor)"/>, from a result of any shape whose gradient is given.</summary>
    /// <exception cref="InvalidOperationException">The result was not recorded on this tape, or the gradient has another shape or type.</exception>
    public void Backward(Tensor result, Tensor gradient)
    {
        if (gradient.Shape != result.Shape || gradient.DataType != result.DataType)
            throw new InvalidOperationException($"Backward: expected a gradient {result.DataType}{result.Shape}, got {gradient.DataType}{gradient.Shape}.");
        Link start = Link(result);
        if (!start.IsNeeded) throw new InvalidOperationException("Backward: the result does not depend on anything that requires a gradient, or was not recorded on this tape.");
        if (start.Slot > nodes.Count)
            throw new InvalidOperationException("Backward: the tape has ended, and with it what it saved: record again, and add losses up before one backward.");
        if (current is not null && current != this)
            throw new InvalidOperationException("Backward: another tape records on this thread: end it first, or run this backward in Tape.Pause.");
        current = null;
        ScopeStack stack = ScopeStack.Current;
        ScopeMark mark = stack.Open();
        try
        {
            if (gradients.Length <= nodes.Count) gradients = new Tensor?[Math.Max(16, nodes.Count * 2)];
            Add(start, gradient);
            while (nodes.Count > 0) Visit(nodes.Count, stack);
        }
        finally
        {
            Stop();
            stack.Close(mark);
        }
    }

    void Visit(int slot, ScopeStack stack)
    {
        Node node = nodes[slot - 1];
        if (gradients[slot] is { } gradient)
        {
            ScopeMark mark = stack.Open();
            node.Backward(this, gradient.IsContiguous || node.TakesRepeated && gradient.IsRepeated ? gradient : Copy(gradient));
            gradients[slot] = null;
            gradient.Storage.Release();
            stack.Close(mark);
        }
        node.ReleaseSaved();
        // Unless a recomputation has unfolded above it: then it is passed again, without a gradient.
        if (nodes.Count == slot) nodes.RemoveAt(slot - 1);
    }

    /// <summary>Adds a gradient to where the link leads. The tensor may be shared with others and is not written to.</summary>
    public void Add(Link link, Tensor gradient)
    {
        if (!link.IsNeeded) return;
        Tensor like = link.Leaf ?? nodes[link.Slot - 1].Result!;
        if (!like.IsLike(gradient)) throw Misfit(like, gradient.Shape, gradient.DataType, gradient.Device);
        if (rooms.Count > 0 && rooms.Remove(gradient)) return;
        if (link.Leaf is null && gradients[link.Slot] is null)
        {
            gradient.Storage.Retain();
            gradients[link.Slot] = gradient;
            return;
        }
        Tensor target = Target(link, gradient.Shape, out bool accumulate);
        gradient.CopyInto(target, accumulate);
    }

    /// <summary>Memory for the gradient of an input, to be overwritten as a whole and then given to <see cref="Add"/>: that where the gradient stays, if
    /// nothing is there yet, so that nothing has to be copied. For one input only: what is added to two is memory of one's own.</summary>
    public Tensor Room(Link link, in Shape shape)
    {
        bool isFree = link.Leaf is { Leaf: { } leaf } ? leaf.IsZero : gradients[link.Slot] is null;
        if (!isFree) return (link.Leaf ?? nodes[link.Slot - 1].Result!).EmptyLike(shape, "a gradient");
        Tensor room = Target(link, shape, out _);
        rooms.Add(room);
        return room;
    }

    // What does not fit would be written, or read, beyond the end of a buffer.
    static InvalidOperationException Misfit(Tensor like, in Shape shape, DataType type, Device device) => new(
        $"Tape.Add: expected a gradient {like.DataType}{like.Shape} on '{like.Device.Name}', got {type}{shape} on '{device.Name}': " +
        "a node's Backward must give gradients of its inputs' shapes and types, where they lie.");

    /// <summary>The tensor that a kernel may write the gradient of an input to: adding to what is there if <paramref name="accumulate"/> comes back
    /// true, overwriting it otherwise. Asked for an input that an operation has twice, it gives the same tensor again, and to add.</summary>
    public Tensor Target(Link link, in Shape shape, out bool accumulate)
    {
        Tensor like = link.Leaf ?? nodes[link.Slot - 1].Result!;
        if (!like.IsLike(in shape)) throw Misfit(like, shape, like.DataType, like.Device);
        if (link.Leaf is { Leaf: { } leaf })
        {
            accumulate = !leaf.IsZero;
            leaf.IsZero = false;
            return leaf.Gradient;
        }
        Tensor? present = gradients[link.Slot];
        accumulate = present is not null;
        if (present is { IsContiguous: true, Storage.HasOneOwner: true }) return present;
        Tensor target = like.EmptyLike(shape, "a gradient");
        // Not the scope's: a node that asks for the target of one input twice gets the same both times.
        ScopeStack.Current.HandOver(target.Storage);
        if (present is not null)
        {
            present.CopyInto(target);
            present.Storage.Release();
        }
        gradients[link.Slot] = target;
        return target;
    }

    static Tensor Copy(Tensor source)
    {
        Tensor target = source.EmptyLike(source.Shape, "a gradient");
        source.CopyInto(target);
        return target;
    }
}
