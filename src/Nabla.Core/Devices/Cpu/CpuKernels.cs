namespace Nabla.Devices.Cpu;

/// <summary>What every device must have, for one number type and vector width: each is a kernel of its own.</summary>
internal sealed unsafe class CpuKernels<T, L, D> : IKernels
    where T : unmanaged, IBinaryFloatingPointIeee754<T> where L : struct, ILane<L, T> where D : struct, IDual<D, L>
{
    public void Fill(Region y, long count, double value)
    {
        FillKernel<T, L>.Run(y.At<T>(), count, T.CreateTruncating(value));
        Keep(y);
    }

    public void Copy(Region x, ReadOnlySpan<long> stridesX, Region y, ReadOnlySpan<long> stridesY, ReadOnlySpan<int> extents, bool accumulate)
    {
        CopyKernel<T, L>.Run(x.At<T>(), stridesX, y.At<T>(), stridesY, extents, accumulate);
        Keep(x, y);
    }

    public void Map<F>(F formula, Region x, Region y, long count) where F : struct, IUnaryFormula
    {
        MapKernel<T, L>.Run(formula, x.At<T>(), y.At<T>(), count);
        Keep(x, y);
    }

    public void MapGradient<F>(F formula, Region saved, Region dy, Region dx, long count, bool repeats) where F : struct, IUnaryFormula
    {
        MapGradientKernel<T, L, D>.Run(formula, saved.At<T>(), dy.At<T>(), dx.At<T>(), count, repeats);
        Keep(saved, dy, dx);
    }

    public void Zip<F>(F formula, Region a, ReadOnlySpan<long> stridesA, Region b, ReadOnlySpan<long> stridesB, Region y, ReadOnlySpan<int> extents) where F : struct, IBinaryFormula
    {
        ZipKernel<T, L>.Run(formula, a.At<T>(), stridesA, b.At<T>(), stridesB, y.At<T>(), extents);
        Keep(a, b, y);
    }

    public void ZipGradient<F>(F formula, Region a, ReadOnlySpan<long> stridesA, Region b, ReadOnlySpan<long> stridesB, Region dy, Region da, Region db,
        ReadOnlySpan<int> extents, bool repeats) where F : struct, IBinaryFormula
    {
        ZipGradientKernel<T, L, D>.Run(formula, a.At<T>(), stridesA, b.At<T>(), stridesB, dy.At<T>(), da.At<T>(), db.At<T>(), extents, repeats);
        Keep(a, b, dy);
        Keep(da, db);
    }

    public void Gemm<F>(in GemmShape shape, Region a, Region b, Region c, Region bias, F activation) where F : struct, IUnaryFormula
    {
        Gemm<T, L>.Run(shape, a.At<T>(), b.At<T>(), c.At<T>(), bias.At<T>(), activation);
        Keep(a, b, c);
        Keep(bias);
    }

    public void Reduce(Reduction reduction, Region x, Region y, long outer, long reduced, long inner, bool accumulate)
    {
        ReduceKernel<T, L>.Reduce(reduction, x.At<T>(), y.At<T>(), outer, reduced, inner, accumulate);
        Keep(x, y);
    }

    public void Gather(Region x, Region indices, Region y, long outer, long rows, long count, int width)
    {
        GatherKernel<T, L>.Gather(x.At<T>(), indices.At<int>(), y.At<T>(), outer, rows, count, width);
        Keep(x, indices, y);
    }

    public void ScatterAdd(Region y, Region indices, Region x, long count, long rows, int width)
    {
        GatherKernel<T, L>.ScatterAdd(y.At<T>(), indices.At<int>(), x.At<T>(), count, rows, width);
        Keep(y, indices, x);
    }

    public void Update<F>(F formula, Region parameter, Region gradient, Region first, Region second, long count, double gradientScale) where F : struct, IUpdateFormula
    {
        UpdateKernel<T, L>.Update(formula, parameter.At<T>(), gradient.At<T>(), first.At<T>(), second.At<T>(), count, gradientScale);
        Keep(parameter, gradient, first);
        Keep(second);
    }

    // Blocks of tensors that nobody refers to any more may be collected while a kernel still reads them.
    static void Keep(Region first, Region second = default, Region third = default)
    {
        GC.KeepAlive(first.Block);
        GC.KeepAlive(second.Block);
        GC.KeepAlive(third.Block);
    }
}
