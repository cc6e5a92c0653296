using System.Numerics;
using System.Runtime.CompilerServices;
using Nabla.Devices;
using Nabla.Devices.Cpu;

namespace Nabla.Core.Tests.Devices.Cpu;

/// <summary>
/// One product with its operands. What lies between and behind their rows is NaN in A, B and bias, and a mark in C
/// that must survive; as many bytes as a block's padding follow each operand.
/// </summary>
sealed unsafe class GemmCase<T, L> where T : unmanaged, IBinaryFloatingPointIeee754<T> where L : struct, ILane<L, T>
{
    const int Before = 64, Padding = 64;
    static readonly T Mark = T.CreateChecked(-12345.5);

    readonly GemmShape shape;
    readonly T[] a, b, c, bias;
    readonly bool hasBias, rectified;

    public GemmCase(GemmShape shape, bool hasBias = false, bool rectified = false)
    {
        (this.shape, this.hasBias, this.rectified) = (shape, hasBias, rectified);
        Random random = new(shape.M * 10007 + shape.N * 101 + shape.K);
        a = Operand(shape.TransposeA ? (shape.K, shape.M) : (shape.M, shape.K), shape.LeadingA, shape.StrideA, T.NaN, random);
        b = Operand(shape.TransposeB ? (shape.N, shape.K) : (shape.K, shape.N), shape.LeadingB, shape.StrideB, T.NaN, random);
        c = Operand((shape.M, shape.N), shape.LeadingC, shape.StrideC, Mark, random);
        bias = Operand((1, shape.N), shape.N, 0, T.NaN, random);
    }

    /// <summary>Computes C anew from the same operands.</summary>
    public T[] Run()
    {
        T[] result = GC.AllocateArray<T>(c.Length, pinned: true);
        Run(result);
        return result;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Run(T[] result)
    {
        c.CopyTo(result, 0);
        fixed (T* pa = a, pb = b, pc = result, pbias = bias)
        {
            T* row = hasBias ? pbias + Before : null;
            if (rectified) Gemm<T, L>.Run(shape, pa + Before, pb + Before, pc + Before, row, new Rectifier());
            else Gemm<T, L>.Run(shape, pa + Before, pb + Before, pc + Before, row, new Identity());
        }
    }

    /// <summary>Compares with sums in double, and looks for writes outside C.</summary>
    public void Check()
    {
        T[] result = Run();
        double epsilon = typeof(T) == typeof(float) ? Math.Pow(2, -23) : Math.Pow(2, -52);
        double tolerance = epsilon * (2 + shape.K / 4.0);
        double[] sums = new double[shape.N], left = Array.ConvertAll(a, double.CreateChecked), right = Array.ConvertAll(b, double.CreateChecked);
        for (int p = 0; p < shape.Batch; p++)
            for (int i = 0; i < shape.M; i++)
            {
                long row = Before + p * shape.StrideC + (long)i * shape.LeadingC;
                for (int j = 0; j < shape.N; j++)
                    sums[j] = (shape.Accumulate ? double.CreateChecked(c[row + j]) : 0) + (hasBias ? double.CreateChecked(bias[Before + j]) : 0);
                Reference(shape, p, i, left, right, sums);
                for (int j = 0; j < shape.N; j++)
                {
                    double expected = rectified ? Math.Max(sums[j], 0) : sums[j], actual = double.CreateChecked(result[row + j]);
                    if (!(Math.Abs(actual - expected) <= tolerance)) Assert.Fail($"{shape}: C[{p}, {i}, {j}] is {actual}, not {expected}");
                    result[row + j] = Mark;
                }
            }
        if (result.AsSpan().ContainsAnyExcept(Mark)) Assert.Fail($"{shape}: wrote outside C");
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    static void Reference(in GemmShape shape, int p, int i, ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> sums)
    {
        int stepA = shape.TransposeA ? shape.LeadingA : 1, stepK = shape.TransposeB ? 1 : shape.LeadingB, stepB = shape.TransposeB ? shape.LeadingB : 1;
        int startA = (int)(Before + p * shape.StrideA) + i * (shape.TransposeA ? 1 : shape.LeadingA), startB = (int)(Before + p * shape.StrideB);
        for (int k = 0; k < shape.K; k++)
        {
            double x = a[startA + k * stepA];
            for (int j = 0, at = startB + k * stepK; j < sums.Length; j++, at += stepB) sums[j] += x * b[at];
        }
    }

    T[] Operand((int Rows, int Columns) size, int leading, long stride, T rest, Random random)
    {
        long end = size.Rows == 0 || size.Columns == 0 ? 0 : (shape.Batch - 1) * stride + (size.Rows - 1L) * leading + size.Columns;
        T[] operand = GC.AllocateArray<T>((int)(Before + end + Padding / sizeof(T)), pinned: true);
        operand.AsSpan().Fill(rest);
        for (int p = 0; p < shape.Batch; p++)
            for (int i = 0; i < size.Rows; i++)
                for (int j = 0; j < size.Columns; j++)
                    operand[Before + p * stride + (long)i * leading + j] = T.CreateChecked(random.NextSingle() - 0.5f);
        return operand;
    }
}
