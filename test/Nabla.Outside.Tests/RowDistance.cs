using System.Numerics;
using Nabla.Devices;
using Nabla.Devices.Cpu;
using Nabla.Operations;
using Nabla.Tensors;

namespace Nabla.Outside.Tests;

/// <summary>‖a − b‖² of each row: [rows, columns] twice → [rows].</summary>
sealed class RowDistance : FusedOperation<IRowDistanceKernels>
{
    static RowDistance() => CpuDevice.Instance.Add(new CpuRowDistance());

    public override string Name => "RowDistance";

    protected override Shape ResultShape(ReadOnlySpan<Tensor> x) => x[0].Rank == 2 && x[0].Shape == x[1].Shape ? [x[0].Shape[0]]
        : throw new ArgumentException($"RowDistance: expected two matrices of one shape, got {x[0].Shape} and {x[1].Shape}.");

    public override Tensor Composed(ReadOnlySpan<Tensor> x) => (x[0] - x[1]).Square().Sum(1);

    protected override void Run(IRowDistanceKernels kernels, ReadOnlySpan<Tensor> x, Tensor result) =>
        kernels.Distance(x[0].Region, x[1].Region, result.Region, x[0].Shape[0], x[0].Shape[1]);

    protected override void Differentiate(IRowDistanceKernels kernels, ReadOnlySpan<Tensor> x, Tensor result, Tensor gradient, ReadOnlySpan<Tensor?> gradients)
    {
        if (gradients[0] is { } da) kernels.Gradient(x[0].Region, x[1].Region, gradient.Region, da.Region, x[0].Shape[0], x[0].Shape[1]);
        if (gradients[1] is { } db) kernels.Gradient(x[1].Region, x[0].Region, gradient.Region, db.Region, x[0].Shape[0], x[0].Shape[1]);
    }
}

/// <summary>What a device must have so that row distances are not composed.</summary>
interface IRowDistanceKernels
{
    void Distance(Region a, Region b, Region y, int rows, int columns);

    /// <summary>da = 2(a − b)·dy.</summary>
    void Gradient(Region a, Region b, Region dy, Region da, int rows, int columns);
}

/// <summary>The processor's, for every number type and vector width.</summary>
sealed class CpuRowDistance : ICpuFamily<IRowDistanceKernels>
{
    public IRowDistanceKernels Make<T, L>() where T : unmanaged, IBinaryFloatingPointIeee754<T> where L : struct, ILane<L, T> => new Kernels<T, L>();

    sealed unsafe class Kernels<T, L> : IRowDistanceKernels where T : unmanaged, IBinaryFloatingPointIeee754<T> where L : struct, ILane<L, T>
    {
        public void Distance(Region a, Region b, Region y, int rows, int columns) => CpuDevice.Share(rows, columns, row =>
        {
            T* rowA = a.At<T>() + row * columns, rowB = b.At<T>() + row * columns;
            L sum = L.Constant(0);
            for (int i = 0; i < columns; i += L.Count)
            {
                int count = Math.Min(L.Count, columns - i);
                L difference = L.LoadPart(rowA + i, count) - L.LoadPart(rowB + i, count);
                sum = L.MultiplyAdd(difference, difference, sum);
            }
            y.At<T>()[row] = L.Sum(sum);
        });

        public void Gradient(Region a, Region b, Region dy, Region da, int rows, int columns) => CpuDevice.Share(rows, columns, row =>
        {
            T* rowA = a.At<T>() + row * columns, rowB = b.At<T>() + row * columns, target = da.At<T>() + row * columns;
            L factor = L.Broadcast(dy.At<T>()[row]) * L.Constant(2);
            for (int i = 0; i < columns; i += L.Count) L.StorePart(target + i, (L.Load(rowA + i) - L.Load(rowB + i)) * factor, Math.Min(L.Count, columns - i));
        });
    }
}
