using Nabla.Devices;
using Nabla.Optimizers;
using Nabla.Parameters;

namespace Nabla.Tests.Optimizers;

/// <summary>The lecture's formulas, number by number, where they differ from the usual ones.</summary>
public class SlideFormTests
{
    static readonly double[] gradients = [0.3, -0.2, 0.5, 0.1, -0.4];

    static List<double> Walk(OptimizerSettings settings, Func<int, double> rate, int steps = 5)
    {
        var arena = new ParameterArena([FixedProblem.New("x", [1], DataType.Float64, [1])]);
        Optimizer optimizer = settings.For(arena);
        var places = new List<double>();
        for (int t = 1; t <= steps; t++)
        {
            arena.SettleGradients();
            arena.Parameters[0].Value.Gradient!.CopyFrom<double>([gradients[(t - 1) % 5]]);
            optimizer.Step(rate(t));
            places.Add(arena.Parameters[0].Value.ToScalar());
        }
        return places;
    }

    static void AssertClose(IEnumerable<double> expected, IEnumerable<double> actual) =>
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 13));

    [Fact]
    public void Momentum_with_the_rate_inside_remembers_the_rate_of_each_gradient()
    {
        var expected = new List<double>();
        double place = 1, m = 0;
        for (int t = 1; t <= 5; t++)
        {
            m = 0.9 * m + 0.1 / t * gradients[t - 1];
            expected.Add(place -= m);
        }
        AssertClose(expected, Walk(new Momentum { RateInside = true }, t => 0.1 / t));
        Assert.NotEqual(expected[4], Walk(new Momentum(), t => 0.1 / t)[4], 3);
    }

    [Fact]
    public void Adagrad_with_epsilon_under_the_root()
    {
        var expected = new List<double>();
        double place = 1, sum = 0;
        for (int t = 1; t <= 5; t++)
        {
            sum += gradients[t - 1] * gradients[t - 1];
            expected.Add(place -= 0.1 / Math.Sqrt(sum + 0.01) * gradients[t - 1]);
        }
        AssertClose(expected, Walk(new Adagrad { Epsilon = 0.01, EpsilonUnderRoot = true }, _ => 0.1));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Adam_with_epsilon_under_the_root_and_the_correction_where_the_slide_has_it(bool inside)
    {
        const double beta = 0.5, gamma = 0.7, epsilon = 0.01;
        var expected = new List<double>();
        double place = 1, m = 0, g = 0;
        for (int t = 1; t <= 5; t++)
        {
            double now = gradients[t - 1], c1 = 1 - Math.Pow(beta, t), c2 = 1 - Math.Pow(gamma, t);
            m = beta * m + (1 - beta) * now;
            g = gamma * g + (1 - gamma) * now * now;
            expected.Add(place -= 0.1 / Math.Sqrt(g / c2 + epsilon) * m / c1);
            if (inside) (m, g) = (m / c1, g / c2);
        }
        AssertClose(expected, Walk(new Adam { Beta1 = beta, Beta2 = gamma, Epsilon = epsilon, EpsilonUnderRoot = true, CorrectionInsideRecursion = inside }, _ => 0.1));
    }

    [Fact]
    public void Adam_to_the_letter_of_the_slide_stands_still_after_some_steps()
    {
        var places = Walk(new Adam { EpsilonUnderRoot = true, CorrectionInsideRecursion = true }, _ => 0.1, 500);
        Assert.Equal(places[400], places[499]);
        Assert.NotEqual(Walk(new Adam(), _ => 0.1, 500)[400], Walk(new Adam(), _ => 0.1, 500)[499]);
    }
}
