using Nabla.Devices;
using Nabla.Tensors;

namespace Nabla.Core.Tests.Tensors;

public class RngTests
{
    // Known answers of Philox4x32-10 from the authors' test vectors (Random123, kat_vectors).
    [Theory]
    [InlineData(0ul, 0ul, 0ul, 0x6627e8d5u, 0xe169c58du, 0xbc57ac4cu, 0x9b00dbd8u)]
    [InlineData(ulong.MaxValue, ulong.MaxValue, ulong.MaxValue, 0x408f276du, 0x41c83b0eu, 0xa20bc7c6u, 0x6d5451fdu)]
    [InlineData(0x299f31d0a4093822ul, 0x85a308d3243f6a88ul, 0x0370734413198a2eul, 0xd16cfe09u, 0x94fdccebu, 0x5001e420u, 0x24126ea1u)]
    public void Philox_meets_its_known_answers(ulong key, ulong low, ulong high, uint a, uint b, uint c, uint d) =>
        Assert.Equal((a, b, c, d), Philox.At(key, low, high));

    [Fact]
    public void The_number_at_a_position_depends_on_key_and_position_alone()
    {
        Rng rng = Rng.FromSeed(3).Fork("test");
        float[] forward = [.. Enumerable.Range(0, 100).Select(i => rng.Uniform(i))];
        float[] backward = [.. Enumerable.Range(0, 100).Reverse().Select(i => Rng.FromSeed(3).Fork("test").Uniform(i)).Reverse()];
        Assert.Equal(forward, backward);
        Assert.NotEqual(forward, Enumerable.Range(0, 100).Select(i => Rng.FromSeed(3).Fork("other").Uniform(i)));
        Assert.NotEqual(forward, Enumerable.Range(0, 100).Select(i => Rng.FromSeed(4).Fork("test").Uniform(i)));
    }

    [Fact]
    public void Tensors_hold_the_numbers_of_their_positions()
    {
        Rng rng = Rng.FromSeed(5);
        Assert.Equal(Enumerable.Range(0, 1000).Select(i => rng.Uniform(i)), Tensor.Uniform([1000], rng).ToArray<float>());
        Assert.Equal(Enumerable.Range(0, 1000).Select(i => rng.Normal(i)), Tensor.Normal([1000], rng).ToArray<float>());
    }

    [Fact]
    public void Uniform_and_normal_numbers_have_their_moments()
    {
        Rng rng = Rng.FromSeed(8);
        const int n = 100_000;
        double[] uniform = [.. Enumerable.Range(0, n).Select(i => (double)rng.Uniform(i))], normal = [.. Enumerable.Range(0, n).Select(i => (double)rng.Normal(i))];
        Assert.Equal(0.5, uniform.Average(), 0.005);
        Assert.Equal(1.0 / 12, uniform.Average(u => (u - 0.5) * (u - 0.5)), 0.002);
        Assert.Equal(0, normal.Average(), 0.02);
        Assert.Equal(1, normal.Average(z => z * z), 0.02);
        Assert.Equal(3, normal.Average(z => z * z * z * z), 0.15);
        Assert.All(uniform, u => Assert.InRange(u, 0, 1 - 1e-9));
    }

    [Fact]
    public void A_permutation_holds_everything_once_and_bounded_numbers_are_even()
    {
        Assert.Equal(Enumerable.Range(0, 1000), Rng.FromSeed(1).Permutation(1000).Order());
        RngReader reader = Rng.FromSeed(2).Reader();
        var counts = new int[7];
        for (int i = 0; i < 70_000; i++) counts[reader.Below(7)]++;
        Assert.All(counts, count => Assert.InRange(count, 9_500, 10_500));
    }
}
