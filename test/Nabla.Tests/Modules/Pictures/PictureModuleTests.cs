using Nabla.Modules;
using Nabla.Operations;
using Nabla.Tensors;

namespace Nabla.Tests.Modules;

public class PictureModuleTests
{
    static readonly Rng rng = Rng.FromSeed(4);

    static Tensor Row(params float[] numbers) => Tensor.From(numbers, [1, 1, 1, numbers.Length]);

    [Fact]
    public void Bilinear_resizing_lies_between_the_middles_of_pixels()
        => Assert.Equal([0f, 0.25f, 0.75f, 1f], Row(0, 1).ResizeBilinear2d(1, 4).ToArray<float>());

    [Fact]
    public void Nearest_resizing_repeats_pixels()
        => Assert.Equal([3f, 3f, 5f, 5f], Row(3, 5).ResizeNearest2d(1, 4).ToArray<float>());

    [Fact]
    public void Adaptive_pooling_takes_parts_that_may_overlap()
        => Assert.Equal([0.5f, 2f, 3.5f], Row(0, 1, 2, 3, 4).AdaptiveAveragePool2d(1, 3).ToArray<float>());

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(6)]
    public void Groups_of_channels_get_mean_0_and_variance_1(int groups)
    {
        Tensor y = new GroupNorm(groups, 6).Call(Tensor.Normal([3, 6, 4, 5], rng) * 3.0 + 7.0).Reshape(3 * groups, -1);
        Assert.All(y.Mean(1).ToArray<float>(), mean => Assert.Equal(0, mean, 1e-4));
        Assert.All(y.Variance(false, 1).ToArray<float>(), variance => Assert.Equal(1, variance, 1e-3));
    }

    [Fact]
    public void Groups_that_do_not_divide_the_channels_are_refused()
        => Assert.Contains("divide the 6 channels", Assert.Throws<ArgumentException>(() => new GroupNorm(4, 6)).Message);

    [Fact]
    public void A_transposed_convolution_undoes_the_extents_of_a_convolution()
    {
        Window window = new(2, 1);
        Tensor x = Tensor.Normal([2, 3, 9, 9], rng), y = new Conv2d(3, 5, 3, rng, window).Call(x);
        Assert.Equal(x.Shape, new ConvTranspose2d(5, 3, 3, rng, window).Call(y).Shape);
        Assert.Equal([2, 3, 10, 10], new ConvTranspose2d(5, 3, 3, rng, window, extra: 1).Call(y).Shape);
    }

    [Fact]
    public void Extra_rows_as_many_as_the_stride_are_refused()
        => Assert.Contains("below the stride", Assert.Throws<ArgumentException>(() => new ConvTranspose2d(5, 3, 3, rng, extra: 1).Call(Tensor.Zeros([1, 5, 4, 4]))).Message);

    [Fact]
    public void A_shortcut_trains_both_ways_around()
    {
        Shortcut shortcut = new(new Conv2d(2, 4, 3, rng, new(2, 1)), new Conv2d(2, 4, 1, rng, new(2)));
        Assert.Equal(["block.weight", "block.bias", "shortcut.weight", "shortcut.bias"], shortcut.Parameters.Select(parameter => parameter.Path));
        Assert.Equal([1, 4, 4, 4], shortcut.Call(Tensor.Zeros([1, 2, 8, 8])).Shape);
        Shortcut uneven = new(new Conv2d(2, 4, 3, rng), new Conv2d(2, 4, 1, rng, new(2)));
        Assert.Contains("one shape", Assert.Throws<ArgumentException>(() => uneven.Call(Tensor.Zeros([1, 2, 8, 8]))).Message);
    }

    [Fact]
    public void Pictures_of_other_sizes_are_refused()
        => Assert.Contains("[batch, 1, 28, 28], got [2, 32, 32]", Assert.Throws<ArgumentException>(() => new AsPictures(1, 28, 28).Call(Tensor.Zeros([2, 32, 32]))).Message);
}
