namespace Nabla.Devices;

/// <summary>Softmax and the negative log-likelihood of the right class: losses[r] = −Σ_c q_c log softmax(logits[r])_c with
/// q = (1 − smoothing)·onehot(labels[r]) + smoothing/classes. A negative label gives loss 0 and gradient 0.</summary>
public interface ICrossEntropyKernels
{
    /// <summary>Losses, and the log-sum-exp of each row, in its two parts, for the gradient.</summary>
    void CrossEntropy(in CrossEntropyArguments arguments);

    /// <summary>dx[r] = (softmax(logits[r]) − q) · dlosses[r·stride].</summary>
    void CrossEntropyGradient(in CrossEntropyArguments arguments);
}

/// <summary>The operands of <see cref="ICrossEntropyKernels"/>: logits and dx [rows, classes], labels [rows] of Int32, already checked, others
/// [rows]. LogSumExp is log Σ e^logits of
/// each row, [2, rows]: the largest logit, then the logarithm of what the others add, for their sum would lose digits that every probability needs.
/// The stride of dlosses is 1, or 0 where one number serves every row.</summary>
public readonly record struct CrossEntropyArguments(long Rows, int Classes, double Smoothing, Region Logits, Region Labels, Region LogSumExp,
    Region Losses = default, Region Dlosses = default, int Stride = 1, Region Dx = default);
