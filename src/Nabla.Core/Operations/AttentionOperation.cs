namespace Nabla.Operations;

/// <summary>Scaled dot-product attention (Vaswani et al. 2017, arXiv:1706.03762, section 3.2.1) in memory linear in the sequence's length (Dao et al.
/// 2022, arXiv:2205.14135). Several heads may share keys and values (Shazeer 2019, arXiv:1911.02150; Ainslie et al. 2023,
/// arXiv:2305.13245).</summary>
public static class AttentionOperation
{
    extension(Tensor query)
    {
        /// <summary>softmax(q·kᵀ/√size)·v: queries [batch, time, heads, size], keys and values [batch, keys, keyHeads, size] → [batch, time, heads,
        /// size].</summary>
        /// <param name="key">The keys; head h of the queries looks at head h·keyHeads/heads.</param>
        /// <param name="value">The values, of the keys' shape.</param>
        /// <param name="causal">Whether a query sees no key after its own place; the last query stands at the last key.</param>
        /// <param name="lengths">How many keys of each sequence there are, Int32 [batch]; all by default. A query that sees no key gives zeros.</param>
        /// <exception cref="ArgumentException">Shapes or types do not fit, or a length is not between 0 and the keys.</exception>
        public Tensor Attention(Tensor key, Tensor value, bool causal = false, Tensor? lengths = null)
        {
            Check(query, key, value, lengths);
            if (query.Family<IAttentionKernels>() is not { } kernels) return Composed(query, key, value, causal, lengths);
            (query, key, value, lengths) = (Rows(query), Rows(key), Rows(value), lengths?.Contiguous());
            Tensor y = query.EmptyLike(query.Shape, "Attention"), logSumExp = Logs(query);
            kernels.Attention(Arguments(query, key, value, causal, lengths, y, logSumExp));
            if (Tape.Current is not { } tape) return y;
            Link linkQ = tape.Link(query), linkK = tape.Link(key), linkV = tape.Link(value);
            if (linkQ.IsNeeded || linkK.IsNeeded || linkV.IsNeeded)
                tape.Append(y, new AttentionNode(kernels, linkQ, linkK, linkV, query, key, value, lengths, y, logSumExp, causal));
            return y;
        }
    }

    /// <summary>The same in plain operations, with a matrix of all scores.</summary>
    public static Tensor Composed(Tensor query, Tensor key, Tensor value, bool causal, Tensor? lengths)
    {
        AttentionShape shape = ShapeOf(query, key, causal);
        Tensor Columns(Tensor x) => x.Reshape(shape.Batch, shape.Keys, shape.KeyHeads, 1, shape.Size)
            .Expand([shape.Batch, shape.Keys, shape.KeyHeads, shape.Heads / shape.KeyHeads, shape.Size]).Reshape(shape.Batch, shape.Keys, shape.Heads, shape.Size).Permute(0, 2, 1, 3);
        (Tensor hidden, Tensor sees) = Masks(shape, lengths, query);
        if (shape.Keys == 0) return query * 0.0;
        Tensor scores = query.Permute(0, 2, 1, 3).MatMul(Columns(key).Transpose()) * shape.Scale + hidden;
        return (scores.Softmax() * sees).MatMul(Columns(value)).Permute(0, 2, 1, 3);
    }

    // For scores [batch, heads, queries, keys]: 0 where a query sees a key and −10⁹ where it does not; and 1 where it sees any, else 0.
    static (Tensor Hidden, Tensor Sees) Masks(in AttentionShape shape, Tensor? lengths, Tensor query)
    {
        int[]? counts = lengths?.ToArray<int>();
        double[] hidden = new double[shape.Batch * shape.Queries * shape.Keys], sees = new double[shape.Batch * shape.Queries];
        for (int row = 0; row < sees.Length; row++)
        {
            int seen = counts?[row / shape.Queries] ?? shape.Keys;
            if (shape.IsCausal) seen = Math.Min(seen, row % shape.Queries + shape.Keys - shape.Queries + 1);
            hidden.AsSpan(row * shape.Keys, shape.Keys)[Math.Max(0, seen)..].Fill(-1e9);
            sees[row] = seen > 0 ? 1 : 0;
        }
        Tensor Of(double[] mask, Shape extents) => Tensor.From(mask, extents, query.Device).To(query.DataType);
        return (Of(hidden, [shape.Batch, 1, shape.Queries, shape.Keys]), Of(sees, [shape.Batch, 1, shape.Queries, 1]));
    }

    internal static void Check(Tensor query, Tensor key, Tensor value, Tensor? lengths)
    {
        Operand.RequireReal(query, "Attention");
        if (query.Rank != 4 || key.Rank != 4) throw new ArgumentException($"Attention: expected queries [batch, time, heads, size] and keys [batch, keys, keyHeads, size], got {query.Shape} and {key.Shape}.");
        Operand.RequireLike(query, key, "Attention", "keys");
        Operand.RequireLike(query, value, key.Shape, "Attention", "values of the keys' shape");
        if (key.Shape[0] != query.Shape[0] || key.Shape[3] != query.Shape[3]) throw new ArgumentException($"Attention: queries {query.Shape} and keys {key.Shape} need one batch and one size.");
        if (key.Shape[2] == 0 || query.Shape[2] % key.Shape[2] != 0) throw new ArgumentException($"Attention: {query.Shape[2]} heads cannot share {key.Shape[2]} heads of keys evenly: their number must be a divisor.");
        if (query.Shape[3] == 0) throw new ArgumentException($"Attention: expected heads of a size above 0, got queries {query.Shape}.");
        if (lengths is null) return;
        Operand.RequireIndices(query, lengths, [key.Shape[0]], "Attention", "lengths");
        RowIndices.Check(Tape.Pause(lengths.Contiguous), key.Shape[1] + 1, "Attention", "length", "number of keys", allowNegative: false);
    }

    // The elements of a row must be adjacent, and rows within reach of an int.
    static Tensor Rows(Tensor x) =>
        (x.Strides[3] == 1 || x.Shape[3] == 1) && x.Strides[1] is >= 0 and <= int.MaxValue && x.Strides[2] is >= 0 and <= int.MaxValue && x.Strides[1] >= x.Shape[3] ? x : x.Contiguous();

    internal static AttentionShape ShapeOf(Tensor query, Tensor key, bool causal) =>
        new(query.Shape[0], query.Shape[1], key.Shape[1], query.Shape[2], key.Shape[2], query.Shape[3]) { IsCausal = causal };

    internal static Tensor Logs(Tensor query) => query.EmptyLike([2, query.Shape[0], query.Shape[2], query.Shape[1]], "Attention");

    internal static AttentionOperand OperandOf(Tensor x) => new(x.Region, x.Strides[0], (int)x.Strides[1], (int)x.Strides[2]);

    internal static AttentionArguments Arguments(Tensor q, Tensor k, Tensor v, bool causal, Tensor? lengths, Tensor y, Tensor logSumExp) =>
        new(ShapeOf(q, k, causal), OperandOf(q), OperandOf(k), OperandOf(v), lengths?.Region ?? default, OperandOf(y), logSumExp.Region);

    sealed class AttentionNode : Node
    {
        readonly IAttentionKernels kernels;
        readonly Link linkQ, linkK, linkV;
        readonly Tensor q, k, v, y, logSumExp;
        readonly Tensor? lengths;
        readonly bool causal;

        public AttentionNode(IAttentionKernels kernels, Link linkQ, Link linkK, Link linkV, Tensor q, Tensor k, Tensor v, Tensor? lengths, Tensor y, Tensor logSumExp, bool causal)
        {
            (this.kernels, this.linkQ, this.linkK, this.linkV, this.causal) = (kernels, linkQ, linkK, linkV, causal);
            (this.q, this.k, this.v, this.y, this.logSumExp) = (Save(q), Save(k), Save(v), Save(y), Save(logSumExp));
            this.lengths = lengths is null ? null : Save(lengths);
        }

        public override string Name => "Attention";

        public override void Backward(Tape tape, Tensor gradient)
        {
            Tensor dq = Target(tape, linkQ, q, out bool addQ), dk = Target(tape, linkK, k, out bool addK), dv = Target(tape, linkV, v, out bool addV);
            kernels.AttentionGradient(Arguments(q, k, v, causal, lengths, y, logSumExp) with
            {
                Dy = OperandOf(gradient), Dq = OperandOf(dq), Dk = OperandOf(dk), Dv = OperandOf(dv), AddQ = addQ, AddK = addK, AddV = addV,
            });
        }

        // Where no gradient is wanted it goes to memory that is let go at once.
        static Tensor Target(Tape tape, Link link, Tensor x, out bool add)
        {
            add = false;
            return link.IsNeeded ? tape.Target(link, x.Shape, out add) : x.EmptyLike(x.Shape, "Attention");
        }
    }
}
