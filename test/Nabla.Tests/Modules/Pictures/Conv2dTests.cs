using Nabla.Gradients;
using Nabla.Modules;
using Nabla.Operations;
using Nabla.Tensors;

namespace Nabla.Tests.Modules;

public class Conv2dTests
{
    static readonly Rng rng = Rng.FromSeed(3);

    [Theory]
    [InlineData(3, 1, 28, 28)]
    [InlineData(5, 1, 28, 28)]
    [InlineData(3, 2, 14, 14)]
    [InlineData(1, 2, 14, 14)]
    public void Extents_are_those_of_the_formula(int size, int stride, int height, int width)
        => Assert.Equal([2, 6, height, width], new Conv2d(3, 6, size, rng, new(stride, size / 2)).Call(Tensor.Zeros([2, 3, 28, 28])).Shape);

    [Fact]
    public void Directly_before_an_activation_both_are_one_operation_with_the_same_numbers()
    {
        Conv2d convolution = new(2, 5, 3, rng);
        Sequential both = [convolution, new Relu()];
        Tensor x = Tensor.Normal([3, 2, 9, 7], rng.Fork("x"));
        Tensor expected = convolution.Call(x).Relu(), got = both.Call(x);
        Assert.Equal(expected.ToArray<float>(), got.ToArray<float>());
        Tape tape = Tape.Start();
        both.Call(x);
        Assert.Equal(["Conv2d"], tape.Nodes.Select(node => node.Name));
        tape.Stop();
    }

    [Fact]
    public void Pictures_of_other_channels_are_refused_by_name()
    {
        string message = Assert.Throws<ArgumentException>(() => new Conv2d(3, 6, 3, rng).Call(Tensor.Zeros([2, 28, 28, 3]))).Message;
        Assert.Contains("[batch, 3, height, width], got [2, 28, 28, 3]", message);
    }

    [Fact]
    public void A_filter_larger_than_the_picture_is_refused()
        => Assert.Contains("do not fit", Assert.Throws<ArgumentException>(() => Tensor.Zeros([1, 1, 3, 3]).Conv2d(Tensor.Zeros([1, 1, 5, 5]))).Message);

    [Theory]
    [InlineData(0, 1, 0)]
    [InlineData(1, 0, 0)]
    [InlineData(1, 1, -1)]
    public void A_window_that_cannot_go_is_refused(int stride, int dilation, int padding)
        => Assert.Contains("expected at least", Assert.Throws<ArgumentOutOfRangeException>(() => new Window(stride, padding, dilation)).Message);

    [Fact]
    public void Groups_that_do_not_divide_the_channels_are_refused()
        => Assert.Contains("divide 3 inputs", Assert.Throws<ArgumentException>(() => new Conv2d(3, 6, 3, rng, groups: 2)).Message);

    [Fact]
    public void The_largest_of_padding_is_never_taken()
    {
        Tensor y = Tensor.Full([1, 1, 2, 2], -5).MaxPool2d(2, new(stride: 2, padding: 1));
        Assert.Equal([-5f, -5f, -5f, -5f], y.ToArray<float>());
    }

    [Fact]
    public void The_largest_of_something_with_NaN_is_NaN()
        => Assert.Equal([float.NaN, 4f], Tensor.From([1f, float.NaN, 2f, 4f, 0f, 0f, 0f, 0f], [1, 1, 2, 4]).MaxPool2d(2).ToArray<float>());

    [Fact]
    public void An_empty_batch_gives_an_empty_batch()
    {
        Assert.Equal([0, 6, 8, 8], new Conv2d(3, 6, 3, rng).Call(Tensor.Zeros([0, 3, 8, 8])).Shape);
        Assert.Equal([0, 3, 4, 4], Tensor.Zeros([0, 3, 8, 8]).MaxPool2d(2).Shape);
    }
}
