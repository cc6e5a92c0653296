using Nabla.Core.Tests.Conformance;
using Nabla.Devices;
using Nabla.Gradients;
using Nabla.Memory;
using Nabla.Operations;
using Nabla.Tensors;

namespace Nabla.Core.Tests.Gradients;

/// <summary>What is run again gives the same bits as what is kept.</summary>
public class RecomputationTests
{
    static readonly Rng rng = Rng.FromSeed(5);

    static Tensor Leaf(params int[] extents) => Tensor.Normal(new Shape(extents), rng.Fork((ulong)extents.Sum())).RequireGradient();

    static float[] Numbers(Tensor x) => x.ToArray<float>();

    public static TheoryData<string> Names => [.. OperationCases.All.Where(each => each.Inputs.Length <= 8).Select(each => each.Name)];

    // Both as leaves and as results of what was recorded before, which others use as well.
    [Theory, MemberData(nameof(Names))]
    public void Every_operation_has_the_same_value_and_gradients(string name)
    {
        OperationCase operation = OperationCases.All.Single(each => each.Name == name);
        foreach (DataType type in (DataType[])[DataType.Float32, DataType.Float64])
            foreach (bool leaves in (bool[])[false, true])
                Assert.Equal(Evaluate(operation, type, leaves, recompute: false), Evaluate(operation, type, leaves, recompute: true));
    }

    static double[][] Evaluate(OperationCase operation, DataType type, bool leaves, bool recompute)
    {
        Tensor[] inputs = operation.Draw(type);
        foreach (Tensor input in inputs) input.RequireGradient();
        double[] value = [];
        Tape.Differentiate(() =>
        {
            Tensor[] x = leaves ? inputs : Array.ConvertAll(inputs, input => input * 1.0);
            Tensor y = recompute ? Recomputation.Run(first => operation.Call([first, .. x[1..]]), x[0], x[1..]) : operation.Call(x);
            value = y.To(DataType.Float64).ToArray<double>();
            return (y * y).Sum() + x[0].Square().Sum();
        });
        return [value, .. inputs.Select(input => input.Gradient!.To(DataType.Float64).ToArray<double>())];
    }

    // A leaf used inside and outside, a result used inside and outside, and a block in a block.
    static Tensor Block(Tensor x, Tensor w, int depth, bool recompute)
    {
        Tensor Inside(Tensor y) => depth == 0 ? (y * w).Tanh().Dropout(0.3, rng) : Block(y + w.Sin(), w, depth - 1, recompute).Dropout(0.2, rng) * w;
        return recompute ? Recomputation.Run(Inside, x) : Inside(x);
    }

    static (float Loss, float[] Gradient, ulong Draws, int Nodes) Nested(int depth, bool recompute)
    {
        Tensor w = Leaf(50);
        (ulong draws, int nodes) = (0, 0);
        Tensor loss = Tape.Differentiate(() =>
        {
            Tensor x = w.Exp().Dropout(0.1, rng), y = Block(x, w, depth, recompute), z = Block(y * x, w, depth, recompute);
            (draws, nodes) = (Tape.Current!.NextDraw(), Tape.Current.Count);
            return (z.Dropout(0.5, rng) + x * w + y).Square().Sum();
        }, step: 7);
        return (Numbers(loss)[0], Numbers(w.Gradient!), draws, nodes);
    }

    [Theory]
    [InlineData(0), InlineData(1), InlineData(3)]
    public void Blocks_in_blocks_draw_the_same_masks_and_add_up_the_same_gradients(int depth)
    {
        var (kept, again) = (Nested(depth, false), Nested(depth, true));
        Assert.Equal((kept.Loss, kept.Draws), (again.Loss, again.Draws));
        Assert.Equal(kept.Gradient, again.Gradient);
        Assert.Equal(5, again.Nodes); // exp, dropout, two blocks and the product between
        Assert.Equal(again.Gradient, Nested(depth, true).Gradient);
    }

    [Fact]
    public void Threads_do_not_meet()
    {
        float[] alone = Nested(2, true).Gradient;
        Parallel.For(0, 8, _ => Assert.Equal(alone, Nested(2, true).Gradient));
    }

    [Fact]
    public void The_body_runs_once_without_a_tape_and_is_told_which_run_is_the_second()
    {
        var replaying = new List<bool>();
        Tensor w = Leaf(3);
        Tensor Body(Tensor x)
        {
            replaying.Add(Tape.IsReplaying);
            return x * w;
        }
        Recomputation.Run(Body, w);
        Assert.Equal([false], replaying);
        Tape.Differentiate(() => Recomputation.Run(Body, w).Sum());
        Assert.Equal([false, false, true], replaying);
        Assert.False(Tape.IsReplaying);
    }

    [Fact]
    public void A_body_of_tokens_gives_gradients_to_the_leaves_inside()
    {
        Tensor table = Leaf(6, 2), tokens = Tensor.From(5, 0, 0);
        Tape.Differentiate(() => Recomputation.Run(which => table.Gather(which), tokens).Sum());
        Assert.Equal([2f, 2, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1], Numbers(table.Gradient!));
    }

    [Fact]
    public void Without_a_gradient_to_find_nothing_is_recorded()
    {
        Tape tape = Tape.Start();
        Recomputation.Run(x => x.Tanh(), Tensor.Ones([3]));
        Assert.Equal(0, tape.Count);
        tape.Stop();
    }

    [Fact]
    public void A_body_that_hands_on_its_input_or_a_leaf_is_not_in_the_way()
    {
        Tensor w = Leaf(3), v = Leaf(4);
        Tape.Differentiate(() => Recomputation.Run(x => { _ = x * 2.0; return x; }, w * 3.0).Sum() + Recomputation.Run(x => { _ = x * 2.0; return v; }, w).Sum());
        Assert.Equal([3f, 3, 3], Numbers(w.Gradient!));
        Assert.Equal([1f, 1, 1, 1], Numbers(v.Gradient!));
    }

    [Fact]
    public void What_the_body_reads_besides_is_kept_if_it_is_told_of_and_missed_loudly_if_not()
    {
        Tensor w = Leaf(3);
        void Learn(bool told) => Scope.Run(() =>
        {
            Tape.Differentiate(() =>
            {
                Tensor y = Scope.Run(() =>
                {
                    Tensor other = w + w; // a sum saves nothing
                    return told ? Recomputation.Run(x => x * other, w, other) : Recomputation.Run(x => x * other, w);
                });
                return y.Sum();
            });
        });
        Assert.Contains("was released", Assert.Throws<InvalidOperationException>(() => Learn(told: false)).Message);
        Assert.False(Tape.IsRecording);
        w.ClearGradient();
        Learn(told: true);
        Assert.Equal(Numbers(w * 4.0), Numbers(w.Gradient!)); // the sum of 2w² has the slope 4w
    }

    [Theory]
    [InlineData(1), InlineData(2)]
    public void A_body_that_throws_leaves_nothing_half_open(int throwingRun)
    {
        Tensor w = Leaf(3);
        int runs = 0, depth = ScopeStack.Current.Depth;
        Tensor Body(Tensor x)
        {
            Tensor y = (x * w).Tanh();
            return ++runs == throwingRun ? throw new InvalidDataException() : y;
        }
        Assert.Throws<InvalidDataException>(() => Tape.Differentiate(() => Recomputation.Run(Body, w * 2.0).Sum()));
        Assert.Equal(depth, ScopeStack.Current.Depth);
        Assert.False(Tape.IsRecording || Tape.IsReplaying);
        w.ClearGradient();
        Tape.Differentiate(() => (w * w).Sum());
        Assert.Equal(Numbers(w * 2.0), Numbers(w.Gradient!));
    }

    [Fact]
    public void A_tape_that_is_used_again_after_a_throw_records_as_before()
    {
        Tensor w = Leaf(3);
        Tape tape = Tape.Reusable();
        tape.Restart(0);
        Assert.Throws<InvalidDataException>(() => Recomputation.Run(_ => throw new InvalidDataException(), w));
        tape.Stop();
        tape.Restart(1);
        tape.Backward(Recomputation.Run(x => x * w, w).Sum());
        Assert.Equal(Numbers(w * 2.0), Numbers(w.Gradient!));
    }

    [Fact]
    public void A_body_that_gives_another_shape_the_second_time_is_refused()
    {
        Tensor w = Leaf(4);
        int runs = 0;
        string message = Assert.Throws<InvalidOperationException>(() => Tape.Differentiate(() => Recomputation.Run(x => (x * 2.0).Slice(0, 0, ++runs), w).Sum())).Message;
        Assert.Contains("gave [1] at first and [2] when it was run again", message);
    }
}
