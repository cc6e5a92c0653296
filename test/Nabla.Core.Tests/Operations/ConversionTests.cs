using Nabla.Core.Tests.Conformance;
using Nabla.Devices;
using Nabla.Devices.Cpu;
using Nabla.Operations;
using Nabla.Tensors;

namespace Nabla.Core.Tests.Operations;

[Collection(nameof(WorkerTeam))]
public class ConversionTests
{
    static readonly DataType[] all = Enum.GetValues<DataType>();

    static readonly double[] edges = [0, -0.0, 0.5, -0.5, 0.999999, 1.5, -1.5, 2.5, 16777217, -16777217, 1e-40, -1e-40, 2147483520, 2147483647, 2147483648, -2147483648,
        -2147483649, 4294967296,
        9007199254740993, 9.2233720368547748e18, 9.2233720368547758e18, -9.2233720368547758e18, 1e19, -1e19, 3.4028234e38, 3.5e38, 1e300, -1e300,
        double.PositiveInfinity, double.NegativeInfinity, double.NaN];

    static readonly long[] whole = [0, 1, -1, 16777217, -16777219, 2147483647, 2147483648, -2147483648, -2147483649, 9007199254740993, -9007199254740995, 4611686018427387905,
        long.MaxValue, long.MinValue];

    public static TheoryData<DataType, DataType, int> Pairs
    {
        get
        {
            var pairs = new TheoryData<DataType, DataType, int>();
            foreach (DataType from in all)
                foreach (DataType to in all.Where(to => to != from))
                    foreach (int count in new[] { 0, 1, 7, 15, 16, 17, 33, 1000, 70_001 }) pairs.Add(from, to, count);
            return pairs;
        }
    }

    // Every number by itself, as C# converts it.
    [Theory, MemberData(nameof(Pairs))]
    public void Every_number_becomes_what_it_becomes_alone(DataType from, DataType to, int count)
    {
        double[] reals = [.. Enumerable.Range(0, count).Select(i => i % 40 < edges.Length ? edges[i % 40] : (i * 0.37 - 1000) * (i % 9 + 1))];
        long[] wholes = [.. Enumerable.Range(0, count).Select(i => i % 20 < whole.Length ? whole[i % 20] : i * 977L - 500_000)];
        Tensor x = from switch
        {
            DataType.Float32 => Tensor.From(reals.Select(value => (float)value).ToArray(), [count]),
            DataType.Float64 => Tensor.From(reals, [count]),
            DataType.Int32 => Tensor.From(wholes.Select(int.CreateTruncating).ToArray(), [count]),
            _ => Tensor.From(wholes, [count]),
        };
        Assert.Equal(Alone(x, to), Numbers(x.To(to)));
        // A device that converts nothing itself comes to the same.
        Assert.Equal(Alone(x, to), Numbers(x.To(PlainDevice.Instance).To(to)));
    }

    [Fact]
    public void A_view_is_converted_in_its_own_order()
    {
        Tensor x = Tensor.From([1f, 2, 3, 4, 5, 6], [2, 3]);
        Assert.Equal([1, 4, 2, 5, 3, 6], x.Transpose().To(DataType.Int32).ToArray<int>());
        Assert.Equal([2.0, 5], x.Slice(1, 1, 1).To(DataType.Float64).ToArray<double>());
    }

    [Theory, InlineData(1), InlineData(2), InlineData(3)]
    public void Threads_change_nothing(int threads)
    {
        int before = CpuDevice.Threads;
        try
        {
            CpuDevice.Threads = threads;
            Tensor x = Tensor.Normal([200_003], Rng.FromSeed(1));
            Assert.Equal(x.ToArray<float>().Select(value => (double)value), x.To(DataType.Float64).ToArray<double>());
        }
        finally
        {
            CpuDevice.Threads = before;
        }
    }

    static object[] Numbers(Tensor x) => x.DataType switch
    {
        DataType.Float32 => [.. x.ToArray<float>().Cast<object>()],
        DataType.Float64 => [.. x.ToArray<double>().Cast<object>()],
        DataType.Int32 => [.. x.ToArray<int>().Cast<object>()],
        _ => [.. x.ToArray<long>().Cast<object>()],
    };

    static object[] Alone(Tensor x, DataType to) => x.DataType switch
    {
        DataType.Float32 => [.. x.ToArray<float>().Select(value => One(value, to))],
        DataType.Float64 => [.. x.ToArray<double>().Select(value => One(value, to))],
        DataType.Int32 => [.. x.ToArray<int>().Select(value => One(value, to))],
        _ => [.. x.ToArray<long>().Select(value => One(value, to))],
    };

    static object One<T>(T value, DataType to) where T : System.Numerics.INumber<T> => to switch
    {
        DataType.Float32 => (object)float.CreateTruncating(value),
        DataType.Float64 => double.CreateTruncating(value),
        DataType.Int32 => int.CreateSaturating(value),
        _ => long.CreateSaturating(value),
    };
}
