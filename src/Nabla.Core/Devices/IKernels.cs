namespace Nabla.Devices;

/// <summary>What every device must have, for one type of real number; what it may have besides are the families, such as
/// <see cref="ISoftmaxKernels"/>. Operands are regions of blocks and sizes, never tensors; they are contiguous and row-major where no strides are
/// given, and outputs overlap no input unless said otherwise. Strides and offsets count elements. Results do not depend on the number of
/// threads.</summary>
public interface IKernels
{
    /// <summary>y[i] = value.</summary>
    void Fill(Region y, long count, double value);

    /// <summary>y = x, or y += x, over strided operands of the same extents.</summary>
    void Copy(Region x, ReadOnlySpan<long> stridesX, Region y, ReadOnlySpan<long> stridesY, ReadOnlySpan<int> extents, bool accumulate);

    /// <summary>y[i] = f(x[i]). y may be x.</summary>
    void Map<F>(F formula, Region x, Region y, long count) where F : struct, IUnaryFormula;

    /// <summary>dx[i] = dy[i] · f′, where <paramref name="saved"/> is the output if the formula's slope is written in it and not in the input, else the input. dx may be dy.
    /// One number serves as dy for all if <paramref name="repeats"/>.</summary>
    void MapGradient<F>(F formula, Region saved, Region dy, Region dx, long count, bool repeats = false) where F : struct, IUnaryFormula;

    /// <summary>y = f(a, b) over the given extents; a stride of 0 repeats an operand along that axis. y is contiguous.</summary>
    void Zip<F>(F formula, Region a, ReadOnlySpan<long> stridesA, Region b, ReadOnlySpan<long> stridesB, Region y, ReadOnlySpan<int> extents) where F : struct, IBinaryFormula;

    /// <summary>da = dy · ∂f/∂a and db = dy · ∂f/∂b over the full extents, contiguous; an absent da or db is not computed. One
    /// number serves as dy for all if <paramref name="repeats"/>.</summary>
    void ZipGradient<F>(F formula, Region a, ReadOnlySpan<long> stridesA, Region b, ReadOnlySpan<long> stridesB, Region dy, Region da, Region db, ReadOnlySpan<int> extents,
        bool repeats = false) where F : struct, IBinaryFormula;

    /// <summary>C = f(op(A) · op(B) + bias), or C += op(A) · op(B). The bias [n] may be absent. With accumulation there is neither bias nor activation.</summary>
    void Gemm<F>(in GemmShape shape, Region a, Region b, Region c, Region bias, F activation) where F : struct, IUnaryFormula;

    /// <summary>y[o, i] = reduction over r of x[o, r, i]; y[o, i] is added to with <paramref name="accumulate"/> (sums and means only).</summary>
    void Reduce(Reduction reduction, Region x, Region y, long outer, long reduced, long inner, bool accumulate);

    /// <summary>y[o, i] = x[o, indices[i]], rows of <paramref name="width"/> elements, of which each o has <paramref name="rows"/>; indices are Int32 and
    /// already checked.</summary>
    void Gather(Region x, Region indices, Region y, long outer, long rows, long count, int width);

    /// <summary>x[indices[i]] += y[i], rows of <paramref name="width"/> elements, in the order of i.</summary>
    void ScatterAdd(Region y, Region indices, Region x, long count, long rows, int width);

    /// <summary>One optimizer step on every number: gradient·gradientScale goes into the formula, which changes parameter and states in place.</summary>
    void Update<F>(F formula, Region parameter, Region gradient, Region first, Region second, long count, double gradientScale) where F : struct, IUpdateFormula;
}
