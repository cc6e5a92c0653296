using Nabla.Modules;
using Nabla.Tensors;
using Nabla.Words;

namespace Nabla.Tests.Modules;

public class ActivationChoiceTests
{
    /// <summary>What torch.nn.functional of PyTorch 1.13 gives at −1.5 and 2; the lecture's own form by hand.</summary>
    static readonly Dictionary<string, (float Below, float Above)> Expected = new()
    {
        ["relu"] = (0, 2), ["leaky-relu"] = (-0.015f, 2), ["leaky-relu-slide"] = (-0.015f, 2.02f), ["elu"] = (-0.7768698f, 2), ["gelu"] = (-0.1002108f, 1.9544997f),
        ["gelu-tanh"] = (-0.1004284f, 1.9545977f), ["silu"] = (-0.2736383f, 1.7615942f), ["sigmoid"] = (0.1824255f, 0.8807971f), ["tanh"] = (-0.9051483f, 0.9640276f),
        ["softplus"] = (0.2014133f, 2.1269280f),
    };

    [Fact]
    public void Every_name_makes_its_function()
    {
        Assert.Equal(Expected.Keys.Order(), Activation.Choices.Names.Order());
        foreach (string name in Activation.Choices.Names)
        {
            float[] y = Activation.Choices.Make(name).Call(Tensor.From(-1.5f, 2)).ToArray<float>();
            Assert.Equal(Expected[name].Below, y[0], 1e-6f);
            Assert.Equal(Expected[name].Above, y[1], 1e-6f);
        }
    }
}
