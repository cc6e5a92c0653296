using Nabla.Modules;
using Nabla.Tensors;

namespace Nabla.Tests.Modules;

public class NormalizationTests
{
    static string Refusal(params Module[] steps) => Assert.Throws<ArgumentException>(() => new Sequential(steps).Call(Tensor.Zeros([2, 4]))).Message;

    [Fact]
    public void A_wrong_input_names_the_layer_what_it_expects_and_what_came()
    {
        Assert.Contains("LayerNorm '1' expects input [*, 3], got [2, 4]", Refusal(new Relu(), new LayerNorm(3)));
        Assert.Contains("RmsNorm '0' expects input [*, 3], got [2, 4]", Refusal(new RmsNorm(3)));
        Assert.Contains("BatchNorm2d '0' expects input [batch, 8, …], got [2, 4]", Refusal(new BatchNorm2d(8)));
        Assert.Contains("LayerNorm '0.norm' expects input [*, 3], got [2, 4]", Refusal(new Residual(new Relu(), new LayerNorm(3))));
    }

    [Fact]
    public void Settings_out_of_range_are_refused()
    {
        foreach (Func<Module> make in new Func<Module>[] { () => new LayerNorm(0), () => new RmsNorm(2, double.NaN), () => new BatchNorm(-1), () => new BatchNorm(2, epsilon: -1), () => new BatchNorm(2, momentum: 1.5) })
            Assert.Throws<ArgumentOutOfRangeException>(make);
        Assert.Contains("RmsNorm: epsilon is NaN", Assert.Throws<ArgumentOutOfRangeException>(() => new RmsNorm(2, double.NaN)).Message);
    }
}
