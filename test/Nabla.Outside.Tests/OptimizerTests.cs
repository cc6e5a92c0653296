using System.Runtime.CompilerServices;
using Nabla.Devices;

namespace Nabla.Outside.Tests;

/// <summary>M ← γM + (1 − γ)g, θ ← θ − α·sign M: Signum (Bernstein et al. 2018, arXiv:1802.04434).</summary>
sealed record Signum : OptimizerSettings
{
    public double Inertia { get; init; } = 0.9;

    public override IReadOnlyList<string> StateNames => ["momentum"];

    protected override void Update(in UpdatePass pass) => pass.Run(new Formula(Inertia, 1 - Inertia, pass.LearningRate, pass.Decay));

    readonly struct Formula(Coefficient keep, Coefficient take, Coefficient rate, DecayTerms decay) : IUpdateFormula
    {
        public static int States => 1;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Step<R>(ref R parameter, R gradient, ref R first, ref R second) where R : struct, IReal<R>
        {
            first = R.MultiplyAdd(keep.In<R>(), first, take.In<R>() * decay.Apply(ref parameter, gradient));
            R zero = R.Constant(0), step = rate.In<R>();
            parameter += R.WhereGreater(first, zero, -step, R.WhereGreater(zero, first, step, zero));
        }
    }
}

public class OptimizerTests
{
    [Fact]
    public void Steps_by_the_rate_against_the_sign()
    {
        var weight = new Parameter([3], default, Initializer.Ones.Draw);
        var arena = new ParameterArena([weight]);
        Optimizer optimizer = new Signum().For(arena);
        Tape.Differentiate(() => (weight.Value * Tensor.From(2f, 0f, -5f)).Sum());
        optimizer.Step(0.25);
        Assert.Equal([0.75f, 1f, 1.25f], weight.Value.ToArray<float>());
        Assert.Equal(["momentum.0"], optimizer.State.Select(part => part.Name));
    }

    [Fact]
    public void Trains()
    {
        Tensor x = Tensor.Normal([128, 2], Rng.FromSeed(1)), y = (x * x).Sum(1).Reshape(128, 1);
        Sequential model = [new Linear(2, 16, Rng.FromSeed(2)), new Tanh(), new Linear(16, 1, Rng.FromSeed(3))];
        (double first, double last) = Fit.Run(model, new Signum(), 0.01, 400, () => (model.Call(x) - y).Square().Mean());
        Assert.True(last < 0.2 * first, $"{first} → {last}");
    }
}
