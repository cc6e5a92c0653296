using Nabla.Gradients;
using Nabla.Modules;
using Nabla.Operations;
using Nabla.Parameters;
using Nabla.Tensors;

namespace Nabla.Tests.Modules;

public partial class ModuleTests
{
    static readonly Rng rng = Rng.FromSeed(1);

    static Tensor Input(params int[] extents) => Tensor.Normal(new Shape(extents), rng.Fork("input"));

    static float[] Numbers(Tensor x) => x.ToArray<float>();

    sealed partial class Classifier(int hidden) : Module
    {
        readonly Linear inner = new(6, hidden, rng);
        readonly LayerNorm norm = new(hidden);
        readonly Linear logits = new(hidden, 3, rng);

        public override Tensor Forward(Tensor input) => logits.Call(norm.Call(inner.Call(input).Relu()));
    }

    [Fact]
    public void Parameters_are_named_by_fields_in_declaration_order() =>
        Assert.Equal(["inner.weight", "inner.bias", "norm.weight", "norm.bias", "logits.weight", "logits.bias"], new Classifier(4).Parameters.Select(p => p.Path));

    [Fact]
    public void Layers_of_a_sequential_are_numbered_and_differ_in_weights()
    {
        Sequential net = [new Linear(5, 5, rng), new Linear(5, 5, rng)];
        Assert.Equal(["0.weight", "0.bias", "1.weight", "1.bias"], net.Parameters.Select(p => p.Path));
        Assert.NotEqual(Numbers(net.Parameters[0]), Numbers(net.Parameters[2]));
    }

    [Fact]
    public void First_weights_depend_on_seed_and_path_alone()
    {
        var used = new Classifier(4);
        used.Call(Input(2, 6));
        var fresh = new Classifier(4);
        Assert.Equal(used.Parameters.Select(p => Numbers(p)), fresh.Parameters.Reverse().Select(p => Numbers(p)).Reverse());
    }

    [Fact]
    public void A_layer_that_is_used_twice_has_its_parameters_once()
    {
        var shared = new Linear(4, 4, rng);
        Assert.Equal(2, new Sequential(shared, new Relu(), shared).Parameters.Count);
    }

    [Fact]
    public void A_wrong_input_names_the_layer_what_it_expects_and_what_came()
    {
        var net = new Classifier(4);
        string message = Assert.Throws<ArgumentException>(() => net.Call(Input(2, 7))).Message;
        Assert.Contains("Linear 'inner' expects input [*, 6], got [2, 7]", message);
    }

    [Fact]
    public void A_linear_layer_and_its_activation_run_fused_with_the_same_result()
    {
        var linear = new Linear(7, 17, rng);
        Sequential fused = [linear, new Gelu()];
        Tensor x = Input(5, 7);
        Assert.Equal(Numbers(linear.Call(x).Gelu()), Numbers(fused.Call(x)), (a, b) => Math.Abs(a - b) < 1e-6);
    }

    [Theory]
    [InlineData(false), InlineData(true)]
    public void A_residual_block_is_norm_of_x_plus_nn_of_x_or_with_the_norm_first(bool preNorm)
    {
        var inside = new Linear(8, 8, rng);
        var norm = new LayerNorm(8);
        Tensor x = Input(3, 8);
        float[] expected = Numbers(preNorm ? x + inside.Call(norm.Call(x)) : norm.Call(x + inside.Call(x)));
        Assert.Equal(expected, Numbers(new Residual(inside, norm, preNorm).Call(x)), (a, b) => Math.Abs(a - b) < 1e-5);
    }

    [Fact]
    public void A_block_that_changes_the_shape_is_refused_with_the_remedy() =>
        Assert.Contains("add a Linear", Assert.Throws<ArgumentException>(() => new Residual(new Linear(8, 4, rng)).Call(Input(3, 8))).Message);

    [Fact]
    public void Dropout_drops_exactly_while_a_tape_records()
    {
        var dropout = new Dropout(0.5, rng);
        Tensor x = Tensor.Ones([1000]);
        Assert.Same(x, dropout.Call(x));
        Tape tape = Tape.Start();
        float[] dropped = Numbers(dropout.Call(x)), again = Numbers(dropout.Call(x));
        tape.Stop();
        Assert.All(dropped, value => Assert.True(value is 0 or 2));
        Assert.InRange(dropped.Count(value => value == 0), 400, 600);
        Assert.NotEqual(dropped, again);
    }

    [Fact]
    public void What_a_module_makes_on_the_way_is_released()
    {
        var spy = new Spy();
        Sequential net = [new Linear(4, 4, rng), spy, new Linear(4, 4, rng)];
        Tensor result = net.Call(Input(2, 4));
        Assert.Equal(8, result.ToArray<float>().Length);
        Assert.Throws<InvalidOperationException>(() => spy.Seen!.ToArray<float>());
    }

    [Fact]
    public void The_arena_moves_parameters_without_changing_them_and_gradients_arrive_there()
    {
        var net = new Classifier(4);
        float[][] before = [.. net.Parameters.Select(p => Numbers(p))];
        var arena = new ParameterArena(net.Parameters);
        Assert.Equal(before, net.Parameters.Select(p => Numbers(p)));
        Assert.All(net.Parameters, p => Assert.Equal(0, (p.Value.Offset - arena.Values.Offset) % 16));
        Tape.Differentiate(() => net.Call(Input(2, 6)).Square().Sum());
        arena.SettleGradients();
        Assert.All(net.Parameters, p => Assert.Equal(Numbers(arena.PartOf(arena.Gradients, p)), Numbers(p.Value.Gradient!)));
        Assert.Contains(Numbers(arena.Gradients), value => value != 0);
    }

    [Fact]
    public void Gradients_of_a_whole_network_meet_central_differences()
    {
        Sequential net = [new Linear(5, 7, rng), new Tanh(), new Residual(new Sequential(new Linear(7, 7, rng), new Silu()), new RmsNorm(7)), new Linear(7, 2, rng)];
        net.SetDataType(Devices.DataType.Float64);
        Tensor weight = net.Parameters[0].Value;
        GradientError worst = GradientCheck.Run(inputs => net.Call(inputs[0]), [Tensor.Normal([3, 5], rng, type: Devices.DataType.Float64)]);
        Assert.True(worst.Error < 1e-7, worst.ToString());
        Assert.Equal(Devices.DataType.Float64, weight.DataType);
    }

    [Fact]
    public void The_type_of_a_model_is_settled_by_its_first_use()
    {
        var net = new Classifier(4);
        net.Call(Input(2, 6));
        Assert.Contains("'inner.weight' holds Float32 values already", Assert.Throws<InvalidOperationException>(() => net.SetDataType(Devices.DataType.Float64)).Message);
        Assert.Contains("Float32 or Float64, got Int32", Assert.Throws<ArgumentException>(() => net.SetDataType(Devices.DataType.Int32)).Message);
    }

    sealed class Twins : Module
    {
        readonly Parameter first = new([1], rng, Nabla.Initializers.Initializer.Ones.Draw), second = new([1], rng, Nabla.Initializers.Initializer.Ones.Draw);

        public override Tensor Forward(Tensor input) => input * first * second;

        protected internal override void Visit(IModuleVisitor visitor)
        {
            visitor.Parameter("scale", first);
            visitor.Parameter("scale", second);
        }
    }

    [Fact]
    public void Two_parts_of_one_name_are_refused() =>
        Assert.Contains("both be saved as '1.scale'", Assert.Throws<InvalidOperationException>(() => new Sequential(new Relu(), new Twins()).Call(Input(1))).Message);

    sealed partial class Growing : Module
    {
        public readonly List<Linear> Layers = [];
        public readonly List<Parameter> Scales = [];

        public override Tensor Forward(Tensor input) => Layers.Aggregate(input, (x, layer) => layer.Call(x));
    }

    [Theory]
    [InlineData(false), InlineData(true)]
    public void What_is_added_after_the_first_use_is_refused(bool isCalled)
    {
        var net = new Growing { Layers = { new Linear(2, 2, rng) } };
        net.Call(Input(1, 2));
        net.Layers.Add(new Linear(2, 2, rng));
        if (isCalled) net.Call(Input(1, 2));
        Assert.Contains("added as 'layers.1' after the model's first use", Assert.Throws<InvalidOperationException>(() => net.State).Message);
        net.Layers.RemoveAt(1);
        net.Scales.Add(new Parameter(Tensor.From(1f, 1f)));
        Assert.Contains("'scales.0' was added after", Assert.Throws<InvalidOperationException>(() => net.Parameters).Message);
    }

    [Fact]
    public void A_part_of_one_model_is_no_other_part_of_another_but_a_model_may_become_part_of_a_larger_one()
    {
        var net = new Classifier(4);
        float[] alone = Numbers(net.Call(Input(2, 6)));
        Sequential larger = [new Relu(), net];
        Assert.Equal("1.inner.weight", larger.Parameters[0].Path);
        Assert.Equal(alone, Numbers(net.Call(Input(2, 6))));
        Linear part = net.Descendants.OfType<Linear>().First();
        Assert.Contains("Linear '1.inner' of another model would be '0' in this one", Assert.Throws<InvalidOperationException>(() => new Sequential(part).Parameters).Message);
        Assert.Equal("1.inner.weight", part.Parameters[0].Path);
        Assert.Equal(2, new Sequential(new Relu(), net).Parameters[0].Path.Split("inner").Length);
    }

    [Fact]
    public void A_model_without_parameters_runs_but_has_no_arena()
    {
        Sequential net = [new Flatten(), new Tanh()];
        Assert.Equal([2, 3], net.Call(Input(2, 3)).Shape.Span.ToArray());
        Assert.Empty(net.Parameters);
        Assert.Contains("the model has no parameters", Assert.Throws<ArgumentException>(() => new ParameterArena(net.Parameters)).Message);
    }

    sealed partial class Spy : Module
    {
        public Tensor? Seen { get; private set; }

        public override Tensor Forward(Tensor input)
        {
            Seen = input;
            return input + 1;
        }
    }
}
