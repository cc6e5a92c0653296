namespace Nabla.Outside.Tests;

/// <summary>σ(W·[a, b])·a + (1 − σ(W·[a, b]))·b: a gate between two inputs.</summary>
sealed partial class Gate(int features, Rng rng) : Module
{
    readonly Linear mix = new(2 * features, features, rng);

    public override Tensor Forward(ReadOnlySpan<Tensor> inputs)
    {
        (Tensor a, Tensor b) = (inputs[0], inputs[1]);
        Tensor open = mix.Call(Tensor.Concatenate([a, b], 1)).Sigmoid();
        return b + open * (a - b);
    }
}

/// <summary>A model that holds it.</summary>
sealed partial class Gated(Rng rng) : Module
{
    readonly Linear first = new(3, 8, rng.Fork("first")), second = new(3, 8, rng.Fork("second")), last = new(8, 1, rng.Fork("last"));
    readonly Gate gate = new(8, rng.Fork("gate"));

    public override Tensor Forward(Tensor x) => last.Call(gate.Call(first.Call(x), second.Call(x).Tanh()));
}

public class TwoInputsTests
{
    [Fact]
    public void A_module_of_two_inputs_trains_inside_another()
    {
        Tensor x = Tensor.Normal([128, 3], Rng.FromSeed(1)), y = (x * x).Sum(1).Reshape(128, 1);
        var model = new Gated(Rng.FromSeed(2));
        string[] names = ["first.weight", "first.bias", "second.weight", "second.bias", "last.weight", "last.bias", "gate.mix.weight", "gate.mix.bias"];
        Assert.Equal(names, model.Parameters.Select(parameter => parameter.Path));
        (double before, double after) = Fit.Run(model, new AdamW(), 0.02, 300, () => (model.Call(x) - y).Square().Mean());
        Assert.True(after < 0.2 * before, $"{before} → {after}");
    }
}
