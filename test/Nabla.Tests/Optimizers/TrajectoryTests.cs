using System.Globalization;
using Nabla.Devices;
using Nabla.Optimizers;

namespace Nabla.Tests.Optimizers;

public class TrajectoryTests
{
    static readonly ILookup<(string Case, string Problem), (int Step, double[] Numbers)> facts = ReadFacts();

    sealed record Walk(OptimizerSettings Settings, double OnSquares, double OnBowl, bool Falling = false, GradientClipping? Clipping = null);

    static readonly Dictionary<string, Walk> walks = new()
    {
        ["sgd"] = new(new Sgd(), 0.1, 1e-3),
        ["sgd-l2"] = new(new Sgd { WeightDecay = 0.1 }, 0.1, 1e-3),
        ["momentum"] = new(new Momentum(), 0.1, 1e-3),
        ["momentum-falling"] = new(new Momentum(), 0.1, 1e-3, Falling: true),
        ["nesterov"] = new(new Nesterov(), 0.1, 1e-3),
        ["nesterov-l2"] = new(new Nesterov { WeightDecay = 0.1 }, 0.1, 1e-3),
        ["adagrad"] = new(new Adagrad(), 0.1, 0.1),
        ["adagrad-l2"] = new(new Adagrad { WeightDecay = 0.1 }, 0.1, 0.1),
        ["rmsprop"] = new(new RmsProp(), 0.01, 0.01),
        ["rmsprop-centered"] = new(new RmsProp { Centered = true }, 0.01, 0.01),
        ["rmsprop-momentum"] = new(new RmsProp { Momentum = 0.9 }, 0.01, 0.01),
        ["adam"] = new(new Adam(), 0.05, 0.05),
        ["adam-l2"] = new(new Adam { WeightDecay = 0.1, Beta1 = 0.8, Beta2 = 0.95 }, 0.05, 0.05),
        ["adamw"] = new(new AdamW { WeightDecay = 0.1 }, 0.05, 0.05),
        ["adamw-falling"] = new(new AdamW { WeightDecay = 0.1 }, 0.05, 0.05, Falling: true),
        ["clip-slide"] = new(new Sgd(), 0.1, 1e-3, Clipping: GradientClipping.ByNorm(0.5)),
    };

    public static TheoryData<string, string, DataType, double> Cases
    {
        get
        {
            var cases = new TheoryData<string, string, DataType, double>();
            foreach (string name in walks.Keys)
                foreach (string problem in new[] { "least_squares", "bowl" })
                {
                    cases.Add(name, problem, DataType.Float64, 1e-10);
                    cases.Add(name, problem, DataType.Float32, 1e-5);
                }
            return cases;
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public void Fifty_steps_are_those_of_PyTorch(string name, string problem, DataType type, double tolerance) =>
        AssertEqual(name, problem, type, tolerance, Run(walks[name], problem, type));

    // PyTorch's clipping divides by the norm plus 1e-6, so only the coarser bound can hold.
    [Theory]
    [InlineData("least_squares", DataType.Float64)]
    [InlineData("bowl", DataType.Float32)]
    public void Clipping_by_norm_agrees_with_PyTorch_within_its_guard(string problem, DataType type) =>
        AssertEqual("clip-torch", problem, type, 1e-5, Run(walks["clip-slide"], problem, type));

    [Theory]
    [InlineData("least_squares", DataType.Float64, 1e-10)]
    [InlineData("least_squares", DataType.Float32, 1e-5)]
    [InlineData("bowl", DataType.Float64, 1e-10)]
    [InlineData("bowl", DataType.Float32, 1e-5)]
    public void The_moving_average_of_weights_is_that_of_PyTorch(string name, DataType type, double tolerance)
    {
        FixedProblem problem = FixedProblem.Of(name, type);
        var average = new ExponentialMovingAverage(problem.Arena, 0.9);
        Walk walk = walks["sgd"];
        var shown = Run(walk, name, problem, () =>
        {
            average.Update();
            return average.Evaluate(() => problem.Numbers);
        });
        AssertEqual("average", name, type, tolerance, shown);
    }

    static List<double[]> Run(Walk walk, string name, DataType type)
    {
        FixedProblem problem = FixedProblem.Of(name, type);
        return Run(walk, name, problem, () => problem.Numbers);
    }

    static List<double[]> Run(Walk walk, string name, FixedProblem problem, Func<double[]> show)
    {
        Optimizer optimizer = walk.Settings.For(problem.Arena);
        var shown = new List<double[]>();
        for (int step = 0; step < 50; step++)
        {
            problem.Backward();
            double rate = (name == "bowl" ? walk.OnBowl : walk.OnSquares) * (walk.Falling ? 1 - step / 100.0 : 1);
            ClippedGradients clipped = (walk.Clipping ?? GradientClipping.None).Apply(problem.Arena);
            Assert.True(clipped.IsFinite);
            optimizer.Step(rate, clipped.Scale);
            shown.Add(show());
        }
        return shown;
    }

    static void AssertEqual(string name, string problem, DataType type, double tolerance, List<double[]> shown)
    {
        var expected = facts[(name, problem)].ToList();
        Assert.Equal(9, expected.Count);
        foreach (var (step, numbers) in expected)
        {
            Assert.Equal(numbers.Length, shown[step - 1].Length);
            for (int i = 0; i < numbers.Length; i++)
                Assert.True(Math.Abs(numbers[i] - shown[step - 1][i]) <= tolerance * Math.Max(1, Math.Abs(numbers[i])), $"{name} on {problem}, {type}, step {step}, parameter {i}: expected {numbers[i]}, got {shown[step - 1][i]}");
        }
    }

    static ILookup<(string, string), (int, double[])> ReadFacts()
    {
        using Stream stream = typeof(TrajectoryTests).Assembly.GetManifestResourceStream("torch_trajectories.csv")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(',')).ToLookup(
            cells => (cells[0], cells[1]),
            cells => (int.Parse(cells[2], CultureInfo.InvariantCulture), cells[3].Split(' ').Select(text => double.Parse(text, CultureInfo.InvariantCulture)).ToArray()));
    }
}
