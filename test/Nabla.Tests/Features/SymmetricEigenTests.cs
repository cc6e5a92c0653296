using Nabla.Features;

namespace Nabla.Tests.Features;

public class SymmetricEigenTests
{
    static double[] Random(int n, int seed, int rank)
    {
        var random = new Random(seed);
        var a = new double[n * n];
        for (int r = 0; r < rank; r++)
        {
            double[] v = [.. Enumerable.Range(0, n).Select(_ => random.NextDouble() - 0.5)];
            double weight = random.NextDouble() * 4 - 1;
            for (int i = 0; i < n; i++)
                for (int j = 0; j < n; j++) a[i * n + j] += weight * v[i] * v[j];
        }
        return a;
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(3, 3)]
    [InlineData(7, 7)]
    [InlineData(16, 16)]
    [InlineData(33, 33)]
    [InlineData(33, 5)]
    [InlineData(100, 100)]
    [InlineData(100, 1)]
    [InlineData(20, 0)]
    public void Vectors_are_orthonormal_and_rebuild_the_matrix(int n, int rank)
    {
        double[] a = Random(n, n + rank, rank), original = [.. a];
        var eigen = SymmetricEigen.Of(a, n);
        Assert.Equal(eigen.Values.OrderDescending(), eigen.Values);
        for (int i = 0; i < n; i++)
            for (int j = 0; j < n; j++)
            {
                double dot = 0, rebuilt = 0;
                for (int k = 0; k < n; k++)
                {
                    dot += eigen.Vectors[i * n + k] * eigen.Vectors[j * n + k];
                    rebuilt += eigen.Values[k] * eigen.Vectors[k * n + i] * eigen.Vectors[k * n + j];
                }
                Assert.Equal(i == j ? 1 : 0, dot, 1e-12);
                Assert.Equal(original[i * n + j], rebuilt, 1e-11);
            }
    }

    [Fact]
    public void Known_values_come_out()
    {
        // The second difference matrix has eigenvalues 2 − 2 cos(kπ/(n+1)).
        const int n = 50;
        var a = new double[n * n];
        for (int i = 0; i < n; i++)
        {
            a[i * n + i] = 2;
            if (i > 0) a[i * n + i - 1] = a[(i - 1) * n + i] = -1;
        }
        var values = SymmetricEigen.Of(a, n).Values;
        for (int k = 0; k < n; k++) Assert.Equal(2 - 2 * Math.Cos((n - k) * Math.PI / (n + 1)), values[k], 1e-13);
    }

    [Fact]
    public void A_diagonal_matrix_with_equal_values_is_its_own_answer()
    {
        var eigen = SymmetricEigen.Of([2, 0, 0, 0, 5, 0, 0, 0, 2], 3);
        Assert.Equal([5, 2, 2], eigen.Values);
        Assert.Equal([0, 1, 0], eigen.Vectors[..3]);
    }

    [Fact]
    public void Nan_is_refused_and_does_not_hang() => Assert.Throws<ArithmeticException>(() => SymmetricEigen.Of([1, double.NaN, double.NaN, 1], 2));
}
