using Nabla.Devices;
using Nabla.Devices.Cpu;
using Nabla.Gradients;
using Nabla.Operations;
using Nabla.Tensors;

namespace Nabla.Core.Tests.Devices.Cpu;

/// <summary>Attention and rotary positions on every lane against plain operations in float64, and on any number of threads.</summary>
[Collection(nameof(WorkerTeam))]
public sealed class AttentionKernelTests : IDisposable
{
    readonly int before = WorkerTeam.Threads;

    public void Dispose() => WorkerTeam.Threads = before;

    [Theory, ClassData(typeof(EveryLane))]
    public void Value_and_gradients_equal_plain_operations(string lane)
    {
        string[] words = lane.Split(' ');
        (CpuDevice device, DataType type) = (CpuDevice.With(Enum.Parse<InstructionSet>(words[0])), Enum.Parse<DataType>(words[1]));
        foreach (int size in (int[])[1, 7, 15, 16, 17, 64, 130])
            foreach (var (queries, keys) in ((int, int)[])[(1, 1), (1, 100), (7, 7), (65, 65), (130, 66)])
                foreach (bool causal in (bool[])[false, true])
                {
                    if (causal && queries > keys) continue;
                    var layer = new Layer(queries, keys, size, causal);
                    double[][] expected = layer.Run(CpuDevice.Instance, DataType.Float64, fused: false), actual = layer.Run(device, type, fused: true);
                    for (int i = 0; i < expected.Length; i++) Close(expected[i], actual[i], type == DataType.Float32 ? 2e-5 : 1e-12, $"{layer}, result {i}");
                }
    }

    // Several chunks of heads; several tiles of one head.
    [Theory]
    [InlineData(12, 64, 4, 32)]
    [InlineData(1, 300, 3, 64)]
    public void Any_number_of_threads_gives_the_same_bytes(int batch, int time, int heads, int size)
    {
        double[][]? first = null;
        foreach (int threads in (int[])[1, 2, 3, 7])
        {
            WorkerTeam.Threads = threads;
            double[][] now = new Layer(time, time, size, Causal: true, batch, heads).Run(CpuDevice.Instance, DataType.Float32, fused: true);
            first ??= now;
            Assert.Equal(first, now);
        }
    }

    static void Close(double[] expected, double[] actual, double tolerance, string what)
    {
        double allowed = tolerance * Math.Max(1, expected.Max(Math.Abs));
        for (int i = 0; i < expected.Length; i++) Assert.True(Math.Abs(expected[i] - actual[i]) <= allowed, $"{what}, number {i}: {actual[i]:R} instead of {expected[i]:R}");
    }

    /// <summary>Rotary positions where the size is even, then attention, of which the last sequence is shorter.</summary>
    sealed record Layer(int Queries, int Keys, int Size, bool Causal, int Batch = 2, int Heads = 2)
    {
        public double[][] Run(CpuDevice device, DataType type, bool fused)
        {
            Tensor[] x = [.. ((int[])[Queries, Keys, Keys]).Select((time, i) => Numbers(device, type, [Batch, time, Heads, Size], i).RequireGradient())];
            Tensor? lengths = Batch == 1 || Causal ? null : Tensor.From([.. Enumerable.Range(0, Batch).Select(i => i == Batch - 1 ? (Keys + 1) / 2 : Keys)], [Batch], device);
            Tape tape = Tape.Start();
            Tensor q = Turned(x[0], device, type, fused), y = fused ? q.Attention(x[1], x[2], Causal, lengths) : AttentionOperation.Composed(q, x[1], x[2], Causal, lengths).Contiguous();
            double[] value = Doubles(y);
            tape.Backward(y, Numbers(device, type, y.Shape, 9));
            return [value, .. x.Select(each => Doubles(each.Gradient!))];
        }

        Tensor Turned(Tensor x, CpuDevice device, DataType type, bool fused)
        {
            if (Size % 2 != 0) return x;
            Tensor cosines = Numbers(device, type, [Queries, Size / 2], 5), sines = Numbers(device, type, [Queries, Size / 2], 6);
            return fused ? x.Rotary(cosines, sines) : RotaryOperation.Composed(x, cosines, sines, x.Shape[2]);
        }

        // Exact in float.
        static Tensor Numbers(CpuDevice device, DataType type, Shape shape, int seed)
        {
            var random = new Random(seed);
            float[] values = [.. Enumerable.Range(0, (int)shape.Count).Select(_ => (float)(2 * random.NextDouble() - 1))];
            return type == DataType.Float32 ? Tensor.From(values, shape, device) : Tensor.From(Array.ConvertAll(values, value => (double)value), shape, device);
        }

        static double[] Doubles(Tensor x) => x.DataType == DataType.Float32 ? Array.ConvertAll(x.Contiguous().ToArray<float>(), value => (double)value) : x.Contiguous().ToArray<double>();
    }
}
