using Nabla.Models;
using Nabla.Modules;
using Nabla.Tensors;
using Nabla.Words;

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
    [InlineData("tabular-resnet:32x3", 784 * 32 + 32 + 3 * (64 + 32 * 64 + 64 + 64 * 32 + 32) + 64 + 330)]
    [InlineData("lenet", 61_706)]
    [InlineData("cnn", 421_834)]
    [InlineData("resnet:8x2", 8 * 9 + 16 + 2 * (2 * 8 * 8 * 9 + 32) + 90)]
    [InlineData("resnet-20", 16 * 9 + 32 + 3 * (2 * 16 * 16 * 9 + 64) + 16 * 32 * 10 + 32 * 32 * 9 + 128 + 2 * (2 * 32 * 32 * 9 + 128)
        + 32 * 64 * 10 + 64 * 64 * 9 + 256 + 2 * (2 * 64 * 64 * 9 + 256) + 650)]
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
    [InlineData("resnet:64", "64x2")]
    [InlineData("resnet-18", "resnet-")]
    public void A_wrong_name_or_size_says_what_is_right(string text, string expected) =>
        Assert.Contains(expected, Assert.Throws<FormatException>(() => Create(text)).Message);

    [Theory]
    [InlineData("ngram:3", 0)]
    [InlineData("mlp-lm:3x20", 11 * 24 + 72 * 20 + 20 + 20 * 11 + 11)]
    [InlineData("rnn:8")]
    [InlineData("gru:8x2")]
    [InlineData("lstm:8")]
    [InlineData("gpt:2x8x2")]
    [InlineData("gpt2:2x8x2")]
    public void Language_models_say_the_next_token_at_each_place(string text, int parameters = -1)
    {
        Module model = ModelCatalog.Create(text, ModelTask.Language(6, 11, 0), new ModelOptions(), Rng.FromSeed(0));
        Assert.IsAssignableFrom<LanguageModel>(model);
        if (parameters >= 0) Assert.Equal(parameters, model.ParameterCount);
        Assert.Equal([2, 6, 11], model.Call(Tensor.Zeros([2, 6], Devices.DataType.Int32)).Shape);
    }

    [Theory]
    [InlineData("gru:8")]
    [InlineData("lstm:8x2")]
    [InlineData("encoder:2x8x2")]
    public void Classifiers_of_sequences_say_one_class_for_all_of_it(string text)
    {
        Module model = ModelCatalog.Create(text, ModelTask.Sequence(6, 11, 3, 0), new ModelOptions(), Rng.FromSeed(0));
        Assert.Equal([2, 3], model.Call(Tensor.Full([2, 6], 1, Devices.DataType.Int32)).Shape);
    }

    [Fact]
    public void A_transformer_says_a_sequence_to_another()
    {
        Module model = ModelCatalog.Create("transformer:1x8x2", ModelTask.Translation(6, 4, 11, 0), new ModelOptions(), Rng.FromSeed(0));
        Assert.Equal([3, 4, 11], model.Call(Tensor.Full([3, 6], 1, Devices.DataType.Int32), Tensor.Full([3, 4], 1, Devices.DataType.Int32)).Shape);
        Assert.Contains("sequences of tokens that become others", Assert.Throws<FormatException>(() => ModelCatalog.Create("gru:8", ModelTask.Translation(6, 4, 11, 0), new ModelOptions(), Rng.FromSeed(0))).Message);
    }

    [Theory]
    [InlineData("gpt:2x9x2", "multiple")]
    [InlineData("gpt2:2x9x2", "multiple")]
    [InlineData("gpt2:2x9", "three numbers")]
    [InlineData("gpt:2x8", "layers × width × heads")]
    [InlineData("gpt:2000x8x2", "layers expects a whole number from 1 to 1000")]
    [InlineData("mlp-lm:2000x8", "context expects a whole number from 1 to 1024")]
    [InlineData("ngram:40", "smaller n")]
    [InlineData("lstm:8x2000", "layers expects a whole number from 1 to 1000")]
    public void Sizes_that_make_no_language_model_say_why(string text, string expected) =>
        Assert.Contains(expected, Assert.Throws<FormatException>(() => ModelCatalog.Create(text, ModelTask.Language(6, 11, 0), new ModelOptions(), Rng.FromSeed(0))).Message);

    [Fact]
    public void Transformer_choices_are_those_of_a_transformer()
    {
        Module Gpt(ModelOptions options) => ModelCatalog.Create("gpt:1x8x2", ModelTask.Language(6, 11, 0), options, Rng.FromSeed(0));
        Assert.Contains("swiglu", Assert.Throws<FormatException>(() => Gpt(new() { Activation = "tanh" })).Message);
        Assert.Contains("layer or rms", Assert.Throws<FormatException>(() => Gpt(new() { Norm = "batch" })).Message);
        long With(string path, string text) => Gpt(new() { Said = Settings.None.With(path, text) }).ParameterCount;
        Assert.Contains("divisor", Assert.Throws<FormatException>(() => With("model.kvHeads", "3")).Message);
        long plain = Gpt(new()).ParameterCount;
        Assert.Equal(plain - 6 * 8, With("model.positions", "rotary"));
        Assert.Equal(plain + 11 * 8, With("model.tied", "false"));
        Assert.Equal(plain - (32 - 20) * (8 + 1 + 8), With("model.hidden", "20"));
        Assert.True(With("model.bias", "false") < plain);
        Assert.True(With("model.kvHeads", "1") < plain);
    }

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
        Module tabular = Create("tabular-resnet:8x1", new ModelOptions { Dropout = 0.5, Activation = "gelu", Said = Settings.None.With("model.factor", "3") });
        Assert.Equal(["Sequential", "Flatten", "Linear", "Residual", "Sequential", "Linear", "Gelu", "Dropout", "Linear", "Dropout", "BatchNorm", "BatchNorm", "Gelu", "Linear"],
            tabular.Descendants.Select(m => m.GetType().Name));
        Assert.Equal(3, tabular.Parameters.Count(each => each.Shape.Count == 8 * 24 || each.Shape.Count == 24));
        Module model = Create("mlp:8-8", new ModelOptions { Activation = "tanh", Dropout = 0.5, Norm = "batch" });
        Assert.Equal(["Sequential", "Flatten", "Linear", "BatchNorm", "Tanh", "Dropout", "Linear", "BatchNorm", "Tanh", "Dropout", "Linear"], model.Descendants.Select(m => m.GetType().Name));
        Assert.Contains("relu", Assert.Throws<FormatException>(() => Create("mlp:8", new ModelOptions { Activation = "rleu" })).Message);
        Assert.Contains("layer", Assert.Throws<FormatException>(() => Create("mlp:8", new ModelOptions { Norm = "layr" })).Message);
    }
}
