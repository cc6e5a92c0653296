using System.Runtime.CompilerServices;
using Nabla.Devices;

namespace Nabla.Outside.Tests;

/// <summary>(x + √(x² + 4))/2, squareplus (Barron 2021, arXiv:2112.11687): one formula gives value and gradient.</summary>
readonly struct Squareplus : IUnaryFormula
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Value<R>(R x) where R : struct, IReal<R> => (x + R.Sqrt(R.MultiplyAdd(x, x, R.Constant(4)))) * R.Constant(0.5);
}

/// <summary>The formula as a layer.</summary>
sealed partial class SquareplusLayer() : Activation<Squareplus>(new());

public class ElementwiseOperationTests
{
    [Fact]
    public void Has_its_value_and_its_gradient()
    {
        float[] points = [-30, -1.5f, 0, 0.25f, 7];
        Tensor x = Tensor.From(points, [points.Length]);
        Assert.Equal(points.Select(at => 0.5 * (at + Math.Sqrt(at * at + 4))), Numbers(ElementwiseOperation.Apply(x, new Squareplus())), Close);

        var scale = new Parameter([points.Length], default, Initializer.Ones.Draw);
        var arena = new ParameterArena([scale]);
        Tape.Differentiate(() => ElementwiseOperation.Apply(x * scale.Value, new Squareplus()).Sum());
        Assert.Equal(points.Select(at => at * 0.5 * (1 + at / Math.Sqrt(at * at + 4))), Numbers(arena.PartOf(arena.Gradients, scale)), Close);
    }

    [Fact]
    public void Trains_as_a_layer()
    {
        Tensor x = Tensor.Normal([128, 2], Rng.FromSeed(1)), y = (x * x).Sum(1).Reshape(128, 1);
        Sequential model = [new Linear(2, 16, Rng.FromSeed(2)), new SquareplusLayer(), new Linear(16, 1, Rng.FromSeed(3))];
        (double first, double last) = Fit.Run(model, new AdamW(), 0.02, 200, () => (model.Call(x) - y).Square().Mean());
        Assert.True(last < 0.1 * first, $"{first} → {last}");
    }

    static IEnumerable<double> Numbers(Tensor tensor) => tensor.ToArray<float>().Select(x => (double)x);

    // (x + √(x² + 4))/2 cancels below 0: what is left has the error of √904.
    static bool Close(double a, double b) => Math.Abs(a - b) <= 1e-4;
}
