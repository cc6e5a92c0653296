using Nabla.Devices.Cpu;
using Nabla.Tensors;

namespace Nabla.Core.Tests.Devices.Cpu;

public unsafe class RandomKernelTests
{
    [Fact]
    public void Fills_equal_the_source_s_numbers_bit_by_bit()
    {
        Rng rng = Rng.FromSeed(3);
        foreach (int count in new[] { 0, 1, 2, 3, 4, 5, 7, 1000, 20_001 })
        {
            Room<float> uniform = new(count), normal = new(count);
            Room<double> wide = new(count);
            RandomKernel<float>.Uniform(uniform, count, 0, 1, rng.Key);
            RandomKernel<float>.Normal(normal, count, 0, 1, rng.Key);
            RandomKernel<double>.Normal(wide, count, 0, 1, rng.Key);
            for (int i = 0; i < count; i++)
            {
                Assert.Equal(rng.Uniform(i), uniform[i]);
                Assert.Equal(rng.Normal(i), normal[i]);
                Assert.Equal((double)rng.Normal(i), wide[i]);
            }
            uniform.AssertGuarded("uniform");
            normal.AssertGuarded("normal");
        }
    }

    [Fact]
    public void Uniform_numbers_fill_their_interval_and_normal_ones_have_their_moments()
    {
        const int Count = 100_000;
        Room<double> uniform = new(Count), normal = new(Count);
        RandomKernel<double>.Uniform(uniform, Count, -3, 5, 1);
        RandomKernel<double>.Normal(normal, Count, 2, 0.5, 1);
        double[] u = uniform.Span.ToArray(), n = normal.Span.ToArray();
        Assert.InRange(u.Min(), -3, -2.999);
        Assert.InRange(u.Max(), 4.999, 5);
        Assert.Equal(1, u.Average(), 0.04);
        Assert.Equal(2, n.Average(), 0.01);
        Assert.Equal(0.25, n.Average(value => (value - 2) * (value - 2)), 0.01);
    }
}
