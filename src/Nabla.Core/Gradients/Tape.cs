namespace Nabla.Gradients;

/// <summary>The list of recorded operations of one step. While a tape records, this is training: dropout drops, batch statistics are taken. An
/// operation is recorded only if an input needs a gradient. Backward consumes the tape.</summary>
public sealed partial class Tape
{
    [ThreadStatic] static Tape? current;
    static int count;

    readonly List<Node> nodes = [];
    int number;
    ulong draws;

    /// <summary>The tape that records on this thread, or null.</summary>
    public static Tape? Current => current;

    /// <summary>Whether a tape records on this thread: what other frameworks call training mode.</summary>
    public static bool IsRecording => current is not null;

    /// <summary>Which step this is: random choices during the step depend on it.</summary>
    public long Step { get; private set; }

    /// <summary>The recorded operations, in order.</summary>
    internal IReadOnlyList<Node> Nodes => nodes;

    /// <summary>How many operations are recorded.</summary>
    public int Count => nodes.Count;

    /// <summary>Begins to record on this thread. <see cref="Backward(Tensor)"/> or <see cref="Stop"/> ends it.</summary>
    /// <exception cref="InvalidOperationException">A tape records already.</exception>
    public static Tape Start(long step = 0)
    {
        var tape = new Tape();
        tape.Restart(step);
        return tape;
    }

    /// <summary>A tape that does not record yet: for <see cref="Restart"/>.</summary>
    public static Tape Reusable() => new();

    /// <summary>Begins to record on a finished tape, which saves its memory being made anew.</summary>
    /// <exception cref="InvalidOperationException">A tape records already.</exception>
    public void Restart(long step)
    {
        if (current is not null) throw new InvalidOperationException("Tape.Start: a tape records on this thread already: call its Backward or Stop first.");
        number = Interlocked.Increment(ref count);
        Step = step;
        draws = 0;
        current = this;
    }

    /// <summary>Records, runs backward from the loss that the body returns, and returns the loss.</summary>
    public static Tensor Differentiate(Func<Tensor> body, long step = 0)
    {
        Tape tape = Start(step);
        try
        {
            Tensor loss = body();
            tape.Backward(loss);
            return loss;
        }
        finally
        {
            tape.Stop();
        }
    }

    /// <summary>Runs the body without recording: as in evaluation.</summary>
    public static T Pause<T>(Func<T> body)
    {
        Tape? paused = current;
        current = null;
        try
        {
            return body();
        }
        finally
        {
            current = paused;
        }
    }

    /// <summary>A number for the next random choice of this step: 0, 1, 2, …</summary>
    public ulong NextDraw() => draws++;

    /// <summary>Where the gradient of an input goes.</summary>
    public Link Link(Tensor input)
    {
        Link link = Find(input);
        if (!isForgetting) return link;
        wouldRecord |= link.IsNeeded;
        return default;
    }

    Link Find(Tensor input)
    {
        if (input.Leaf is not null) return new Link(input, 0);
        return (int)(input.TapeMark >> 32) == number ? new Link(null, (int)input.TapeMark) : default;
    }

    /// <summary>Whether an operation on this input has to be recorded.</summary>
    public static bool Records(Tensor input) => current is { } tape && tape.Link(input).IsNeeded;

    /// <summary>Appends the operation that made a result.</summary>
    public void Append(Tensor result, Node node)
    {
        nodes.Add(node);
        node.Result = result;
        result.TapeMark = (long)number << 32 | (uint)nodes.Count;
    }

    /// <summary>Stops recording and lets go of everything saved. Does nothing on a tape that has ended.</summary>
    public void Stop()
    {
        if (ReferenceEquals(current, this)) current = null;
        foreach (Node node in nodes) node.ReleaseSaved();
        nodes.Clear();
        rooms.Clear();
        foreach (Tensor? left in gradients) left?.Storage.Release();
        Array.Clear(gradients);
    }
}
