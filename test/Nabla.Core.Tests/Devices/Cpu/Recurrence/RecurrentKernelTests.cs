using Nabla.Devices;
using Nabla.Devices.Cpu;
using Nabla.Gradients;
using Nabla.Operations;
using Nabla.Tensors;

namespace Nabla.Core.Tests.Devices.Cpu.Recurrence;

/// <summary>The steps on every lane, few rows and many, one chunk and several, against plain operations in float64.</summary>
[Collection(nameof(WorkerTeam))]
public sealed class RecurrentKernelTests : IDisposable
{
    readonly int before = WorkerTeam.Threads;

    public void Dispose() => WorkerTeam.Threads = before;

    [Theory, ClassData(typeof(EveryLane))]
    public void Steps_and_gradients_equal_plain_operations(string lane)
    {
        string[] words = lane.Split(' ');
        (CpuDevice device, DataType type) = (CpuDevice.With(Enum.Parse<InstructionSet>(words[0])), Enum.Parse<DataType>(words[1]));
        double tolerance = type == DataType.Float32 ? 2e-5 : 1e-12;
        foreach (var (batch, hidden) in ((int, int)[])[(1, 1), (2, 33), (4, 17), (9, 7), (9, 16), (15, 65), (70, 31)])
            foreach (bool gru in (bool[])[false, true])
                foreach (bool reverse in (bool[])[false, true])
                {
                    var layer = new Layer(batch, Time: 3, Inputs: 5, hidden, gru, reverse);
                    double[][] expected = layer.Run(CpuDevice.Instance, DataType.Float64, fused: false), actual = layer.Run(device, type, fused: true);
                    for (int i = 0; i < expected.Length; i++) Close(expected[i], actual[i], tolerance, $"{layer}, result {i}");
                }
    }

    static void Close(double[] expected, double[] actual, double tolerance, string what)
    {
        double allowed = tolerance * Math.Max(1, expected.Max(Math.Abs));
        for (int i = 0; i < expected.Length; i++) Assert.True(Math.Abs(expected[i] - actual[i]) <= allowed, $"{what}, number {i}: {actual[i]:R} instead of {expected[i]:R}");
    }

    // The first is cut into pieces of units, the second of units and rows, the last has few rows.
    [Theory, InlineData(40, 200), InlineData(300, 40), InlineData(2, 300)]
    public void Any_number_of_threads_gives_the_same_bytes(int batch, int hidden)
    {
        foreach (bool gru in (bool[])[false, true])
        {
            double[][]? first = null;
            foreach (int threads in (int[])[1, 2, 3, 7])
            {
                WorkerTeam.Threads = threads;
                double[][] now = new Layer(batch, Time: 4, Inputs: 5, hidden, gru, Reverse: false).Run(CpuDevice.Instance, DataType.Float32, fused: true);
                first ??= now;
                Assert.Equal(first, now);
            }
        }
    }

    sealed record Layer(int Batch, int Time, int Inputs, int Hidden, bool Gru, bool Reverse)
    {
        /// <summary>Outputs, final state, and the gradients of everything.</summary>
        public double[][] Run(CpuDevice device, DataType type, bool fused)
        {
            int rows = (Gru ? 3 : 4) * Hidden;
            double scale = 1 / Math.Sqrt(Hidden);
            Shape[] shapes = [[Batch, Time, Inputs], [rows, Inputs], [rows, Hidden], [rows], [rows], [Batch, Hidden], [Batch, Hidden]];
            Tensor[] x = [.. shapes.Select((shape, i) => On(device, type, Numbers(shape, i, scale), shape).RequireGradient())];
            Tensor lengths = Tensor.From([.. Enumerable.Range(0, Batch).Select(i => i % (Time + 1))], [Batch], device);
            var weights = new RecurrentWeights(x[1], x[2], x[3], x[4]);
            Tape tape = Tape.Start();
            var (outputs, final) = (Gru, fused) switch
            {
                (true, true) => x[0].Gru(weights, new(x[5]), lengths, Reverse),
                (true, false) => GruOperation.Composed(x[0], weights, new RecurrentState(x[5]), lengths, Reverse),
                (false, true) => x[0].Lstm(weights, new(x[5], x[6]), lengths, Reverse),
                (false, false) => LstmOperation.Composed(x[0], weights, new RecurrentState(x[5], x[6]), lengths, Reverse),
            };
            Tensor state = final.Cell ?? final.Hidden, all = Tensor.Concatenate([outputs.Reshape(-1), final.Hidden.Reshape(-1), state.Reshape(-1)]);
            double[] results = Doubles(all);
            tape.Backward(all, On(device, type, Numbers(all.Shape, 9, 1), all.Shape));
            return [results, .. x.Take(Gru ? 6 : 7).Select(each => Doubles(each.Gradient!))];
        }

        static Tensor On(CpuDevice device, DataType type, double[] values, Shape shape) =>
            type == DataType.Float32 ? Tensor.From(Array.ConvertAll(values, value => (float)value), shape, device) : Tensor.From(values, shape, device);

        // Exact in float.
        static double[] Numbers(Shape shape, int seed, double scale)
        {
            var random = new Random(seed);
            return [.. Enumerable.Range(0, (int)shape.Count).Select(_ => (double)(float)(scale * (2 * random.NextDouble() - 1)))];
        }

        static double[] Doubles(Tensor tensor) => tensor.DataType == DataType.Float64 ? tensor.ToArray<double>() : Array.ConvertAll(tensor.ToArray<float>(), value => (double)value);
    }
}
