using Nabla.Devices;
using Nabla.Gradients;
using Nabla.Operations;
using Nabla.Optimizers;
using Nabla.Parameters;

namespace Nabla.Tests.Optimizers;

public class LionTests
{
    static readonly double[] curvature = [1, 10, 100, 1000], start = [1, -1, 1, -1];

    /// <summary>Algorithm 2 of the paper on the bowl ½Σc·x², in double.</summary>
    static List<double[]> Reference(double beta1, double beta2, double decay, Func<int, double> rate, int steps)
    {
        double[] x = [.. start], momentum = new double[4];
        var walk = new List<double[]>();
        for (int step = 0; step < steps; step++)
        {
            for (int i = 0; i < 4; i++)
            {
                double gradient = curvature[i] * x[i];
                double update = Math.Sign(beta1 * momentum[i] + (1 - beta1) * gradient);
                momentum[i] = beta2 * momentum[i] + (1 - beta2) * gradient;
                x[i] -= rate(step) * (update + decay * x[i]);
            }
            walk.Add([.. x]);
        }
        return walk;
    }

    [Theory]
    [InlineData(DataType.Float64, 0.9, 0.99, 0.0, 1e-12)]
    [InlineData(DataType.Float64, 0.95, 0.98, 0.3, 1e-12)]
    [InlineData(DataType.Float64, 0.0, 0.5, 0.1, 1e-12)]
    [InlineData(DataType.Float32, 0.9, 0.99, 0.0, 2e-5)]
    [InlineData(DataType.Float32, 0.95, 0.98, 0.3, 2e-5)]
    public void Two_hundred_steps_are_those_of_the_paper(DataType type, double beta1, double beta2, double decay, double tolerance)
    {
        FixedProblem bowl = FixedProblem.Of("bowl", type);
        Optimizer optimizer = new Lion { Beta1 = beta1, Beta2 = beta2, WeightDecay = decay, DecayForm = WeightDecayForm.DecoupledScheduled }.For(bowl.Arena);
        double Rate(int step) => 0.0123 * (1 - step / 250.0);
        foreach (var (expected, step) in Reference(beta1, beta2, decay, Rate, 200).Select((x, step) => (x, step)))
        {
            bowl.Backward();
            optimizer.Step(Rate(step));
            for (int i = 0; i < 4; i++) Assert.True(Math.Abs(expected[i] - bowl.Numbers[i]) <= tolerance,
                $"step {step}, number {i}: expected {expected[i]}, got {bowl.Numbers[i]}");
        }
    }

    [Fact]
    public void Every_number_moves_by_the_rate_against_its_gradient_and_without_one_not_at_all()
    {
        Parameter place = FixedProblem.New("place", [4], DataType.Float64, [3, -0.001, 0, 1e-8]);
        var arena = new ParameterArena([place]);
        Optimizer optimizer = new Lion().For(arena);
        Tape.Differentiate(() => place.Value.Square().Sum());
        optimizer.Step(0.25);
        Assert.Equal([2.75, 0.249, 0, 1e-8 - 0.25], FixedProblem.NumbersOf(place.Value));
    }

    [Fact]
    public void By_name_it_has_its_own_beta2() => Assert.Equal(new Lion { Beta1 = 0.95, Beta2 = 0.98 }, OptimizerSettings.Parse("lion:0.95:0.98"));

    [Fact]
    public void Alone_it_is_as_the_paper_has_it() => Assert.Equal(new Lion { Beta1 = 0.9, Beta2 = 0.99 }, OptimizerSettings.Parse("Lion"));
}
