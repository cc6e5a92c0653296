using Nabla.Gradients;
using Nabla.Modules;
using Nabla.Operations;
using Nabla.Tensors;

namespace Nabla.Tests.Modules;

public class ModuleTraceTests
{
    static readonly Rng rng = Rng.FromSeed(3);

    static float[] Numbers(Tensor x) => x.ToArray<float>();

    static void Near(float[] expected, float[] actual) => Assert.Equal(expected, actual, (a, b) => Math.Abs(a - b) < 1e-6);

    [Fact]
    public void Every_module_shows_its_own_result_and_the_whole_gradient_of_it()
    {
        var linear = new Linear(3, 4, rng);
        var tanh = new Tanh();
        Sequential net = [linear, tanh];
        Tensor x = Tensor.Normal([5, 3], rng);
        var trace = new ModuleTrace();
        Tensor loss = Module.Observed(trace, () => Tape.Differentiate(() => net.Call(x).Square().Sum()));

        Tensor before = linear.Call(x), after = before.Tanh();
        Near(Numbers(before), Numbers(trace.OutputOf(linear))); // not that of the two in one
        Near(Numbers(after), Numbers(trace.OutputOf(tanh)));
        Near(Numbers(2 * after), Numbers(trace.GradientOf(net)));
        Near(Numbers(2 * after * (1 - after.Square())), Numbers(trace.GradientOf(linear)));
        Assert.Equal([linear, tanh, net], trace.Outputs.Select(each => each.Module));
        Assert.Equal([net, tanh, linear], trace.Gradients.Select(each => each.Module));
        Assert.Equal(loss.ToScalar(), after.Square().Sum().ToScalar(), 5);
    }

    [Fact]
    public void Watching_changes_no_gradient_of_a_parameter()
    {
        float[][] Gradients(IModuleObserver? observer)
        {
            Sequential net = [new Linear(3, 6, rng), new Residual(new Sequential(new Linear(6, 6, rng), new Relu()), new LayerNorm(6)), new Linear(6, 1, rng)];
            Tensor x = Tensor.Normal([5, 3], rng);
            Tensor Loss() => Tape.Differentiate(() => net.Call(x).Square().Sum());
            _ = observer is null ? Loss() : Module.Observed(observer, Loss);
            return [.. net.Parameters.Select(p => Numbers(p.Value.Gradient!))];
        }
        Assert.Equal(Gradients(null), Gradients(new ModuleTrace()));
    }

    [Fact]
    public void A_norm_that_takes_the_sum_in_is_seen_and_so_is_a_result_used_twice()
    {
        var inside = new Linear(4, 4, rng);
        var norm = new LayerNorm(4);
        var trace = new ModuleTrace();
        Tensor x = Tensor.Normal([2, 4], rng);
        Module.Observed(trace, () => Tape.Differentiate(() =>
        {
            Tensor y = new Residual(inside, norm).Call(x);
            return (y * y).Sum() + y.Sum();
        }));
        Near(Numbers(2 * trace.OutputOf(norm) + 1), Numbers(trace.GradientOf(norm)));
    }

    [Fact]
    public void Without_a_tape_there_are_results_alone_and_a_second_pass_is_ambiguous()
    {
        var linear = new Linear(2, 2, rng);
        var trace = new ModuleTrace();
        Tensor x = Tensor.Ones([1, 2]);
        Module.Observed(trace, () => linear.Call(x));
        Assert.Empty(trace.Gradients);
        Module.Observed(trace, () => linear.Call(x));
        Assert.Contains("Linear was seen 2 times", Assert.Throws<InvalidOperationException>(() => trace.OutputOf(linear)).Message);
    }
}
