using System.Numerics;
using System.Runtime.CompilerServices;

namespace Nabla.Devices.Cpu;

/// <summary>
/// The processor's kernels for one number type and vector width: turns regions into pointers, hands over to the kernel,
/// and keeps the blocks alive until it is done.
/// </summary>
internal sealed unsafe class CpuKernels<T, L, D> : IKernels
    where T : unmanaged, IBinaryFloatingPointIeee754<T> where L : struct, ILane<L, T> where D : struct, IDual<D, L>
{
    public void Fill(Region y, long count, double value)
    {
        FillKernel<T>.Run(At(y), count, T.CreateTruncating(value));
        Keep(y);
    }

    public void Copy(Region x, ReadOnlySpan<long> stridesX, Region y, ReadOnlySpan<long> stridesY, ReadOnlySpan<int> extents, bool accumulate)
    {
        CopyKernel<T, L>.Run(At(x), stridesX, At(y), stridesY, extents, accumulate);
        Keep(x, y);
    }

    public void Map<F>(F formula, Region x, Region y, long count) where F : struct, IUnaryFormula
    {
        MapKernel<T, L>.Run(formula, At(x), At(y), count);
        Keep(x, y);
    }

    public void MapGradient<F>(F formula, Region saved, Region dy, Region dx, long count) where F : struct, IUnaryFormula
    {
        MapGradientKernel<T, L, D>.Run(formula, At(saved), At(dy), At(dx), count);
        Keep(saved, dy, dx);
    }

    public void Zip<F>(F formula, Region a, ReadOnlySpan<long> stridesA, Region b, ReadOnlySpan<long> stridesB, Region y, ReadOnlySpan<int> extents) where F : struct, IBinaryFormula
    {
        ZipKernel<T, L>.Run(formula, At(a), stridesA, At(b), stridesB, At(y), extents);
        Keep(a, b, y);
    }

    public void ZipGradient<F>(F formula, Region a, ReadOnlySpan<long> stridesA, Region b, ReadOnlySpan<long> stridesB, Region dy, Region da, Region db, ReadOnlySpan<int> extents) where F : struct, IBinaryFormula
    {
        ZipGradientKernel<T, L, D>.Run(formula, At(a), stridesA, At(b), stridesB, At(dy), At(da), At(db), extents);
        Keep(a, b, dy);
        Keep(da, db);
    }

    public void Gemm<F>(in GemmShape shape, Region a, Region b, Region c, Region bias, F activation) where F : struct, IUnaryFormula
    {
        Gemm<T, L>.Run(shape, At(a), At(b), At(c), At(bias), activation);
        Keep(a, b, c);
        Keep(bias);
    }

    public void Reduce(Reduction reduction, Region x, Region y, long outer, long reduced, long inner, bool accumulate)
    {
        ReduceKernel<T, L>.Reduce(reduction, At(x), At(y), outer, reduced, inner, accumulate);
        Keep(x, y);
    }

    public void ArgMax(Region x, Region y, long outer, long reduced, long inner)
    {
        ArgMaxKernel<T, L>.ArgMax(At(x), Int32At(y), outer, reduced, inner);
        Keep(x, y);
    }

    public double SumOfSquares(Region x, long count)
    {
        double sum = SumOfSquaresKernel<T, L>.SumOfSquares(At(x), count);
        Keep(x);
        return sum;
    }

    public void Softmax(Region x, Region y, long rows, int columns, bool logarithm)
    {
        SoftmaxKernel<T, L>.Softmax(At(x), At(y), rows, columns, logarithm);
        Keep(x, y);
    }

    public void SoftmaxGradient(Region y, Region dy, Region dx, long rows, int columns, bool logarithm)
    {
        SoftmaxGradientKernel<T, L>.SoftmaxGradient(At(y), At(dy), At(dx), rows, columns, logarithm);
        Keep(y, dy, dx);
    }

    public void CrossEntropy(Region logits, Region labels, Region losses, Region logSumExp, long rows, int classes, double smoothing)
    {
        CrossEntropyKernel<T, L>.CrossEntropy(At(logits), Int32At(labels), At(losses), At(logSumExp), rows, classes, smoothing);
        Keep(logits, labels, losses);
        Keep(logSumExp);
    }

    public void CrossEntropyGradient(Region logits, Region labels, Region logSumExp, Region dlosses, int stride, Region dx, long rows, int classes, double smoothing)
    {
        CrossEntropyKernel<T, L>.CrossEntropyGradient(At(logits), Int32At(labels), At(logSumExp), At(dlosses), stride, At(dx), rows, classes, smoothing);
        Keep(logits, labels, logSumExp);
        Keep(dlosses, dx);
    }

    public void LayerNorm(Region x, Region residual, Region gain, Region offset, Region sum, Region y, Region mean, Region inverseDeviation, long rows, int columns, double epsilon, bool rootMeanSquare)
    {
        LayerNormKernel<T, L>.LayerNorm(At(x), At(residual), At(gain), At(offset), At(sum), At(y), At(mean), At(inverseDeviation), rows, columns, epsilon, rootMeanSquare);
        Keep(x, residual, gain);
        Keep(offset, sum, y);
        Keep(mean, inverseDeviation);
    }

    public void LayerNormGradient(Region sum, Region gain, Region mean, Region inverseDeviation, Region dy, Region dx, Region dgain, Region doffset, long rows, int columns, bool rootMeanSquare, bool accumulate)
    {
        LayerNormGradientKernel<T, L>.LayerNormGradient(At(sum), At(gain), At(mean), At(inverseDeviation), At(dy), At(dx), At(dgain), At(doffset), rows, columns, rootMeanSquare, accumulate);
        Keep(sum, gain, mean);
        Keep(inverseDeviation, dy, dx);
        Keep(dgain, doffset);
    }

    public void ChannelStatistics(Region x, Region mean, Region variance, long outer, int channels, long inner)
    {
        ChannelStatisticsKernel<T, L>.ChannelStatistics(At(x), At(mean), At(variance), outer, channels, inner);
        Keep(x, mean, variance);
    }

    public void ChannelNorm(Region x, Region mean, Region inverseDeviation, Region gain, Region offset, Region y, long outer, int channels, long inner)
    {
        ChannelNormKernel<T, L>.ChannelNorm(At(x), At(mean), At(inverseDeviation), At(gain), At(offset), At(y), outer, channels, inner);
        Keep(x, mean, inverseDeviation);
        Keep(gain, offset, y);
    }

    public void ChannelNormGradient(Region x, Region mean, Region inverseDeviation, Region gain, Region dy, Region dx, Region dgain, Region doffset, long outer, int channels, long inner, bool fixedStatistics, bool accumulate)
    {
        ChannelNormGradientKernel<T, L>.ChannelNormGradient(At(x), At(mean), At(inverseDeviation), At(gain), At(dy), At(dx), At(dgain), At(doffset), outer, channels, inner, fixedStatistics, accumulate);
        Keep(x, mean, inverseDeviation);
        Keep(gain, dy, dx);
        Keep(dgain, doffset);
    }

    public void Recur<C>(C cell, in RecurrentShape shape, Region weight, Region bias, Region rows, Region blocks, Region cells, Region lengths, Region y) where C : struct, IRecurrentCell
    {
        new RecurrentForward<T, L, C>(cell, new(shape, At(rows), At(blocks), At(cells), Int32At(lengths)), At(weight), At(bias), At(y)).Run();
        Keep(weight, bias, rows);
        Keep(blocks, cells, lengths);
        Keep(y);
    }

    public void RecurGradient<C>(C cell, in RecurrentShape shape, Region weight, Region rows, Region blocks, Region cells, Region lengths, Region dy, Region dhidden, Region dcell) where C : struct, IRecurrentCell
    {
        new RecurrentBackward<T, L, C>(cell, new(shape, At(rows), At(blocks), At(cells), Int32At(lengths)), At(weight), At(dy), At(dhidden), At(dcell)).Run();
        Keep(weight, rows, blocks);
        Keep(cells, lengths, dy);
        Keep(dhidden, dcell);
    }

    public void Dropout(Region x, Region y, long count, double rate, ulong key, ulong stream)
    {
        DropoutKernel<T, L>.Dropout(At(x), At(y), count, rate, key, stream);
        Keep(x, y);
    }

    public void Uniform(Region y, long count, double low, double high, ulong key)
    {
        RandomKernel<T, L>.Uniform(At(y), count, low, high, key);
        Keep(y);
    }

    public void Normal(Region y, long count, double mean, double deviation, ulong key)
    {
        RandomKernel<T, L>.Normal(At(y), count, mean, deviation, key);
        Keep(y);
    }

    public void Gather(Region x, Region indices, Region y, long count, int width)
    {
        GatherKernel<T, L>.Gather(At(x), Int32At(indices), At(y), count, width);
        Keep(x, indices, y);
    }

    public void ScatterAdd(Region y, Region indices, Region x, long count, long rows, int width)
    {
        GatherKernel<T, L>.ScatterAdd(At(y), Int32At(indices), At(x), count, rows, width);
        Keep(y, indices, x);
    }

    public void Attention(in AttentionShape shape, in AttentionOperand q, in AttentionOperand k, in AttentionOperand v, Region lengths, in AttentionOperand y, Region logSumExp)
    {
        AttentionKernel<T, L>.Attention(new(shape, At(q), At(k), At(v), Int32At(lengths), At(logSumExp)), At(y));
        Keep(q.Region, k.Region, v.Region);
        Keep(lengths, y.Region, logSumExp);
    }

    public void AttentionGradient(in AttentionShape shape, in AttentionOperand q, in AttentionOperand k, in AttentionOperand v, Region lengths, in AttentionOperand y, Region logSumExp,
        in AttentionOperand dy, in AttentionOperand dq, in AttentionOperand dk, in AttentionOperand dv, bool addQueries, bool addKeys, bool addValues)
    {
        AttentionGradientKernel<T, L>.AttentionGradient(new(shape, At(q), At(k), At(v), Int32At(lengths), At(logSumExp)), At(y), At(dy), At(dq), At(dk), At(dv), addQueries, addKeys, addValues);
        Keep(q.Region, k.Region, v.Region);
        Keep(lengths, y.Region, logSumExp);
        Keep(dy.Region, dq.Region, dk.Region);
        Keep(dv.Region);
    }

    public void Rotary(Region x, Region cosines, Region sines, Region y, long sequences, int time, int heads, int turned, int size, bool back)
    {
        RotaryKernel<T, L>.Rotary(At(x), At(cosines), At(sines), At(y), sequences, time, heads, turned, size, back);
        Keep(x, cosines, sines);
        Keep(y);
    }

    public void Update<F>(F formula, Region parameter, Region gradient, Region first, Region second, long count, double gradientScale) where F : struct, IUpdateFormula
    {
        UpdateKernel<T, L>.Update(formula, At(parameter), At(gradient), At(first), At(second), count, gradientScale);
        Keep(parameter, gradient, first);
        Keep(second);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static T* At(Region region) => region.Block is null ? null : (T*)Unsafe.As<CpuBlock>(region.Block).Pointer + region.Offset;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static int* Int32At(Region region) => region.Block is null ? null : (int*)Unsafe.As<CpuBlock>(region.Block).Pointer + region.Offset;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static AttentionRows<T> At(in AttentionOperand operand) => new(At(operand.Region), operand);

    // Blocks of tensors that nobody refers to any more may be collected while a kernel still reads them.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Keep(Region first, Region second = default, Region third = default)
    {
        GC.KeepAlive(first.Block);
        GC.KeepAlive(second.Block);
        GC.KeepAlive(third.Block);
    }
}
