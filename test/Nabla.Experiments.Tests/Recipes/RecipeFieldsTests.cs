using Nabla.Experiments;

namespace Nabla.Experiments.Tests;

public class RecipeFieldsTests
{
    public static TheoryData<string> Paths => [.. RecipeFields.All.Select(each => each.Path)];

    /// <summary>For each field a value that is not the default; a new field without one fails the test below.</summary>
    static readonly Dictionary<string, string> others = new()
    {
        ["seed"] = "-7", ["threads"] = "3", ["data.name"] = "a folder/Mnist", ["data.label"] = "Species", ["data.test"] = "12.5%", ["data.validation"] = "1000",
        ["data.normalize"] = "zca", ["data.scaleTarget"] = "false", ["data.features"] = "rbf:200", ["data.augment"] = "noise:0.2", ["data.epochSize"] = "5000", ["model.name"] = "residual-mlp:256x20", ["model.activation"] = "gelu-tanh",
        ["model.dropout"] = "0.2", ["model.norm"] = "rms", ["model.preNorm"] = "true", ["model.init"] = "kaiming", ["model.embedding"] = "24", ["model.bias"] = "false",
        ["model.positions"] = "rotary", ["model.tied"] = "false", ["model.kvHeads"] = "2", ["model.recompute"] = "5",
        ["model.smoothing"] = "0.5", ["model.from"] = "a folder/gpt2", ["model.hidden"] = "96", ["model.factor"] = "1.5", ["data.tokenizer"] = "bpe:512", ["data.window"] = "128",
        ["data.documents"] = "lines", ["data.order"] = "stream", ["loss.name"] = "huber", ["loss.smoothing"] = "0.1",
        ["optimizer.name"] = "nesterov", ["optimizer.learningRate"] = "3e-05", ["optimizer.weightDecay"] = "0", ["optimizer.decay"] = "coupled",
        ["optimizer.decayFollowsSchedule"] = "false", ["optimizer.momentum"] = "0.99", ["optimizer.smoothing"] = "0.9", ["optimizer.beta1"] = "0.8",
        ["optimizer.beta2"] = "0.95", ["optimizer.epsilon"] = "1e-07", ["schedule.name"] = "step:30%:0.1", ["schedule.warmup"] = "100", ["clip.norm"] = "none",
        ["clip.value"] = "0.5", ["training.batch"] = "64", ["training.epochs"] = "0.5", ["training.steps"] = "200", ["training.accumulate"] = "4",
        ["training.average"] = "0.999", ["training.evaluateEvery"] = "500 steps", ["training.checkpointEvery"] = "never", ["training.keepCheckpoints"] = "3",
        ["training.patience"] = "5", ["training.keep"] = "best", ["training.measures"] = "top:3",
    };

    [Theory]
    [MemberData(nameof(Paths))]
    public void EveryFieldKeepsAnotherValueAndChangesNoOtherField(string path)
    {
        var field = RecipeFields.Find(path);
        var changed = field.Set(Recipe.Standard, others[path]);
        Assert.Equal(others[path], field.Get(changed));
        Assert.Equal([field], RecipeFields.Differences(Recipe.Standard, changed));
        Assert.Equal(Recipe.Standard, field.Set(changed, field.Default));
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void EveryFieldIsDescribed(string path)
    {
        var field = RecipeFields.Find(path);
        Assert.NotEmpty(field.Description);
        Assert.NotEmpty(field.Expected);
        Assert.DoesNotContain('\n', field.Description + field.Expected);
    }

    [Theory]
    [InlineData("optimizer.learning-rate")]
    [InlineData("Optimizer.Learning_Rate")]
    [InlineData("OPTIMIZER.LEARNINGRATE")]
    public void KeysForgiveCaseAndSeparators(string path) => Assert.Equal("optimizer.learningRate", RecipeFields.Find(path).Path);

    [Theory]
    [InlineData("optimiser.learningRate", "optimizer.learningRate")]
    [InlineData("model.droput", "model.dropout")]
    [InlineData("batch", "training.batch")]
    [InlineData("optimizer.batch", "training.batch")]
    [InlineData("sed", "seed")]
    public void AnUnknownKeyNamesTheNearest(string wrong, string right)
    {
        var error = Assert.Throws<RecipeException>(() => RecipeFields.Find(wrong));
        Assert.Contains($"'{wrong}'", error.Message);
        Assert.Contains($"did you mean '{right}'", error.Message);
    }

    [Theory]
    [InlineData("seed", "many")]
    [InlineData("seed", "1.5")]
    [InlineData("threads", "0")]
    [InlineData("data.name", " ")]
    [InlineData("data.test", "120%")]
    [InlineData("data.test", "-1%")]
    [InlineData("data.window", "0")]
    [InlineData("data.tokenizer", "")]
    [InlineData("data.documents", "pages")]
    [InlineData("data.order", "backwards")]
    [InlineData("model.positions", "left")]
    [InlineData("model.smoothing", "-1")]
    [InlineData("model.init", "fan-inn")]
    [InlineData("model.kvHeads", "0")]
    [InlineData("data.test", "100")]
    [InlineData("data.test", "half")]
    [InlineData("data.normalize", "standardise")]
    [InlineData("data.features", "poly")]
    [InlineData("data.augment", "noise:-1")]
    [InlineData("data.augment", "nose")]
    [InlineData("model.name", "mlp")]
    [InlineData("model.name", "mlp:0")]
    [InlineData("model.name", "mlp:512-")]
    [InlineData("model.name", "mlp:99999999999")]
    [InlineData("model.name", "residual-mlp:256")]
    [InlineData("model.name", "perceptron:3")]
    [InlineData("model.dropout", "1")]
    [InlineData("model.dropout", "NaN")]
    [InlineData("model.preNorm", "yes")]
    [InlineData("optimizer.learningRate", "-1")]
    [InlineData("optimizer.learningRate", "Infinity")]
    [InlineData("optimizer.learningRate", "0,1")]
    [InlineData("optimizer.epsilon", "0")]
    [InlineData("schedule.name", "cosinus")]
    [InlineData("schedule.warmup", "-5")]
    [InlineData("clip.norm", "0")]
    [InlineData("training.batch", "9999999999")]
    [InlineData("training.batch", "")]
    [InlineData("training.steps", "0")]
    [InlineData("training.evaluateEvery", "1 year")]
    [InlineData("training.evaluateEvery", "0")]
    [InlineData("training.keep", "worst")]
    public void AWrongValueIsRefusedInOneLineThatNamesTheField(string path, string value)
    {
        var error = Assert.Throws<RecipeException>(() => RecipeFields.Set(Recipe.Standard, path, value));
        Assert.StartsWith(path, error.Message);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void ARecipeMadeInCodeIsCheckedByTheSameTable()
    {
        Assert.Equal(Recipe.Standard, RecipeFields.Check(Recipe.Standard));
        var error = Assert.Throws<RecipeException>(() => RecipeFields.Check(Recipe.Standard with { Batch = 0 }));
        Assert.Equal("training.batch expects a whole number from 1 to 1000000; got '0'.", error.Message);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("0%")]
    public void NothingMayBeSetAside(string nothing) => Assert.Equal("0%", RecipeFields.Find("data.test").Get(RecipeFields.Set(Recipe.Standard, "data.test", nothing)));

    [Theory]
    [InlineData("model.activation")]
    [InlineData("model.norm")]
    [InlineData("model.preNorm")]
    [InlineData("model.init")]
    [InlineData("model.tied")]
    [InlineData("model.smoothing")]
    public void AChoiceMayBeLeftToTheModel(string path) => Assert.Equal("auto", RecipeFields.Find(path).Get(RecipeFields.Set(Recipe.Standard, path, " Auto ")));

    [Fact]
    public void TheStandardIsTheSummaryOfTheLecture()
    {
        var standard = Recipe.Standard;
        Assert.Equal(("adamw", "cosine", "fan-in", 1.0), (standard.Optimizer, standard.Schedule, standard.Initializer, standard.ClipNorm));
        Assert.False(standard.Warmup.IsZero);
    }
}
