using Nabla.Devices;
using Nabla.Devices.Text;

namespace Nabla.Outside.Tests;

public class ElementwiseOperationTests
{
    static Tensor Draw(int seed, Shape shape) => Tensor.Uniform(shape, Rng.FromSeed(seed), -2, 2, DataType.Float64);

    [Fact]
    public void A_formula_is_an_operation_with_value_and_gradient()
    {
        Tensor x = Draw(1, [5, 7]);
        double[] wanted = Array.ConvertAll(x.ToArray<double>(), each => each * Math.Exp(-each * each / 0.98));
        Assert.Equal(wanted, x.Bump(0.7).ToArray<double>(), (a, b) => Math.Abs(a - b) < 1e-14);
        AssertGradient(inputs => inputs[0].Bump(0.7), x);
        AssertGradient(inputs => inputs[0].Linear(inputs[1], null, new Bump(1.5)), Draw(2, [3, 4]), Draw(3, [5, 4]));
        AssertGradient(inputs => inputs[0].Hypotenuse(inputs[1]), Draw(4, [3, 1, 4]), Draw(5, [2, 1]));
        Assert.Contains("expf", CudaSource.MapGradient(new Bump(1), "bump_gradient"));
    }

    [Fact]
    public void It_trains_as_a_layer()
    {
        Tensor x = Tensor.Normal([128, 2], Rng.FromSeed(1)), y = (x * x).Sum(1).Reshape(128, 1);
        Sequential model = [new Linear(2, 16, Rng.FromSeed(2)), new BumpLayer(1), new Linear(16, 1, Rng.FromSeed(3))];
        (double first, double last) = Fit.Run(model, new AdamW(), 0.02, 300, () => (model.Call(x) - y).Square().Mean());
        Assert.True(last < 0.1 * first, $"{first} → {last}");
    }

    static void AssertGradient(Func<Tensor[], Tensor> function, params Tensor[] inputs)
    {
        GradientError worst = GradientCheck.Run(function, inputs);
        Assert.True(worst.Error < 1e-7, worst.ToString());
    }
}
