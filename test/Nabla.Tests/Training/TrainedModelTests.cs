using Nabla.Checkpoints;
using Nabla.Data;
using Nabla.Features;
using Nabla.Generation;
using Nabla.Losses;
using Nabla.Models;
using Nabla.Modules;
using Nabla.Tasks;
using Nabla.Tensors;
using Nabla.Text;
using Nabla.Training;
using Nabla.Words;

namespace Nabla.Tests.Training;

/// <summary>One file says all that a prediction needs.</summary>
public sealed partial class TrainedModelTests : IDisposable
{
    readonly string root = Directory.CreateTempSubdirectory("nabla-model-").FullName;

    public void Dispose() => Directory.Delete(root, recursive: true);

    string Path => System.IO.Path.Combine(root, "model.safetensors");

    static readonly CharacterTokenizer letters = CharacterTokenizer.FromText("\nabcdef");

    static readonly RealField numbers = Field.Reals([3], ["length", "width", "height"]);

    public static TheoryData<string> Numbers => ["linear", "mlp:8-4", "residual-mlp:8x2", "tabular-resnet:8x2", "perceptron"];

    [Theory]
    [MemberData(nameof(Numbers))]
    public void A_model_of_numbers_opens_as_it_was(string name)
    {
        var label = new[] { "cat", "dog" };
        LearningTask task = LearningTask.For([numbers], [Field.Classes(label)], LossChoice.Named(name == "perceptron" ? "perceptron" : "auto"));
        var options = new ModelOptions { Norm = name.StartsWith("mlp", StringComparison.Ordinal) ? "batch" : null, Activation = "tanh", Dropout = 0.1 };
        Module model = ModelCatalog.Create(name, task.ModelTask, options, Rng.FromSeed(3));
        var pipeline = new Pipeline(Normalizers.Standardize(new ArrayDataset("some",
            Column.Of([1f, 2, 3, 4, 5, 9, 0, 1, 0], numbers), Column.Of([0, 1, 1], Field.Classes(label)))));
        var trained = new TrainedModel(model, task, pipeline, [numbers]) { Name = name, Options = options };
        trained.Save(Path);
        TrainedModel opened = TrainedModel.Open(Path);
        float[] inputs = [1, 2, 3, -4, 5, 6];
        Assert.Equal(trained.Predict(inputs), opened.Predict(inputs));
        Assert.Equal(label, opened.Classes);
        Assert.Equal(numbers.Columns, Assert.IsType<RealField>(opened.InputFields[0]).Columns);
        Assert.Equal(model.State.Select(each => each.Name), opened.Model.State.Select(each => each.Name));
    }

    [Theory]
    [InlineData("gpt:1x8x2", true)]
    [InlineData("gru:8", true)]
    [InlineData("mlp-lm:2x8", true)]
    [InlineData("lstm:8", false)]
    [InlineData("encoder:1x8x2", false)]
    public void A_model_of_text_brings_its_tokenizer(string name, bool isLanguage)
    {
        TokenField field = Field.Tokens(letters, 6, 0);
        LearningTask task = LearningTask.For([field], [isLanguage ? field : Field.Numbered(3)]);
        Module model = ModelCatalog.Create(name, task.ModelTask, new(), Rng.FromSeed(3));
        new TrainedModel(model, task) { Name = name }.Save(Path);
        TrainedModel opened = TrainedModel.Open(Path);
        Assert.Equal(letters.Symbols, Assert.IsType<CharacterTokenizer>(opened.Tokenizer).Symbols);
        Tensor tokens = Tensor.From(field.TokensOf("fade"), [1, 6]);
        Assert.Equal(model.Call(tokens).ToArray<float>(), opened.Model.Call(tokens).ToArray<float>());
        if (isLanguage) Assert.Equal(new Nabla.Generation.Generator((LanguageModel)model, letters).Write("a", new() { MostTokens = 4 }).Text,
            opened.Generator().Write("a", new() { MostTokens = 4 }).Text);
        else Assert.Equal(3, Assert.IsType<ClassPrediction>(opened.Predict(["fade"])[0]).Probabilities.Count);
    }

    [Fact]
    public void Sequences_that_become_others_open_with_both_parts()
    {
        TokenField source = Field.Tokens(letters, 6, 0), said = Field.Tokens(letters, 4, 0);
        LearningTask task = LearningTask.For([source, said], [said]);
        Assert.Equal("translation", task.Name);
        new TrainedModel(ModelCatalog.Create("transformer:1x8x2", task.ModelTask, new(), Rng.FromSeed(3)), task) { Name = "transformer:1x8x2" }.Save(Path);
        TrainedModel opened = TrainedModel.Open(Path);
        Assert.Equal([6, 4], opened.InputFields.Select(field => field.Size));
        Assert.IsType<SaidPrediction>(opened.Predict(["fade"])[0]);
    }

    // Values other than the default, of every setting that some model declares.
    static readonly Dictionary<string, string[]> said = new()
    {
        ["model.bias"] = ["false"], ["model.factor"] = ["1.5"], ["model.embedding"] = ["5"], ["model.hidden"] = ["20"], ["model.kvHeads"] = ["1"],
        ["model.positions"] = ["rotary", "none"],
        ["model.preNorm"] = ["true", "false"], ["model.recompute"] = ["2"], ["model.smoothing"] = ["0.5"], ["model.tied"] = ["true", "false"],
    };

    public static IEnumerable<object[]> OwnSettings =>
        from choice in ModelCatalog.Choices.All from setting in choice.Fields from text in said[setting.Path] select (object[])[choice.Name, setting.Path, text];

    [Theory]
    [MemberData(nameof(OwnSettings))]
    public void Settings_of_single_models_are_in_the_file(string name, string path, string text)
    {
        ModelChoice choice = ModelCatalog.Choices.All.Single(each => each.Name == name);
        TokenField read = Field.Tokens(letters, 6, 0);
        bool isSaid = choice.Tasks.HasFlag(TaskKind.Language) || choice.Tasks == TaskKind.Translation;
        Field[] inputs = choice.Tasks switch { TaskKind.Numbers => [numbers], TaskKind.Translation => [read, read], _ => [read] };
        LearningTask task = LearningTask.For(inputs, [isSaid ? read : Field.Numbered(3)]);
        string sized = name switch
        {
            "gpt2" => "gpt2:3x8x2", "ngram" => "ngram:3", "mlp-lm" => "mlp-lm:2x8", _ when choice.Places.Count > 2 => $"{name}:3x8x2", _ => $"{name}:8x3",
        };
        var options = new ModelOptions { Said = Settings.None.With(path, text) };
        Module model = ModelCatalog.Create(sized, task.ModelTask, options, Rng.FromSeed(3));
        new TrainedModel(model, task) { Name = sized, Options = options }.Save(Path);
        TrainedModel opened = TrainedModel.Open(Path);
        Tensor[] parts = [.. inputs.Select(field => field is TokenField ? Tensor.From([.. read.TokensOf("fade")], [1, 6]) : Tensor.From([1f, -2, 3], [1, 3]))];
        Assert.Equal(model.Call(parts).ToArray<float>(), opened.Model.Call(parts).ToArray<float>());
        Assert.Equal(options.Said.Given, opened.Options.Said.Given);
    }

    [Theory]
    [InlineData("model.kvHeads", "no setting model.kvHeads; it is one of encoder, gpt, transformer.")]
    [InlineData("model.depthwise", "no setting model.depthwise; no model has it.")]
    public void A_setting_that_the_model_does_not_have_is_refused(string path, string expected)
    {
        var options = new ModelOptions { Said = Settings.None.With(path, "1") };
        Assert.Contains(expected, Assert.Throws<FormatException>(() => ModelCatalog.Create("mlp:8", [3], 2, options, Rng.FromSeed(0))).Message);
        LearningTask task = LearningTask.For([numbers], [Field.Numbered(2)]);
        new TrainedModel(ModelCatalog.Create("mlp:8", task.ModelTask, new(), Rng.FromSeed(0)), task) { Name = "mlp:8", Options = options }.Save(Path);
        Assert.Contains(expected, Assert.Throws<CheckpointException>(() => TrainedModel.Open(Path)).Message);
    }

    sealed partial class Own(Rng rng) : Module
    {
        readonly Linear inner = new(3, 4, rng), outer = new(4, 2, rng);

        public override Tensor Forward(Tensor input) => outer.Call(inner.Call(input));
    }

    [Fact]
    public void A_network_of_ones_own_is_given_to_open()
    {
        var trained = new TrainedModel(new Own(Rng.FromSeed(1)), LearningTask.For([numbers], [Field.Numbered(2)], LossChoice.Of(new CrossEntropyLoss())));
        trained.Save(Path);
        Assert.Contains("give it to Open", Assert.Throws<CheckpointException>(() => TrainedModel.Open(Path)).Message);
        Assert.Equal(trained.Predict([1, 2, 3]), TrainedModel.Open(Path, new Own(Rng.FromSeed(2))).Predict([1, 2, 3]));
    }

    sealed partial class Confusable(Rng rng) : Module
    {
        readonly Linear preprocessing = new(3, 4, rng), target = new(4, 1, rng);

        public override Tensor Forward(Tensor input) => target.Call(preprocessing.Call(input));
    }

    [Fact]
    public void Fields_of_a_network_are_not_taken_for_its_preprocessing()
    {
        RealField price = Field.Reals([1]);
        var some = new ArrayDataset("some", Column.Of([1f, 2, 3, 4, 5, 9, 0, 1, 0], numbers), Column.Of([1f, 5, 2], price));
        var task = (Regression)LearningTask.For([numbers], [price]);
        task.Scaling = TargetScaling.Fit(some);
        var trained = new TrainedModel(new Confusable(Rng.FromSeed(1)), task, new(Normalizers.Standardize(some)));
        trained.Save(Path);
        Assert.Equal(trained.Predict([1, 2, 3]), TrainedModel.Open(Path, new Confusable(Rng.FromSeed(2))).Predict([1, 2, 3]));
    }

    [Theory]
    [InlineData("{", "damaged")]
    [InlineData("[]", "damaged")]
    [InlineData("""{"model":"mlp:4","options":{}}""", "damaged")]
    [InlineData("""{"model":"mlp:4","options":{},"task":"classification","loss":"auto","smoothing":0,"inputs":[{"shape":[-1]}],"targets":[{"classes":["a","b"]}],"vocabularies":[]}""", "")]
    [InlineData("""{"model":"mlp:4","options":{},"task":"classification","loss":"auto","smoothing":0,"inputs":[{"length":3,"vocabulary":7}],"targets":[{"classes":["a","b"]}],"vocabularies":[]}""", "damaged")]
    [InlineData("""{"model":7,"options":{},"task":"classification","loss":"auto","smoothing":0,"inputs":[{"shape":[3]}],"targets":[{"classes":["a","b"]}],"vocabularies":[]}""", "damaged")]
    [InlineData("""{"model":"mlp:999999-999999","options":{},"task":"classification","loss":"auto","smoothing":0,"inputs":[{"shape":[3]}],"targets":[{"classes":["a","b"]}],"vocabularies":[]}""", "")]
    public void A_damaged_header_is_one_line(string description, string part)
    {
        StateFile.Write(Path, [("0.weight", Tensor.Full([1, 1], 1))], new Dictionary<string, string> { ["nabla.model"] = "2", ["description"] = description });
        Assert.Contains(part, Assert.Throws<CheckpointException>(() => TrainedModel.Open(Path)).Message);
    }
}
