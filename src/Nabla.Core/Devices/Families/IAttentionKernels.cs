namespace Nabla.Devices;

/// <summary>y = softmax(q·kᵀ·scale)·v for each head, without a matrix of scores in memory. A query sees the first lengths[batch] keys
/// (Int32, from 0 to all; all where absent) and, if causal, none after its own place; one that sees none gives zeros.</summary>
public interface IAttentionKernels
{
    /// <summary>y, and the log-sum-exp of each query for the gradient, in two parts [2, batch, heads, queries]: the largest score, and the logarithm of
    /// what the others add.</summary>
    void Attention(in AttentionArguments arguments);

    /// <summary>The gradients of queries, keys and values, which are added to where told. Where queries and keys have as many heads, dq, dk and dv
    /// may be one tensor, if all but the first are added to.</summary>
    void AttentionGradient(in AttentionArguments arguments);
}

/// <summary>The operands of <see cref="IAttentionKernels"/>; those that a call does not mention are absent.</summary>
public readonly record struct AttentionArguments(AttentionShape Shape,
    AttentionOperand Q, AttentionOperand K, AttentionOperand V, Region Lengths, AttentionOperand Y, Region LogSumExp,
    AttentionOperand Dy = default, AttentionOperand Dq = default, AttentionOperand Dk = default, AttentionOperand Dv = default,
    bool AddQ = false, bool AddK = false, bool AddV = false);
