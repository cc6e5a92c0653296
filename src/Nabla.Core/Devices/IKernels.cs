namespace Nabla.Devices;

/// <summary>
/// The arithmetic of a device for one type of real number. Operands are regions of blocks and sizes, never tensors;
/// they are contiguous and row-major where no strides are given, and outputs overlap no input unless said otherwise.
/// Strides and offsets count elements. Results do not depend on the number of threads.
/// </summary>
public interface IKernels
{
    /// <summary>y[i] = value.</summary>
    void Fill(Region y, long count, double value);

    /// <summary>y = x, or y += x, over strided operands of the same extents.</summary>
    void Copy(Region x, ReadOnlySpan<long> stridesX, Region y, ReadOnlySpan<long> stridesY, ReadOnlySpan<int> extents, bool accumulate);

    /// <summary>y[i] = f(x[i]). y may be x.</summary>
    void Map<F>(F formula, Region x, Region y, long count) where F : struct, IUnaryFormula;

    /// <summary>dx[i] = dy[i] · f′, where <paramref name="saved"/> is the output if the formula's slope is written in it, else the input. dx may be dy.</summary>
    void MapGradient<F>(F formula, Region saved, Region dy, Region dx, long count) where F : struct, IUnaryFormula;

    /// <summary>y = f(a, b) over the given extents; a stride of 0 repeats an operand along that axis. y is contiguous.</summary>
    void Zip<F>(F formula, Region a, ReadOnlySpan<long> stridesA, Region b, ReadOnlySpan<long> stridesB, Region y, ReadOnlySpan<int> extents) where F : struct, IBinaryFormula;

    /// <summary>da = dy · ∂f/∂a and db = dy · ∂f/∂b over the full extents, contiguous; an absent da or db is not computed.</summary>
    void ZipGradient<F>(F formula, Region a, ReadOnlySpan<long> stridesA, Region b, ReadOnlySpan<long> stridesB, Region dy, Region da, Region db, ReadOnlySpan<int> extents) where F : struct, IBinaryFormula;

    /// <summary>C = f(op(A) · op(B) + bias), or C += op(A) · op(B). The bias [n] may be absent. With accumulation there is neither bias nor activation.</summary>
    void Gemm<F>(in GemmShape shape, Region a, Region b, Region c, Region bias, F activation) where F : struct, IUnaryFormula;

    /// <summary>y[o, i] = reduction over r of x[o, r, i]; y[o, i] is added to with <paramref name="accumulate"/> (sums and means only).</summary>
    void Reduce(Reduction reduction, Region x, Region y, long outer, long reduced, long inner, bool accumulate);

    /// <summary>y[o, i] = the position r, as an Int32, of the largest x[o, r, i]; the first on a tie.</summary>
    void ArgMax(Region x, Region y, long outer, long reduced, long inner);

    /// <summary>Σ x[i]², accumulated in double.</summary>
    double SumOfSquares(Region x, long count);

    /// <summary>Softmax, or its logarithm, of each row.</summary>
    void Softmax(Region x, Region y, long rows, int columns, bool logarithm);

    /// <summary>The gradient of <see cref="Softmax"/>, from its output y.</summary>
    void SoftmaxGradient(Region y, Region dy, Region dx, long rows, int columns, bool logarithm);

    /// <summary>
    /// losses[r] = −Σ_c q_c log softmax(logits[r])_c with q = (1 − smoothing)·onehot(labels[r]) + smoothing/classes; labels are Int32;
    /// a negative label gives loss 0. Keeps the log-sum-exp of each row for the gradient.
    /// </summary>
    void CrossEntropy(Region logits, Region labels, Region losses, Region logSumExp, long rows, int classes, double smoothing);

    /// <summary>dx[r] = (softmax(logits[r]) − q) · dlosses[r], 0 where the label is negative. <paramref name="stride"/> is 1, or 0 where one number of dlosses serves every row.</summary>
    void CrossEntropyGradient(Region logits, Region labels, Region logSumExp, Region dlosses, int stride, Region dx, long rows, int classes, double smoothing);

    /// <summary>
    /// y = (s − mean)/√(variance + ε)·gain + offset for each row of s = x + residual; with <paramref name="rootMeanSquare"/> the mean counts as 0.
    /// Residual, gain, offset may be absent; s is written to <paramref name="sum"/> where there is a residual. mean and inverse deviation [rows] are kept for the gradient (mean may be absent for root mean square).
    /// </summary>
    void LayerNorm(Region x, Region residual, Region gain, Region offset, Region sum, Region y, Region mean, Region inverseDeviation, long rows, int columns, double epsilon, bool rootMeanSquare);

    /// <summary>Gradients of <see cref="LayerNorm"/> with respect to s (dx), gain and offset; absent ones are not computed. Gain and offset gradients are added to with <paramref name="accumulate"/>.</summary>
    void LayerNormGradient(Region sum, Region gain, Region mean, Region inverseDeviation, Region dy, Region dx, Region dgain, Region doffset, long rows, int columns, bool rootMeanSquare, bool accumulate);

    /// <summary>Mean and biased variance [channels] of x [outer, channels, inner].</summary>
    void ChannelStatistics(Region x, Region mean, Region variance, long outer, int channels, long inner);

    /// <summary>y = (x − mean)·inverseDeviation·gain + offset, by channel of x [outer, channels, inner]; gain and offset may be absent.</summary>
    void ChannelNorm(Region x, Region mean, Region inverseDeviation, Region gain, Region offset, Region y, long outer, int channels, long inner);

    /// <summary>Gradients of batch normalisation; with <paramref name="fixedStatistics"/> mean and deviation count as constants. Gain and offset gradients are added to with <paramref name="accumulate"/>; absent ones are not computed.</summary>
    void ChannelNormGradient(Region x, Region mean, Region inverseDeviation, Region gain, Region dy, Region dx, Region dgain, Region doffset, long outer, int channels, long inner, bool fixedStatistics, bool accumulate);

    /// <summary>
    /// The steps of a recurrent layer, in the memory that <see cref="RecurrentShape"/> describes: rows hold the inputs and the initial hidden state, blocks the inputs' part of
    /// the sums, cells the initial cell state. Fills in the rest, and outputs y [batch, time, hidden]. weight [products·hidden, hidden]; the bias [hidden] of a product
    /// that is a block of its own may be absent; so may lengths [batch] of Int32: past its length an example keeps its state and its outputs are 0.
    /// </summary>
    void Recur<C>(C cell, in RecurrentShape shape, Region weight, Region bias, Region rows, Region blocks, Region cells, Region lengths, Region y) where C : struct, IRecurrentCell;

    /// <summary>
    /// Walks the steps of <see cref="Recur"/> back: blocks become the slopes of the sums. dhidden and dcell [batch, hidden] hold those of the final state;
    /// dcell becomes that of the initial one, and dhidden what reaches the hidden state that the very first step starts from other than through its products.
    /// </summary>
    void RecurGradient<C>(C cell, in RecurrentShape shape, Region weight, Region rows, Region blocks, Region cells, Region lengths, Region dy, Region dhidden, Region dcell) where C : struct, IRecurrentCell;

    /// <summary>y[i] = x[i]/(1 − rate) with probability 1 − rate, else 0; the choice depends on key, stream and i alone, so the gradient is the same call on dy. y may be x.</summary>
    void Dropout(Region x, Region y, long count, double rate, ulong key, ulong stream);

    /// <summary>y[i] = low + (high − low)·uniform, as <c>Rng.Uniform(i)</c> of the key.</summary>
    void Uniform(Region y, long count, double low, double high, ulong key);

    /// <summary>y[i] = mean + deviation·normal, as <c>Rng.Normal(i)</c> of the key.</summary>
    void Normal(Region y, long count, double mean, double deviation, ulong key);

    /// <summary>y[i] = x[indices[i]], rows of <paramref name="width"/> elements; indices are Int32 and already checked.</summary>
    void Gather(Region x, Region indices, Region y, long count, int width);

    /// <summary>x[indices[i]] += y[i], rows of <paramref name="width"/> elements, in the order of i.</summary>
    void ScatterAdd(Region y, Region indices, Region x, long count, long rows, int width);

    /// <summary>
    /// y = softmax(q·kᵀ·scale)·v for each head, and the log-sum-exp of each query [batch, heads, queries] for the gradient. A query sees the first lengths[batch] keys
    /// (Int32, from 0 to all; all where absent) and, if causal, none after its own place; one that sees none gives zeros. No matrix of scores is in memory.
    /// </summary>
    void Attention(in AttentionShape shape, in AttentionOperand q, in AttentionOperand k, in AttentionOperand v, Region lengths, in AttentionOperand y, Region logSumExp);

    /// <summary>The gradients of <see cref="Attention"/>, which are added to where told. Where queries and keys have as many heads, dq, dk and dv may be one tensor, if all but the first are added to.</summary>
    void AttentionGradient(in AttentionShape shape, in AttentionOperand q, in AttentionOperand k, in AttentionOperand v, Region lengths, in AttentionOperand y, Region logSumExp,
        in AttentionOperand dy, in AttentionOperand dq, in AttentionOperand dk, in AttentionOperand dv, bool addQueries, bool addKeys, bool addValues);

    /// <summary>
    /// y of x [sequences, time, heads, size]: the halves a and b of the first <paramref name="turned"/> heads become a·cos − b·sin and a·sin + b·cos, with angles [time, size/2];
    /// other heads are copied. Turned the other way with <paramref name="back"/>.
    /// </summary>
    void Rotary(Region x, Region cosines, Region sines, Region y, long sequences, int time, int heads, int turned, int size, bool back);

    /// <summary>One optimizer step on every number: gradient·gradientScale goes into the formula, which changes parameter and states in place.</summary>
    void Update<F>(F formula, Region parameter, Region gradient, Region first, Region second, long count, double gradientScale) where F : struct, IUpdateFormula;
}
