using Nabla.Models;
using Nabla.Modules;
using Nabla.Tensors;

namespace Nabla.Tests.Models;

public class ModelCatalogTests
{
    [Fact]
    public void ANameHoldsItsSizes()
    {
        var name = ModelCatalog.Parse("Residual-MLP:256x20");
        Assert.Equal("residual-mlp", name.Kind);
        Assert.Equal([256, 20], name.Sizes);
        Assert.Equal([512, 512], ModelCatalog.Parse("mlp:512-512").Sizes);
        Assert.Empty(ModelCatalog.Parse("perceptron").Sizes);
    }

    [Theory]
    [InlineData("mpl:512", "Model 'mpl' is unknown; did you mean 'mlp'?")]
    [InlineData("mlp", "the form is mlp:512-512 (hidden widths), each number from 1 to 1048576")]
    [InlineData("mlp:512x512", "the form is mlp:512-512")]
    [InlineData("mlp:-5", "the form is mlp:512-512")]
    [InlineData("residual-mlp:256x20x3", "the form is residual-mlp:256x20 (width × blocks)")]
    [InlineData("residual-mlp:256x10001", "at most 10000 blocks")]
    [InlineData("logistic:3", "the form is logistic, without sizes")]
    public void WhatDoesNotFitIsToldWithTheForm(string text, string part) => Assert.Contains(part, Assert.Throws<FormatException>(() => ModelCatalog.Parse(text)).Message);

    [Theory]
    [InlineData("logistic", 784 * 10 + 10)]
    [InlineData("mlp:512-512", 669_706)]
    [InlineData("residual-mlp:16x2", (784 * 16 + 16) + 2 * (2 * (16 * 16 + 16) + 32) + (16 * 10 + 10))]
    public void ModelsHaveTheParametersThatTheirSizesSay(string text, long parameters)
    {
        Module model = ModelCatalog.Create(text, [1, 28, 28], 10, new ModelOptions(), Rng.FromSeed(0));
        Assert.Equal(parameters, model.ParameterCount);
        Assert.Equal<int>([3, 10], [.. model.Call(Tensor.Zeros([3, 1, 28, 28])).Shape]);
    }
}
