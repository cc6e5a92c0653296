using Nabla.Core.Tests.Conformance;
using Nabla.Devices;
using Nabla.Gradients;
using Nabla.Memory;
using Nabla.Operations;
using Nabla.Tensors;

namespace Nabla.Core.Tests.Gradients;

public class TapeTests
{
    [Fact]
    public void Gradients_add_up_until_they_are_cleared()
    {
        Tensor w = Tensor.From(2f, 3f).RequireGradient();
        Tape.Differentiate(() => (w * w).Sum());
        Tape.Differentiate(() => (w * w).Sum());
        Assert.Equal([8f, 12f], w.Gradient!.ToArray<float>());
        w.ClearGradient();
        Assert.Equal([0f, 0f], w.Gradient!.ToArray<float>());
        Tape.Differentiate(() => w.Sum());
        Assert.Equal([1f, 1f], w.Gradient!.ToArray<float>());
    }

    [Fact]
    public void An_input_that_an_operation_has_twice_gets_both_gradients()
    {
        Tensor x = Tensor.Normal([5, 4], Rng.FromSeed(1)), apart = Tensor.From(1f, 2f, 3f, 4f).RequireGradient(), other = apart.Detach().Copy().RequireGradient(), both = apart.Detach().Copy().RequireGradient();
        Tape.Differentiate(() => x.LayerNorm(apart, other).Square().Sum());
        Tape.Differentiate(() => both * 1 is var y ? x.LayerNorm(y, y).Square().Sum() : null!);
        float[] gain = apart.Gradient!.ToArray<float>(), offset = other.Gradient!.ToArray<float>(), sum = both.Gradient!.ToArray<float>();
        for (int i = 0; i < sum.Length; i++) Assert.Equal(gain[i] + offset[i], sum[i], 1e-3);
    }

    [Fact]
    public void Nothing_is_recorded_without_a_gradient_to_find()
    {
        Tape tape = Tape.Start();
        Tensor x = Tensor.From(1f, 2f);
        _ = (x * x).Tanh().Sum();
        Assert.Equal(0, tape.Count);
        tape.Stop();
    }

    [Fact]
    public void Nothing_is_recorded_without_a_tape_or_while_it_pauses()
    {
        Tensor w = Tensor.From(1f, 2f).RequireGradient();
        Assert.False(Tape.IsRecording);
        Tape tape = Tape.Start();
        Tape.Pause(() => w * w);
        Assert.Equal(0, tape.Count);
        Assert.True(Tape.IsRecording);
        tape.Stop();
    }

    [Fact]
    public void A_second_tape_on_one_thread_is_refused()
    {
        Tape tape = Tape.Start();
        Assert.Contains("records on this thread already", Assert.Throws<InvalidOperationException>(() => Tape.Start()).Message);
        tape.Stop();
        Tape.Start().Stop();
    }

    [Fact]
    public void Backward_needs_one_number_that_was_recorded()
    {
        Tensor w = Tensor.From(1f, 2f).RequireGradient();
        Assert.Contains("one element", Assert.Throws<InvalidOperationException>(() => Tape.Differentiate(() => w * w)).Message);
        Assert.Contains("does not depend", Assert.Throws<InvalidOperationException>(() => Tape.Differentiate(() => Tensor.Scalar(1))).Message);
        Assert.False(Tape.IsRecording);
    }

    [Fact]
    public void A_result_of_an_earlier_tape_is_a_constant_for_a_later_one()
    {
        Tensor w = Tensor.From(3f).RequireGradient();
        Tensor old = null!;
        Tape.Differentiate(() => (old = w * w).Sum());
        w.ClearGradient();
        Tape.Differentiate(() => (old * w).Sum());
        Assert.Equal(9f, w.Gradient!.ToArray<float>()[0]);
    }

    [Fact]
    public void Tapes_on_different_threads_do_not_meet()
    {
        var results = new float[8];
        Parallel.For(0, 8, i =>
        {
            Tensor w = Tensor.From((float)i).RequireGradient();
            for (int repeat = 0; repeat < 50; repeat++)
            {
                w.ClearGradient();
                Tape.Differentiate(() => (w * w).Sum());
            }
            results[i] = w.Gradient!.ToArray<float>()[0];
        });
        Assert.Equal([0f, 2, 4, 6, 8, 10, 12, 14], results);
    }

    [Fact]
    public void A_fork_that_meets_again_adds_its_gradients()
    {
        Tensor w = Tensor.From(0.5).RequireGradient();
        Tape.Differentiate(() =>
        {
            Tensor a = w.Exp(), b = a * 2.0, c = a * a;
            return (a + b + c).Sum();
        });
        double e = Math.Exp(0.5);
        Assert.Equal(3 * e + 2 * e * e, w.Gradient!.ToScalar(), 12);
    }

    sealed class Faulty(Link link, Tensor? wrong = null) : Node
    {
        public override string Name => "Faulty";

        public override void Backward(Tape tape, Tensor gradient)
        {
            if (wrong is null) throw new InvalidDataException("faulty");
            tape.Add(link, wrong);
        }
    }

    sealed class Greedy : Node
    {
        public Greedy(Tensor x)
        {
            for (int i = 0; i < 9; i++) Save(x);
        }

        public override string Name => "Greedy";

        public override void Backward(Tape tape, Tensor gradient) { }
    }

    static void Differentiate(Tensor w, Func<Link, Node> node, Func<Tensor, Tensor>? between = null) => Tape.Differentiate(() =>
    {
        Tensor y = between?.Invoke(w) ?? (w * w).Sum();
        Tensor z = Tensor.Scalar(1);
        Tape.Current!.Append(z, node(Tape.Current!.Link(y)));
        return z;
    });

    [Fact]
    public void A_backward_that_throws_leaves_no_scope_and_no_tape_open()
    {
        Tensor w = Tensor.From(1f, 2f).RequireGradient();
        int depth = ScopeStack.Current.Depth;
        Assert.Throws<InvalidDataException>(() => Differentiate(w, link => new Faulty(link)));
        Assert.Equal(depth, ScopeStack.Current.Depth);
        Assert.False(Tape.IsRecording);
        w.ClearGradient();
        Tape.Differentiate(() => (w * w).Sum());
        Assert.Equal([2f, 4f], w.Gradient!.ToArray<float>());
    }

    [Fact]
    public void A_gradient_of_another_shape_or_type_is_refused_before_it_is_written()
    {
        Tensor w = Tensor.From(1f, 2f).RequireGradient();
        foreach (Func<Tensor, Tensor> between in new Func<Tensor, Tensor>[] { leaf => leaf, leaf => leaf * leaf })
        {
            void Says(string text, Func<Link, Node> node) => Assert.Contains(text, Assert.Throws<InvalidOperationException>(() => Differentiate(w, node, between)).Message);
            Says("expected a gradient Float32[2] on 'cpu', got Float32[1000]", link => new Faulty(link, Tensor.Zeros([1000])));
            Says("expected a gradient Float32[2] on 'cpu', got Float32[1]", link => new Faulty(link, Tensor.Zeros([1])));
            Says("expected a gradient Float32[2] on 'cpu', got Float64[2]", link => new Faulty(link, Tensor.Zeros([2], DataType.Float64)));
            Says("got Float32[2] on 'plain'", link => new Faulty(link, Tensor.Zeros([2], DataType.Float32, PlainDevice.Instance)));
            Says("expected a gradient Float32[2] on 'cpu', got Float32[3]", link => new Writing(link, [3]));
        }
    }

    sealed class Writing(Link link, Shape shape) : Node
    {
        public override string Name => "Writing";

        public override void Backward(Tape tape, Tensor gradient) => _ = tape.Target(link, shape, out _);
    }

    [Fact]
    public void A_second_backward_on_a_tape_that_has_ended_is_refused()
    {
        Tensor w = Tensor.From(3f).RequireGradient();
        Tape tape = Tape.Start();
        Tensor loss = (w * w).Sum();
        tape.Backward(loss);
        Assert.Contains("the tape has ended", Assert.Throws<InvalidOperationException>(() => tape.Backward(loss)).Message);
        Assert.Equal(6f, w.Gradient!.ToArray<float>()[0]);
    }

    [Fact]
    public void A_backward_does_not_end_the_recording_of_another_tape()
    {
        Tensor w = Tensor.From(3f).RequireGradient();
        Tape outer = Tape.Start();
        Tensor loss = (w * w).Sum();
        Tape.Pause(() =>
        {
            Tape inner = Tape.Start();
            Assert.Contains("another tape records", Assert.Throws<InvalidOperationException>(() => outer.Backward(loss)).Message);
            Assert.Same(inner, Tape.Current);
            inner.Stop();
            return 0;
        });
        outer.Backward(loss);
        Assert.Equal(6f, w.Gradient!.ToArray<float>()[0]);
    }

    [Fact]
    public void A_node_that_saves_too_much_says_so() =>
        Assert.Contains("Greedy: a node saves at most 8 tensors", Assert.Throws<InvalidOperationException>(() => new Greedy(Tensor.Scalar(1))).Message);

    [Fact]
    public void A_gradient_check_that_throws_ends_its_tape()
    {
        int calls = 0;
        Assert.Throws<InvalidDataException>(() => GradientCheck.Run(x => ++calls > 2 ? throw new InvalidDataException() : x[0] * 2.0, [Tensor.From(1.0)]));
        Assert.False(Tape.IsRecording);
    }

    [Fact]
    public void Sums_and_differences_save_nothing()
    {
        Tensor w = Tensor.From(1f, 2f).RequireGradient();
        Tensor ones = null!;
        Tape tape = Tape.Start();
        Tensor sum = Scope.Run(() => w + (ones = Tensor.Ones([2]))), difference = Scope.Run(() => Tensor.Ones([2]) - w);
        Assert.True(ones.Storage.IsReleased);
        tape.Backward(sum * difference, Tensor.Ones([2]));
        Assert.Equal([-2f, -4f], w.Gradient!.ToArray<float>());
    }
}
