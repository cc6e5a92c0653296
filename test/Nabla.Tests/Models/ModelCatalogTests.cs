using Nabla.Models;
using Nabla.Modules;
using Nabla.Tensors;

namespace Nabla.Tests.Models;

public class ModelCatalogTests
{
    static Module Create(string text, ModelOptions? options = null) => ModelCatalog.Create(text, [1, 28, 28], 10, options ?? new ModelOptions(), Rng.FromSeed(0));

    [Theory]
    [InlineData("linear", 7850)]
    [InlineData("logistic", 7850)]
    [InlineData("mlp:512-512", 669706)]
    [InlineData("mlp:16", 12730)]
    [InlineData("residual-mlp:32x3", 784 * 32 + 32 + 3 * (2 * (32 * 32 + 32) + 64) + 330)]
    public void A_name_makes_a_model_of_the_right_size(string text, long parameters)
    {
        Module model = Create(text);
        Assert.Equal(parameters, model.ParameterCount);
        Assert.Equal([3, 10], model.Call(Tensor.Zeros([3, 1, 28, 28])).Shape);
    }

    [Theory]
    [InlineData("mpl:512", "mlp")]
    [InlineData("mlp", "the form is")]
    [InlineData("mlp:0", "the form is")]
    [InlineData("mlp:8-1000000-1000000", "make it narrower")]
    [InlineData("mlp:-5", "the form is")]
    [InlineData("mlp:99999999999", "the form is")]
    [InlineData("mlp:512x", "the form is")]
    [InlineData("linear:3", "the form is")]
    [InlineData("residual-mlp:256", "256x20")]
    [InlineData("residual-mlp:256x99999", "blocks")]
    public void A_wrong_name_or_size_says_what_is_right(string text, string expected) =>
        Assert.Contains(expected, Assert.Throws<FormatException>(() => Create(text)).Message);

    [Fact]
    public void A_model_for_other_data_names_one_that_fits()
    {
        var error = Assert.Throws<FormatException>(() => ModelCatalog.Create("mlp:512-512", ModelTask.Language(64, 65), new ModelOptions(), Rng.FromSeed(0)));
        Assert.Contains("does not fit the data, which has text", error.Message);
        Assert.Contains("--model", error.Message);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void Options_reach_the_layers()
    {
        Module model = Create("mlp:8-8", new ModelOptions { Activation = "tanh", Dropout = 0.5, Norm = "batch" });
        Assert.Equal(["Sequential", "Flatten", "Linear", "BatchNorm", "Tanh", "Dropout", "Linear", "BatchNorm", "Tanh", "Dropout", "Linear"], model.Descendants.Select(m => m.GetType().Name));
        Assert.Contains("relu", Assert.Throws<FormatException>(() => Create("mlp:8", new ModelOptions { Activation = "rleu" })).Message);
        Assert.Contains("layer", Assert.Throws<FormatException>(() => Create("mlp:8", new ModelOptions { Norm = "layr" })).Message);
    }
}
