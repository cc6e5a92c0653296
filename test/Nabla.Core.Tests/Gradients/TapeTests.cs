using Nabla.Gradients;
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
}
