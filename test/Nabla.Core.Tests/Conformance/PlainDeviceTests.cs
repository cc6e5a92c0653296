using Nabla.Devices;
using Nabla.Devices.Cpu;
using Nabla.Gradients;
using Nabla.Operations;
using Nabla.Tensors;

namespace Nabla.Core.Tests.Conformance;

/// <summary>What has no gradient, and so no case among the operations, on a device without families; and operands of two devices.</summary>
public class PlainDeviceTests
{
    static Tensor Plain(params float[] numbers) => Tensor.From(numbers, [numbers.Length], PlainDevice.Instance);

    [Theory]
    [InlineData(DataType.Float32)]
    [InlineData(DataType.Float64)]
    public void Random_numbers_are_those_of_the_processor_bit_by_bit(DataType type)
    {
        Rng rng = Rng.FromSeed(4);
        Assert.Equal(Doubles(Tensor.Uniform([1001], rng, -3, 5, type)), Doubles(Tensor.Uniform([1001], rng, -3, 5, type, PlainDevice.Instance)));
        Assert.Equal(Doubles(Tensor.Normal([1001], rng, 2, 0.1, type)), Doubles(Tensor.Normal([1001], rng, 2, 0.1, type, PlainDevice.Instance)));
    }

    [Fact]
    public void Dropout_drops_the_same_in_single_precision()
    {
        Tensor ones = Tensor.Ones([1000]);
        float[] Dropped(Tensor x) => Tape.Pause(() =>
        {
            Tape tape = Tape.Start(7);
            try { return x.Dropout(0.3, Rng.FromSeed(1)).ToArray<float>(); }
            finally { tape.Stop(); }
        });
        Assert.Equal(Dropped(ones), Dropped(ones.To(PlainDevice.Instance)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Positions_of_the_largest_are_those_of_the_processor(int axis)
    {
        float[] numbers = [.. Enumerable.Range(0, 60).Select(i => i is 17 or 33 ? float.NaN : i * 7 % 11)];
        Tensor x = Tensor.From(numbers, [3, 4, 5]);
        Assert.Equal(x.ArgMax(axis).ToArray<int>(), x.To(PlainDevice.Instance).ArgMax(axis).ToArray<int>());
    }

    [Fact]
    public void Sums_of_squares_leave_the_range_of_the_type()
    {
        Assert.Equal(2e60, Plain(1e30f, 1e30f).SumOfSquares(), 1e55);
        Assert.Equal(double.PositiveInfinity, Plain(float.NegativeInfinity).SumOfSquares());
        Assert.Equal(Tensor.From([1f, 2f, 3f, 4f], [2, 2]).SumOfSquares(), Tensor.From([1f, 2f, 3f, 4f], [2, 2]).Transpose().SumOfSquares());
    }

    [Fact]
    public void Operands_of_two_devices_are_refused_by_name()
    {
        Tensor here = Tensor.Ones([2, 2]), there = Tensor.Ones([2, 2], device: PlainDevice.Instance),
            vector = Tensor.Ones([2], device: PlainDevice.Instance), labels = Tensor.From([0, 1], [2], PlainDevice.Instance);
        void Refused(string operation, Func<object> call)
        {
            string message = Assert.Throws<ArgumentException>(call).Message;
            Assert.StartsWith($"{operation}: expected ", message);
            Assert.Contains("on 'cpu'", message);
            Assert.Contains("on 'plain': move one with To(device)", message);
        }
        Refused("Add", () => here + there);
        Refused("MatMul", () => here.MatMul(there));
        Refused("Linear", () => here.Linear(there));
        Refused("Linear", () => here.Linear(here, vector));
        Refused("LayerNorm", () => here.LayerNorm(vector));
        Refused("BatchNorm", () => here.BatchNorm(vector, null));
        Refused("CrossEntropy", () => here.CrossEntropy(labels));
        Refused("Gather", () => here.Gather(labels));
        Refused("ScatterAdd", () => here.ScatterAdd(Tensor.From(0, 1), there));
        Refused("Concatenate", () => Tensor.Concatenate([here, there]));
        Refused("Attention", () => here.Reshape(1, 2, 1, 2).Attention(there.Reshape(1, 2, 1, 2), there.Reshape(1, 2, 1, 2)));
        Refused("Rnn", () => here.Reshape(1, 2, 2).Rnn(new RecurrentWeights(here, there)));
        Refused("Approach", () => { here.Approach(there, 0.1); return here; });
        Refused("CopyInto", () => { here.CopyInto(there); return here; });
    }

    [Fact]
    public void A_tensor_moves_to_a_device_and_its_gradient_comes_back()
    {
        Tensor x = Tensor.From([1f, 2f, 3f, 4f], [2, 2]).RequireGradient();
        Assert.Same(x, x.To(CpuDevice.Instance));
        Tape.Differentiate(() =>
        {
            Tensor moved = x.Transpose().To(PlainDevice.Instance);
            Assert.Same(PlainDevice.Instance, moved.Device);
            Assert.Equal([1f, 3f, 2f, 4f], moved.ToArray<float>());
            return moved.Square().Sum().To(CpuDevice.Instance);
        });
        Assert.Equal([2f, 4f, 6f, 8f], x.Gradient!.ToArray<float>());
    }

    static double[] Doubles(Tensor x) => x.To(DataType.Float64).ToArray<double>();
}
