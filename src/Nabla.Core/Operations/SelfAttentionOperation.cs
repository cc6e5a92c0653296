using static Nabla.Operations.AttentionOperation;

namespace Nabla.Operations;

/// <summary>Attention of a sequence to itself, from queries, keys and values that one product made: they are read, and their gradients written, where they lie.</summary>
public static class SelfAttentionOperation
{
    extension(Tensor packed)
    {
        /// <summary>Attention of a sequence to itself: queries, keys and values of each place side by side, [batch, time, (heads + 2·keyHeads)·size]
        /// → [batch, time, heads·size].</summary>
        /// <param name="heads">Heads of the queries.</param>
        /// <param name="keyHeads">Heads of keys and values, a divisor of <paramref name="heads"/>; as many by default.</param>
        /// <param name="causal">Whether a place sees none after it.</param>
        /// <param name="lengths">How long each sequence is, Int32 [batch]; the whole time by default.</param>
        /// <exception cref="ArgumentException">Shapes or types do not fit.</exception>
        public Tensor SelfAttention(int heads, int? keyHeads = null, bool causal = false, Tensor? lengths = null)
        {
            packed = packed.Contiguous();
            if (packed.Family<IAttentionKernels>() is not { } kernels) return Composed(packed, heads, keyHeads ?? heads, causal, lengths);
            (Tensor q, Tensor k, Tensor v) = Unpack(packed, heads, keyHeads ?? heads);
            Check(q, k, v, lengths);
            lengths = lengths?.Contiguous();
            Tensor y = packed.EmptyLike([packed.Shape[0], packed.Shape[1], heads * q.Shape[3]], "SelfAttention"), logSumExp = Logs(q);
            kernels.Attention(Arguments(q, k, v, causal, lengths, Heads(y, heads), logSumExp));
            if (Tape.Current is { } tape && tape.Link(packed) is { IsNeeded: true } link)
                tape.Append(y, new SelfAttentionNode(kernels, link, packed, lengths, y, logSumExp, heads, keyHeads ?? heads, causal));
            return y;
        }
    }

    /// <summary>The same in plain operations.</summary>
    public static Tensor Composed(Tensor packed, int heads, int keyHeads, bool causal, Tensor? lengths)
    {
        int size = Size(packed, heads, keyHeads), batch = packed.Shape[0], time = packed.Shape[1];
        Tensor[] parts = packed.Reshape(batch, time, heads + 2 * keyHeads, size).Split(2, heads, keyHeads, keyHeads);
        return parts[0].Attention(parts[1], parts[2], causal, lengths).Reshape(batch, time, heads * size);
    }

    static (Tensor Q, Tensor K, Tensor V) Unpack(Tensor packed, int heads, int keyHeads)
    {
        _ = Size(packed, heads, keyHeads);
        Tensor all = Heads(packed, heads + 2 * keyHeads);
        return (SliceOperation.Part(all, 2, 0, heads), SliceOperation.Part(all, 2, heads, keyHeads), SliceOperation.Part(all, 2, heads + keyHeads, keyHeads));
    }

    static int Size(Tensor packed, int heads, int keyHeads)
    {
        int parts = heads + 2 * keyHeads;
        if (heads < 1 || keyHeads < 1 || packed.Rank != 3 || packed.Shape[2] % parts != 0)
            throw new ArgumentException($"SelfAttention: expected [batch, time, ({heads} + 2·{keyHeads})·size] for {heads} heads and {keyHeads} of keys, got {packed.Shape}.");
        return packed.Shape[2] / parts;
    }

    // [batch, time, heads·size] seen as [batch, time, heads, size].
    static Tensor Heads(Tensor x, int heads)
    {
        Shape shape = [x.Shape[0], x.Shape[1], heads, x.Shape[2] / heads];
        return x.View(shape, Strides.Dense(shape), x.Offset);
    }

    sealed class SelfAttentionNode : Node
    {
        readonly IAttentionKernels kernels;
        readonly Link link;
        readonly Tensor packed, y, logSumExp;
        readonly Tensor? lengths;
        readonly int heads, keyHeads;
        readonly bool causal;

        public SelfAttentionNode(IAttentionKernels kernels, Link link, Tensor packed, Tensor? lengths, Tensor y, Tensor logSumExp, int heads, int keyHeads, bool causal)
        {
            (this.kernels, this.link, this.heads, this.keyHeads, this.causal) = (kernels, link, heads, keyHeads, causal);
            (this.packed, this.y, this.logSumExp) = (Save(packed), Save(y), Save(logSumExp));
            this.lengths = lengths is null ? null : Save(lengths);
        }

        public override string Name => "SelfAttention";

        public override void Backward(Tape tape, Tensor gradient)
        {
            Tensor target = tape.Target(link, packed.Shape, out bool add);
            (Tensor q, Tensor k, Tensor v) = Unpack(packed, heads, keyHeads);
            (Tensor dq, Tensor dk, Tensor dv) = Unpack(target, heads, keyHeads);
            kernels.AttentionGradient(Arguments(q, k, v, causal, lengths, Heads(y, heads), logSumExp) with
            {
                Dy = OperandOf(Heads(gradient, heads)), Dq = OperandOf(dq), Dk = OperandOf(dk), Dv = OperandOf(dv), AddQ = add, AddK = add, AddV = add,
            });
        }
    }
}
