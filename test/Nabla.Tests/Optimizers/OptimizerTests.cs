using Nabla.Devices;
using Nabla.Gradients;
using Nabla.Operations;
using Nabla.Optimizers;
using Nabla.Parameters;
using Nabla.Tensors;
using Nabla.Testing;

namespace Nabla.Tests.Optimizers;

public class OptimizerTests
{
    static readonly double[] start = [1, -2, 3];

    static ParameterArena TwoParameters(DataType type = DataType.Float64) => new([
        FixedProblem.New("bias", [3], type, start, decays: false),
        FixedProblem.New("layer.weight", [3], type, start),
    ]);

    static double[] After(ParameterArena arena, string path) => FixedProblem.NumbersOf(arena.Parameters.Single(p => p.Path == path).Value);

    static void Differentiate(ParameterArena arena) =>
        Tape.Differentiate(() => arena.Parameters.Select(p => p.Value.Square().Sum()).Aggregate((a, b) => a + b));

    public static TheoryData<OptimizerSettings> Rules => [new Sgd(), new Momentum(), new Momentum { RateInside = true }, new Nesterov(),
        new Adagrad(), new RmsProp(), new RmsProp { Centered = true }, new RmsProp { Momentum = 0.5 }, new Adam(), new AdamW(), new Lion()];

    [Theory]
    [InlineData(WeightDecayForm.Coupled, 0.1 * 0.01)]
    [InlineData(WeightDecayForm.CoupledScheduled, 0.1 * 0.01 * 0.25)]
    [InlineData(WeightDecayForm.Decoupled, 0.01)]
    [InlineData(WeightDecayForm.DecoupledScheduled, 0.1 * 0.01)]
    public void Decay_without_a_gradient_shrinks_weights_by_its_form_and_spares_biases(WeightDecayForm form, double share)
    {
        ParameterArena arena = TwoParameters();
        new Sgd { WeightDecay = 0.01, DecayForm = form }.For(arena).Step(0.1, scheduleFactor: 0.25);
        Assert.Equal(start, After(arena, "bias"));
        Assert.All(After(arena, "layer.weight").Zip(start), pair => Assert.Equal(pair.Second * (1 - share), pair.First, 12));
    }

    [Theory, MemberData(nameof(Rules))]
    public void Gradients_that_backward_did_not_reach_count_as_zero(OptimizerSettings settings)
    {
        ParameterArena arena = TwoParameters();
        Optimizer optimizer = (settings with { WeightDecay = 0 }).For(arena);
        Differentiate(arena);
        arena.ClearGradients();
        optimizer.Step(0.1);
        Assert.Equal(start, After(arena, "bias"));
        Assert.Equal(start, After(arena, "layer.weight"));
    }

    [Theory, MemberData(nameof(Rules))]
    public void Padding_stays_zero(OptimizerSettings settings)
    {
        ParameterArena arena = TwoParameters(DataType.Float32);
        Optimizer optimizer = settings.For(arena);
        for (int i = 0; i < 5; i++)
        {
            arena.ClearGradients();
            Differentiate(arena);
            optimizer.Step(0.1);
        }
        float[] values = arena.Values.ToArray<float>();
        Assert.Equal(32, values.Length);
        Assert.All(Enumerable.Range(0, 32).Where(i => i % 16 >= 3), i => Assert.Equal(0, values[i]));
    }

    [Fact]
    public void Groups_have_their_own_rate_and_decay_and_may_be_frozen()
    {
        var arena = new ParameterArena([.. new[] { "a", "frozen", "head", "b" }.Select(path => FixedProblem.New(path, [1], DataType.Float64, [1]))]);
        Optimizer optimizer = new Sgd { WeightDecay = 0.5 }.For(arena,
            new ParameterGroup(p => p.Path == "frozen") { LearningRateFactor = 0 },
            new ParameterGroup(p => p.Path == "head") { LearningRateFactor = 10, WeightDecay = 0 });
        Tape.Differentiate(() => arena.Parameters.Select(p => p.Value.Sum()).Aggregate((x, y) => x + y));
        optimizer.Step(0.01);
        Assert.Equal(0.985, After(arena, "a")[0], 12);
        Assert.Equal(1, After(arena, "frozen")[0]);
        Assert.Equal(0.9, After(arena, "head")[0], 12);
        Assert.Equal(0.985, After(arena, "b")[0], 12);
    }

    [Fact]
    public void A_group_that_selects_nothing_is_an_error()
    {
        var error = Assert.Throws<ArgumentException>(() => new Sgd().For(TwoParameters(), new ParameterGroup(p => p.Path == "hed")));
        Assert.Contains("group 0", error.Message);
    }

    [Fact]
    public void Several_backwards_and_one_step_at_their_mean_equal_one_backward()
    {
        FixedProblem once = FixedProblem.Of("least_squares", DataType.Float64), thrice = FixedProblem.Of("least_squares", DataType.Float64);
        once.Backward();
        thrice.Backward(times: 3);
        new Adam().For(once.Arena).Step(0.1);
        new Adam().For(thrice.Arena).Step(0.1, gradientScale: 1.0 / 3);
        Assert.All(once.Numbers.Zip(thrice.Numbers), pair => Assert.Equal(pair.First, pair.Second, 12));
    }

    [Theory, MemberData(nameof(Rules))]
    public void A_restored_optimizer_walks_on_in_the_same_bits(OptimizerSettings settings)
    {
        FixedProblem whole = FixedProblem.Of("least_squares", DataType.Float32);
        Optimizer first = settings.For(whole.Arena);
        Walk(whole, first, 5);
        FixedProblem resumed = FixedProblem.Of("least_squares", DataType.Float32);
        resumed.Arena.Values.CopyFrom<float>(whole.Arena.Values.ToArray<float>());
        Optimizer second = settings.For(resumed.Arena);
        second.Restore(first.Steps, first.State.Reverse());
        Walk(whole, first, 5);
        Walk(resumed, second, 5);
        Assert.Equal(10, second.Steps);
        Assert.Equal(whole.Numbers, resumed.Numbers);
    }

    static void Walk(FixedProblem problem, Optimizer optimizer, int steps)
    {
        for (int i = 0; i < steps; i++)
        {
            problem.Backward();
            optimizer.Step(0.01);
        }
    }

    [Fact]
    public void State_is_named_by_parameter()
    {
        Optimizer optimizer = new Adam().For(TwoParameters());
        Assert.Equal(["first_moment.bias", "first_moment.layer.weight", "second_moment.bias", "second_moment.layer.weight"], optimizer.State.Select(s => s.Name));
        Assert.All(optimizer.State, s => Assert.Equal([3], s.Value.Shape));
    }

    [Fact]
    public void A_saved_state_that_does_not_fit_is_refused_whole()
    {
        Optimizer optimizer = new Momentum().For(TwoParameters());
        (string, Tensor) bias = ("momentum.bias", Tensor.Ones([3], DataType.Float64)), weight = ("momentum.layer.weight", Tensor.Ones([3], DataType.Float64));
        Assert.Contains("lacks 'momentum.layer.weight'", Refused(bias));
        Assert.Contains("twice", Refused(bias, bias, weight));
        Assert.Contains("'other'", Refused(bias, weight, ("other", Tensor.Ones([3]))));
        Assert.Contains("saved is Float32[3]", Refused(bias, ("momentum.layer.weight", Tensor.Ones([3]))));
        Assert.Contains("saved is Float64[4]", Refused(bias, ("momentum.layer.weight", Tensor.Ones([4], DataType.Float64))));
        Assert.All(optimizer.State, s => Assert.Equal([0.0, 0, 0], s.Value.ToArray<double>()));
        Assert.Equal(0, optimizer.Steps);

        string Refused(params (string, Tensor)[] state) => Assert.Throws<ArgumentException>(() => optimizer.Restore(1, state)).Message;
    }

    [Theory]
    [InlineData(double.NaN, 1)]
    [InlineData(0.1, double.PositiveInfinity)]
    public void A_step_that_is_not_finite_is_refused_before_anything_changes(double rate, double scale)
    {
        ParameterArena arena = TwoParameters();
        Optimizer optimizer = new Adam().For(arena);
        Assert.Throws<ArgumentException>(() => optimizer.Step(rate, scale));
        Assert.Equal(0, optimizer.Steps);
        Assert.Equal(start, After(arena, "bias"));
    }

    [Fact]
    public void Settings_refuse_numbers_that_make_no_sense()
    {
        Assert.Contains("Adam: Beta1 is 1", Assert.Throws<ArgumentOutOfRangeException>(() => new Adam { Beta1 = 1 }).Message);
        Assert.Contains("AdamW: WeightDecay is -1", Assert.Throws<ArgumentOutOfRangeException>(() => new AdamW { WeightDecay = -1 }).Message);
        Assert.Contains("Epsilon is 0", Assert.Throws<ArgumentOutOfRangeException>(() => new Adagrad { Epsilon = 0 }).Message);
        Assert.Contains("exclude each other", Assert.Throws<ArgumentException>(() => new RmsProp { Centered = true, Momentum = 0.9 }.For(TwoParameters())).Message);
    }

    [Fact]
    public void A_step_allocates_nothing() => OwnProcess.Run(() =>
    {
        ParameterArena arena = TwoParameters();
        Optimizer optimizer = new AdamW().For(arena);
        for (int i = 0; i < 100; i++) Step();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++) Step();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Step()
        {
            arena.ClearGradients();
            ClippedGradients clipped = GradientClipping.None.Apply(arena);
            optimizer.Step(0.001, clipped.Scale);
        }
    });

    [Fact]
    public void Averages_of_gradients_that_stay_zero_do_not_become_subnormal()
    {
        ParameterArena arena = TwoParameters(DataType.Float32);
        Optimizer optimizer = new Adam { Beta2 = 0.9 }.For(arena);
        Differentiate(arena);
        optimizer.Step(0.001);
        arena.ClearGradients();
        for (int i = 0; i < 1500; i++)
        {
            optimizer.Step(0.001);
            Assert.DoesNotContain(optimizer.State, s => s.Value.ToArray<float>().Any(float.IsSubnormal));
        }
        Assert.All(optimizer.State, s => Assert.All(s.Value.ToArray<float>(), v => Assert.InRange(v, -1e-36f, 1e-36f)));
    }
}
