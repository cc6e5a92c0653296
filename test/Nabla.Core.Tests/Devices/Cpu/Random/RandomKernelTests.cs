using Nabla.Devices.Cpu;
using Nabla.Tensors;

namespace Nabla.Core.Tests.Devices.Cpu;

public unsafe class RandomKernelTests
{
    [Theory, ClassData(typeof(EveryLane))]
    public void Fills_equal_the_source_s_numbers_bit_by_bit(string lane) => EveryLane.Visit(lane, new OneByOne());

    sealed class OneByOne : LaneCheck
    {
        protected override void Check<T, L>()
        {
            Rng rng = Rng.FromSeed(3);
            foreach (int count in new[] { 0, 1, 2, 3, 4, 5, 31, 33, 1000, 20_001 })
            {
                Room<T> uniform = Empty<T>(count), normal = Empty<T>(count);
                RandomKernel<T, L>.Uniform(uniform, count, 0, 1, rng.Key);
                RandomKernel<T, L>.Normal(normal, count, 0, 1, rng.Key);
                for (int i = 0; i < count; i++)
                {
                    if (T.CreateTruncating(rng.Uniform(i)) != uniform[i]) Assert.Fail($"uniform {i} of {count}: {uniform[i]}");
                    if (T.CreateTruncating(rng.Normal(i)) != normal[i]) Assert.Fail($"normal {i} of {count}: {normal[i]}");
                }
                uniform.AssertGuarded("uniform");
                normal.AssertGuarded("normal");
            }
        }
    }

    [Fact]
    public void Normal_numbers_equal_the_formula_of_Box_and_Muller()
    {
        uint[] words = [0, 1, 2, 0x3FFFFFFF, 0x40000000, 0x7FFFFFFF, 0x80000000, 0x9FFFFFFF, 0xA0000001, 0xBFFFFFFF, 0xC0000000, 0xE0000000, 0xFFFFFFFE, uint.MaxValue];
        foreach (uint first in words)
            foreach (uint second in words)
            {
                double radius = Math.Sqrt(-2 * Math.Log((first + 1.0) / 4294967296.0)), angle = 2 * Math.PI * (second / 4294967296.0);
                BoxMuller<double, SimdScalar<double>>.Pair(first, second, out double cosine, out double sine);
                Assert.Equal(radius * Math.Cos(angle), cosine, 1e-12);
                Assert.Equal(radius * Math.Sin(angle), sine, 1e-12);
            }
    }

    [Fact]
    public void Uniform_numbers_fill_their_interval_and_normal_ones_have_their_moments()
    {
        const int Count = 100_000;
        Room<double> uniform = new(Count), normal = new(Count);
        RandomKernel<double, Lane<double, double, SimdScalar<double>>>.Uniform(uniform, Count, -3, 5, 1);
        RandomKernel<double, Lane<double, double, SimdScalar<double>>>.Normal(normal, Count, 2, 0.5, 1);
        double[] u = uniform.Span.ToArray(), n = normal.Span.ToArray();
        Assert.InRange(u.Min(), -3, -2.999);
        Assert.InRange(u.Max(), 4.999, 5);
        Assert.Equal(1, u.Average(), 0.04);
        Assert.Equal(2, n.Average(), 0.01);
        Assert.Equal(0.25, n.Average(value => (value - 2) * (value - 2)), 0.01);
    }
}
