using Nabla.Devices;
using Nabla.Devices.Cpu;
using K = Nabla.Devices.Cpu.Lane<float, System.Runtime.Intrinsics.Vector128<float>, Nabla.Devices.Cpu.Simd128<float>>;

namespace Nabla.Core.Tests.Devices.Cpu;

/// <summary>Work large enough for several chunks gives the same bytes on any number of threads.</summary>
[Collection(nameof(WorkerTeam))]
public sealed unsafe class SameBytesTests : IDisposable
{
    const int Rows = 3001, Columns = 129, Count = Rows * Columns;

    readonly int before = WorkerTeam.Threads;
    readonly Room<float> x = Numbers(1), dy = Numbers(2), y = new(Count), gain = new(Rows, i => 1 + i % 7), rows = new(Rows), rowsToo = new(Rows);

    public void Dispose() => WorkerTeam.Threads = before;

    static Room<float> Numbers(int seed)
    {
        var random = new Random(seed);
        return new(Count, _ => random.NextSingle() * 4 - 2);
    }

    static void AssertSame(Action kernel, params Room<float>[] outputs)
    {
        byte[][]? first = null;
        foreach (int threads in new[] { 1, 2, 3, 7 })
        {
            foreach (Room<float> output in outputs) output.Span.Fill(1);
            WorkerTeam.Threads = threads;
            kernel();
            byte[][] now = [.. outputs.Select(output => output.Bytes)];
            first ??= now;
            for (int i = 0; i < now.Length; i++) Assert.True(first[i].AsSpan().SequenceEqual(now[i]), $"{threads} threads, output {i}");
        }
    }

    [Theory]
    [InlineData(1, Count, 1)]
    [InlineData(Rows, Columns, 1)]
    [InlineData(1, Rows, Columns)]
    [InlineData(1, Count / 3, 3)]
    public void Reductions(int outer, int reduced, int inner)
    {
        foreach (Reduction reduction in Enum.GetValues<Reduction>())
            AssertSame(() => ReduceKernel<float, K>.Reduce(reduction, x, rows, outer, reduced, inner, reduction == Reduction.Sum), rows);
    }

    [Fact]
    public void Sums_of_squares() => AssertSame(() => *(double*)rows.Pointer = SumOfSquaresKernel<float, K>.SumOfSquares(x, Count), rows);

    [Fact]
    public void Positions_of_the_largest() => AssertSame(() => ArgMaxKernel<float, K>.ArgMax(x, (int*)rows.Pointer, Rows, Columns, 1), rows);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Softmax(bool logarithm)
    {
        AssertSame(() => SoftmaxKernel<float, K>.Softmax(x, y, Rows, Columns, logarithm), y);
        AssertSame(() => SoftmaxGradientKernel<float, K>.SoftmaxGradient(x, dy, y, Rows, Columns, logarithm), y);
    }

    [Fact]
    public void Cross_entropy()
    {
        var labels = new Room<int>(Rows, i => i % Columns);
        Room<float> logSumExp = new(2 * Rows);
        AssertSame(() => CrossEntropyKernel<float, K>.CrossEntropy(x, labels, rows, logSumExp, Rows, Columns, 0.1), rows, logSumExp);
        AssertSame(() => CrossEntropyKernel<float, K>.CrossEntropyGradient(x, labels, logSumExp, gain, 1, y, Rows, Columns, 0.1), y);
    }

    [Fact]
    public void Layer_normalization()
    {
        Room<float> dgain = new(Columns), doffset = new(Columns);
        AssertSame(() => LayerNormKernel<float, K>.LayerNorm(x, null, gain, gain, null, y, rows, rowsToo, Rows, Columns, 1e-5, false), y, rows, rowsToo);
        AssertSame(() => LayerNormGradientKernel<float, K>.LayerNormGradient(x, gain, rows, rowsToo, dy, y, dgain, doffset, Rows, Columns, false, true), y, dgain, doffset);
    }

    [Theory]
    [InlineData(Rows, Columns, 1)]
    [InlineData(3, Columns, Rows / 3)]
    public void Batch_normalization(int outer, int channels, int inner)
    {
        Room<float> dgain = new(channels), doffset = new(channels);
        AssertSame(() => ChannelStatisticsKernel<float, K>.ChannelStatistics(x, rows, rowsToo, outer, channels, inner), rows, rowsToo);
        AssertSame(() => ChannelNormKernel<float, K>.ChannelNorm(x, rows, rowsToo, gain, gain, y, outer, channels, inner), y);
        AssertSame(() => ChannelNormGradientKernel<float, K>.ChannelNormGradient(x, rows, rowsToo, gain, dy, y, dgain, doffset, outer, channels, inner, false, true), y, dgain, doffset);
    }

    [Fact]
    public void Random_numbers()
    {
        AssertSame(() => DropoutKernel<float, K>.Dropout(x, y, Count, 0.3, 1, 2), y);
        AssertSame(() => RandomKernel<float, K>.Normal(y, Count, 0, 1, 2), y);
    }

    [Theory]
    [InlineData(Columns)]
    [InlineData(3)]
    public void Scattered_additions(int width)
    {
        int count = Count / width;
        var indices = new Room<int>(count, i => i * 31 % 50);
        AssertSame(() => GatherKernel<float, K>.ScatterAdd(x, indices, y, count, 50, width), y);
    }
}
