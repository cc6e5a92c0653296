namespace Nabla.Gradients;

/// <summary>Memory for time, "gradient checkpointing" (Chen et al. 2016, arXiv:1604.06174): of a part of the forward only its input is kept, and
/// backward runs the part again when it comes there. Gradients are the same bits as without.</summary>
public static class Recomputation
{
    /// <summary>The body's result. While a tape records, nothing of what the body computes on the way is kept: one node stands for all of it, and
    /// unfolds into the body's own nodes when backward comes to it. Random choices are drawn the same both times.</summary>
    /// <param name="body">A function of its input and of what lasts: parameters and kept tensors. It runs twice with the same result, so what it does
    /// besides must be done in the first run alone; see <see cref="Tape.IsReplaying"/>.</param>
    /// <param name="input">The body's input.</param>
    /// <param name="others">Up to seven other results of this step that the body reads: they are kept until then.</param>
    public static Tensor Run(Func<Tensor, Tensor> body, Tensor input, params ReadOnlySpan<Tensor> others)
    {
        if (Tape.Current is not { IsForgetting: false } tape) return body(input);
        ulong draw = tape.NextDrawAt;
        ScopeStack stack = ScopeStack.Current;
        ScopeMark mark = stack.Open();
        Tensor? result = null;
        try
        {
            result = tape.Forget(body, input, out bool needed);
            // A body that hands on what was there before has no node of its own.
            if (!needed || tape.Link(result).IsNeeded) return result;
            result = result.Detach();
            tape.Append(result, new RecomputedNode(body, input, others, draw));
            return result;
        }
        finally
        {
            stack.Close(mark, result?.Storage);
        }
    }

    sealed class RecomputedNode : Node
    {
        readonly Func<Tensor, Tensor> body;
        readonly Tensor input;
        readonly ulong draw;

        public RecomputedNode(Func<Tensor, Tensor> body, Tensor input, ReadOnlySpan<Tensor> others, ulong draw)
        {
            (this.body, this.draw, this.input) = (body, draw, Save(input));
            foreach (Tensor other in others) Save(other);
        }

        public override string Name => "Recomputation";

        public override void Backward(Tape tape, Tensor gradient)
        {
            Tensor again = tape.Replay(body, input, draw);
            if (again.Shape != gradient.Shape) throw new InvalidOperationException($"Recomputation: the body gave {gradient.Shape} at first and {again.Shape} when it was run again: it must depend on its input and on what lasts alone.");
            tape.Add(tape.Link(again), gradient);
        }
    }
}
