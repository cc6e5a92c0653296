using Nabla.Data;
using Nabla.Features;

namespace Nabla.Tests.Features;

public class PolynomialFeaturesTests
{
    [Fact]
    public void Two_inputs_to_degree_three_in_graded_order()
    {
        var stage = new PolynomialFeatures(2, 3);
        var y = new float[stage.OutputSize];
        stage.Apply([2, 3], 1, y);
        Assert.Equal([2, 3, 4, 6, 9, 8, 12, 18, 27], y);
    }

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(1, 5, 5)]
    [InlineData(2, 3, 9)]
    [InlineData(13, 2, 104)]
    [InlineData(30, 3, 5455)]
    public void There_are_n_plus_d_choose_d_minus_1(int inputs, int degree, int count) => Assert.Equal(count, new PolynomialFeatures(inputs, degree).OutputSize);

    [Theory]
    [InlineData(1, 7)]
    [InlineData(3, 4)]
    [InlineData(17, 2)]
    [InlineData(33, 2)]
    [InlineData(6, 3)]
    public void Every_monomial_is_the_product_of_its_powers_and_comes_once(int inputs, int degree)
    {
        var stage = new PolynomialFeatures(inputs, degree);
        var random = new Random(1);
        float[] x = [.. Enumerable.Range(0, 2 * inputs).Select(_ => (float)(random.NextDouble() * 2 - 1))];
        var y = new float[2 * stage.OutputSize];
        stage.Apply(x, 2, y);
        var seen = new HashSet<string>();
        for (int i = 0; i < stage.OutputSize; i++)
        {
            int[] powers = stage.PowersOf(i);
            Assert.InRange(powers.Sum(), 1, degree);
            Assert.True(seen.Add(string.Join(' ', powers)));
            for (int row = 0; row < 2; row++)
            {
                double expected = powers.Select((p, k) => Math.Pow(x[row * inputs + k], p)).Aggregate((a, b) => a * b);
                Assert.Equal(expected, y[row * stage.OutputSize + i], 1e-6);
            }
        }
    }

    [Theory]
    [InlineData(784, 5)]
    [InlineData(int.MaxValue, 2)]
    [InlineData(int.MaxValue, 64)]
    [InlineData(64, 64)]
    public void Too_many_monomials_are_refused(int inputs, int degree) => Assert.Contains("lower the degree", Assert.Throws<DataException>(() => new PolynomialFeatures(inputs, degree)).Message);

    [Fact]
    public void Sizes_out_of_range_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new PolynomialFeatures(0, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => new PolynomialFeatures(2, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new PolynomialFeatures(1, 65));
        Assert.Throws<ArgumentOutOfRangeException>(() => new PolynomialFeatures(2, 2).PowersOf(5));
        Assert.Throws<NotSupportedException>(() => new PolynomialFeatures(2, 2).Undo(new float[5], 1, new float[2]));
    }
}
