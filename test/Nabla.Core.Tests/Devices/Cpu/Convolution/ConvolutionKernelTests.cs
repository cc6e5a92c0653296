using System.Numerics;
using Nabla.Devices;
using Nabla.Devices.Cpu;

namespace Nabla.Core.Tests.Devices.Cpu;

/// <summary>Extents at which a picture goes in several bands, a filter's channels in several blocks and a batch in several pieces, against sums in
/// float64. The forms of steps and edges are among the cases of <c>Conformance</c>.</summary>
[Collection(nameof(WorkerTeam))]
public sealed unsafe class ConvolutionKernelTests : IDisposable
{
    static readonly ConvolutionShape[] Shapes =
    [
        new(1, 170, 5, 9, 15, 3, 3) { PaddingY = 1, PaddingX = 1 }, // the channels in blocks
        new(2, 40, 90, 70, 3, 3, 3) { PaddingY = 1, PaddingX = 1 }, // rows in bands
        new(3, 33, 41, 39, 4, 3, 3) { PaddingY = 1, PaddingX = 1, StrideY = 2, StrideX = 2 },
        new(9, 3, 33, 31, 40, 3, 3) { PaddingY = 1, PaddingX = 1 }, // the batch in pieces
        new(2, 1, 3, 700, 2, 2, 5), // rows longer than what is summed at a time
        new(1, 2, 72, 80, 2, 70, 75), // a filter whose panel does not fit the usual room
        new(4, 8, 15, 17, 12, 5, 5) { PaddingY = 2, PaddingX = 2, Groups = 4 },
    ];

    readonly int before = WorkerTeam.Threads;

    public void Dispose() => WorkerTeam.Threads = before;

    [Theory]
    [ClassData(typeof(EveryLane))]
    public void Large_pictures_agree_with_sums_in_float64(string lane) => EveryLane.Visit(lane, new Agrees());

    sealed class Agrees : ILaneVisitor<bool>
    {
        public bool Visit<T, V, S>() where T : unmanaged, IBinaryFloatingPointIeee754<T> where V : struct where S : struct, ISimd<T, V>
        {
            foreach (ConvolutionShape shape in Shapes) Check<T, Lane<T, V, S>>(shape);
            return true;
        }
    }

    static void Check<T, L>(ConvolutionShape shape) where T : unmanaged, IBinaryFloatingPointIeee754<T> where L : struct, ILane<L, T>
    {
        int height = shape.OutputHeight, width = shape.OutputWidth;
        using GuardedArray<T> x = Numbers<T>(1, (long)shape.Batch * shape.Channels * shape.Height * shape.Width), weight = Numbers<T>(2, (long)shape.Outputs * shape.Depth);
        using GuardedArray<T> dy = Numbers<T>(3, (long)shape.Batch * shape.Outputs * height * width), bias = Numbers<T>(4, shape.Outputs);
        double[] sums = new double[dy.Length], slopesOfX = new double[x.Length], slopesOfWeight = new double[weight.Length];
        Reference(shape, x, weight, dy, sums, slopesOfX, slopesOfWeight);
        for (long i = 0; i < sums.Length; i++) sums[i] += bias[i / (height * width) % shape.Outputs];

        byte[][]? first = null;
        foreach (int threads in (int[])[1, 2, 3, 7])
        {
            WorkerTeam.Threads = threads;
            using GuardedArray<T> y = new(dy.Length), dx = new(x.Length), dweight = new(weight.Length, _ => 1);
            ConvolutionKernel<T, L> kernel = new();
            kernel.Convolution(new(shape, Of(x), Of(weight), Of(y), Of(bias)), default(Identity));
            kernel.InputGradient(new(shape, Of(dx), Of(weight), Of(dy)));
            kernel.WeightGradient(new(shape, Of(x), Of(dweight), Of(dy), Accumulate: true));
            Near(sums, y, 0, $"{shape}: y");
            Near(slopesOfX, dx, 0, $"{shape}: dx");
            Near(slopesOfWeight, dweight, 1, $"{shape}: dweight");
            foreach (GuardedArray<T> each in (GuardedArray<T>[])[y, dx, dweight]) each.AssertGuardsAreWhole();
            byte[][] now = [Bytes(y), Bytes(dx), Bytes(dweight)];
            first ??= now;
            for (int i = 0; i < now.Length; i++) Assert.True(first[i].AsSpan().SequenceEqual(now[i]), $"{shape}: {threads} threads, output {i}");
        }
    }

    static Region Of<T>(GuardedArray<T> array) where T : unmanaged, IBinaryFloatingPointIeee754<T> => CpuRegion.Of(array.Pointer);

    static byte[] Bytes<T>(GuardedArray<T> array) where T : unmanaged, IBinaryFloatingPointIeee754<T> => new Span<byte>(array.Pointer, (int)array.Length * sizeof(T)).ToArray();

    static GuardedArray<T> Numbers<T>(int seed, long count) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var random = new Random(seed);
        return new(count, _ => random.NextSingle() * 2 - 1);
    }

    // Of numbers below 1, so many of them: the error of a sum in blocks.
    static void Near<T>(double[] expected, GuardedArray<T> got, double offset, string what) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double largest = expected.Max(Math.Abs), tolerance = (typeof(T) == typeof(float) ? 3e-5 : 1e-12) * Math.Max(1, largest);
        for (int i = 0; i < expected.Length; i++)
            if (!(Math.Abs(got[i] - offset - expected[i]) <= tolerance)) Assert.Fail($"{what}[{i}]: expected {expected[i]}, got {got[i] - offset}");
    }

    static void Reference<T>(ConvolutionShape shape, GuardedArray<T> x, GuardedArray<T> weight, GuardedArray<T> dy, double[] y, double[] dx, double[] dweight)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int inputs = shape.Channels / shape.Groups, outputs = shape.Outputs / shape.Groups;
        double[] numbers = [.. Enumerable.Range(0, (int)x.Length).Select(i => x[i])], filters = [.. Enumerable.Range(0, (int)weight.Length).Select(i => weight[i])];
        for (int n = 0; n < shape.Batch; n++)
            for (int output = 0; output < shape.Outputs; output++)
                for (int input = 0; input < inputs; input++)
                    for (int ky = 0; ky < shape.KernelHeight; ky++)
                        for (int kx = 0; kx < shape.KernelWidth; kx++)
                        {
                            int filter = ((output * inputs + input) * shape.KernelHeight + ky) * shape.KernelWidth + kx, channel = output / outputs * inputs + input;
                            for (int oy = 0; oy < shape.OutputHeight; oy++)
                            {
                                int row = oy * shape.StrideY + ky * shape.DilationY - shape.PaddingY;
                                if (row < 0 || row >= shape.Height) continue;
                                for (int ox = 0; ox < shape.OutputWidth; ox++)
                                {
                                    int column = ox * shape.StrideX + kx * shape.DilationX - shape.PaddingX;
                                    if (column < 0 || column >= shape.Width) continue;
                                    int from = ((n * shape.Channels + channel) * shape.Height + row) * shape.Width + column;
                                    int to = ((n * shape.Outputs + output) * shape.OutputHeight + oy) * shape.OutputWidth + ox;
                                    double slope = dy[to];
                                    y[to] += numbers[from] * filters[filter];
                                    dx[from] += slope * filters[filter];
                                    dweight[filter] += slope * numbers[from];
                                }
                            }
                        }
    }
}
