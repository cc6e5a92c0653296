using Nabla.Gradients;
using Nabla.Modules;
using Nabla.Operations;
using Nabla.Optimizers;
using Nabla.Parameters;
using Nabla.Tensors;

namespace Nabla.Tests;

/// <summary>The code of the README, run.</summary>
public partial class ReadmeExampleTests
{
    public sealed partial class Mlp(int hidden, Rng rng) : Module
    {
        readonly Linear inner = new(784, hidden, rng);
        readonly Linear logits = new(hidden, 10, rng);

        public override Tensor Forward(Tensor image) => logits.Call(inner.Call(image).Relu());
    }

    [Fact]
    public void The_four_stages_by_hand_make_the_loss_fall()
    {
        Tensor images = Tensor.Normal([32, 784], Rng.FromSeed(1));
        Tensor labels = Tensor.From([.. Enumerable.Range(0, 32).Select(i => i % 10)], [32]);
        var model = new Mlp(128, Rng.FromSeed(0));
        var arena = new ParameterArena(model.Parameters);
        var optimizer = new AdamW().For(arena);
        var losses = new List<double>();
        for (int step = 0; step < 30; step++)
        {
            Tensor loss = Tape.Differentiate(() => model.Call(images).CrossEntropy(labels).Mean());
            optimizer.Step(learningRate: 1e-3);
            arena.ClearGradients();
            losses.Add(loss.ToScalar());
        }
        Assert.InRange(losses[0], 2.0, 2.8);
        Assert.True(losses[^1] < 0.2 * losses[0], $"{losses[0]} → {losses[^1]}");
    }

    [Fact]
    public void A_trace_tells_the_gradient_of_every_layer()
    {
        Tensor images = Tensor.Normal([4, 784], Rng.FromSeed(1)), labels = Tensor.From(0, 1, 2, 3);
        var model = new Mlp(8, Rng.FromSeed(0));
        var trace = new ModuleTrace();
        Module.Observed(trace, () => Tape.Differentiate(() => model.Call(images).CrossEntropy(labels).Mean()));
        var lines = new List<string>();
        foreach (var (module, gradient) in trace.Gradients)
        {
            lines.Add(module.Title);
            Assert.True(gradient.Square().Mean().ToScalar() > 0);
        }
        Assert.Equal(["Mlp", "Linear 'logits'", "Linear 'inner'"], lines);
    }
}
