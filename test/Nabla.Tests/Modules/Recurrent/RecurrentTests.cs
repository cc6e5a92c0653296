using Nabla.Devices;
using Nabla.Gradients;
using Nabla.Memory;
using Nabla.Modules;
using Nabla.Operations;
using Nabla.Tensors;

namespace Nabla.Tests.Modules.Recurrent;

public class RecurrentTests
{
    static Nabla.Modules.Recurrent Net(RecurrentKind kind, int layers = 2, bool bidirectional = false, double dropout = 0) =>
        Nabla.Modules.Recurrent.Of(kind, 3, 5, Rng.FromSeed(1), new() { Layers = layers, Bidirectional = bidirectional, Dropout = dropout });

    static Tensor Sequences(int batch, int time) => Tensor.Normal([batch, time, 3], Rng.FromSeed(2));

    [Fact]
    public void Parameters_have_the_names_and_shapes_of_PyTorch()
    {
        string[] expected =
        [
            "weight_ih_l0 [20, 3]", "weight_hh_l0 [20, 5]", "bias_ih_l0 [20]", "bias_hh_l0 [20]",
            "weight_ih_l0_reverse [20, 3]", "weight_hh_l0_reverse [20, 5]", "bias_ih_l0_reverse [20]", "bias_hh_l0_reverse [20]",
            "weight_ih_l1 [20, 10]", "weight_hh_l1 [20, 5]", "bias_ih_l1 [20]", "bias_hh_l1 [20]",
            "weight_ih_l1_reverse [20, 10]", "weight_hh_l1_reverse [20, 5]", "bias_ih_l1_reverse [20]", "bias_hh_l1_reverse [20]",
        ];
        Assert.Equal(expected, Net(RecurrentKind.Lstm, bidirectional: true).Parameters.Select(parameter => $"{parameter.Path} {parameter.Shape}"));
        Assert.Equal([15, 15], new[] { "weight_ih_l0", "weight_hh_l0" }.Select(name => Net(RecurrentKind.Gru).Parameters.Single(parameter => parameter.Path == name).Shape[0]));
        Assert.DoesNotContain(new Gru(3, 5, Rng.FromSeed(1), new() { HasBias = false }).Parameters, parameter => parameter.Path.StartsWith("bias"));
    }

    [Fact]
    public void First_values_are_uniform_within_one_over_the_root_of_the_width()
    {
        foreach (var parameter in new Lstm(50, 100, Rng.FromSeed(1)).Parameters)
        {
            float[] values = parameter.Value.ToArray<float>();
            Assert.InRange(values.Max(), 0.095, 0.1);
            Assert.InRange(values.Min(), -0.1, -0.095);
        }
    }

    [Theory, InlineData(RecurrentKind.Rnn), InlineData(RecurrentKind.Lstm), InlineData(RecurrentKind.Gru)]
    public void A_sequence_in_pieces_gives_what_the_whole_gives(RecurrentKind kind)
    {
        Nabla.Modules.Recurrent net = Net(kind);
        Tensor x = Sequences(12, 7);
        var (first, state) = net.Call(x.Slice(1, 0, 4), lengths: null);
        var (second, _) = net.Call(x.Slice(1, 4, 3), lengths: null, state);
        Close(net.Call(x), Tensor.Concatenate([first, second], 1), 1e-6);
    }

    [Theory, InlineData(RecurrentKind.Rnn), InlineData(RecurrentKind.Lstm), InlineData(RecurrentKind.Gru)]
    public void What_follows_the_end_of_an_example_changes_nothing(RecurrentKind kind)
    {
        Nabla.Modules.Recurrent net = Net(kind, bidirectional: true);
        Tensor x = Sequences(1, 6), other = Tensor.Concatenate([x.Slice(1, 0, 4), Sequences(2, 2).Slice(0, 1, 1)], 1);
        var (outputs, state) = net.Call(Tensor.Concatenate([x, other], 0), Tensor.From(4, 4));
        float[] all = outputs.ToArray<float>(), alone = net.Call(x.Slice(1, 0, 4)).ToArray<float>();
        Assert.Equal(all[..(all.Length / 2)], all[(all.Length / 2)..]);
        Assert.All(all[(4 * 10)..(6 * 10)], value => Assert.Equal(0, value));
        for (int i = 0; i < alone.Length; i++) Assert.Equal(alone[i], all[i], 1e-5);
        Assert.Equal(all[(3 * 10)..(3 * 10 + 5)], state[2].Hidden.ToArray<float>()[..5]);
        Assert.Equal(all[5..10], state[3].Hidden.ToArray<float>()[..5]);
    }

    [Fact]
    public void Outputs_and_state_leave_a_scope_together()
    {
        Nabla.Modules.Recurrent net = Net(RecurrentKind.Lstm);
        var (outputs, state) = Scope.Run(() => net.Call(Sequences(2, 3), lengths: null));
        Assert.All([outputs, .. state.SelectMany(each => new[] { each.Hidden, each.Cell! })], tensor => Assert.NotEmpty(tensor.ToArray<float>()));
    }

    [Fact]
    public void Dropout_falls_between_layers_in_training_alone()
    {
        Nabla.Modules.Recurrent two = Net(RecurrentKind.Gru, dropout: 0.5), one = Net(RecurrentKind.Gru, layers: 1, dropout: 0.5);
        Tensor x = Sequences(4, 3);
        float[] Training(Nabla.Modules.Recurrent net, long step)
        {
            Tape tape = Tape.Start(step);
            float[] y = net.Call(x).ToArray<float>();
            tape.Stop();
            return y;
        }
        Assert.Equal(two.Call(x).ToArray<float>(), Net(RecurrentKind.Gru).Call(x).ToArray<float>());
        Assert.NotEqual(two.Call(x).ToArray<float>(), Training(two, 1));
        Assert.NotEqual(Training(two, 1), Training(two, 2));
        Assert.Equal(one.Call(x).ToArray<float>(), Training(one, 1));
    }

    [Fact]
    public void What_does_not_fit_is_refused_by_name()
    {
        var net = new Lstm(3, 5, Rng.FromSeed(1));
        Assert.Contains("Lstm expects input [batch, time, 3], got [4, 3]", Refusal(() => net.Call(Tensor.Zeros([4, 3]))));
        Assert.Contains("expects a state for each of its 1 layers and directions, got 0", Refusal(() => net.Call(Sequences(2, 3), null, [])));
        Assert.Contains("Lstm: expected a cell state beside the hidden state", Refusal(() => net.Call(Sequences(2, 3), null, [new(Tensor.Zeros([2, 5]))])));
        Assert.Contains("Lstm: expected a hidden state Float32[2, ", Refusal(() => net.Call(Sequences(2, 3), null, [new(Tensor.Zeros([1, 5]), Tensor.Zeros([1, 5]))])));
        Assert.Contains("expected lengths Int32[2]", Refusal(() => net.Call(Sequences(2, 3), Tensor.From(3))));
        Assert.Contains("length 4 at position 1 is no number of steps", Refusal(() => net.Call(Sequences(2, 3), Tensor.From(3, 4))));
        Assert.Contains("expected a dropout in [0, 1), got 1", Refusal(() => new Lstm(3, 5, Rng.FromSeed(1), new() { Dropout = 1 })));
    }

    [Fact]
    public void No_steps_leave_the_state_as_it_is()
    {
        var net = new Gru(3, 5, Rng.FromSeed(1));
        Tensor hidden = Tensor.Normal([2, 5], Rng.FromSeed(3)).RequireGradient();
        Tape.Differentiate(() =>
        {
            var (outputs, final) = net.Call(Tensor.Zeros([2, 0, 3]), null, [new RecurrentState(hidden)]);
            Assert.Equal([2, 0, 5], outputs.Shape.Span);
            Assert.Equal(hidden.ToArray<float>(), final[0].Hidden.ToArray<float>());
            return final[0].Hidden.Sum();
        });
        Assert.All(hidden.Gradient!.ToArray<float>(), slope => Assert.Equal(1, slope));
    }

    static string Refusal(Action action) => Assert.Throws<ArgumentException>(action).Message;

    static void Close(Tensor expected, Tensor actual, double tolerance)
    {
        Assert.Equal(expected.Shape, actual.Shape);
        float[] one = expected.ToArray<float>(), two = actual.ToArray<float>();
        for (int i = 0; i < one.Length; i++) Assert.Equal(one[i], two[i], tolerance);
    }

    [Theory]
    [InlineData(0, 3, 1)]
    [InlineData(2, 0, 1)]
    [InlineData(2, 3, 0)]
    public void A_network_of_nothing_is_refused(int inputs, int hidden, int layers) =>
        Assert.Contains("Lstm: expected at least one input, hidden unit and layer", Assert.Throws<ArgumentException>(() => new Lstm(inputs, hidden, Rng.FromSeed(1), new() { Layers = layers })).Message);
}
