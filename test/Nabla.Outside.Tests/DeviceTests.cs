using Nabla.Catalog;
using Nabla.Devices;
using Nabla.Devices.Cpu;
using Nabla.Experiments;
using Nabla.Generation;
using Nabla.Memory;
using Nabla.Optimizers;
using Nabla.Parameters;
using Nabla.Text;

namespace Nabla.Outside.Tests;

/// <summary>Whole trainings on a device that nobody in Nabla knows: operands that lie apart are refused, so one tensor born in the wrong place fails them.</summary>
public sealed class DeviceTests : IDisposable
{
    static readonly Recipe small = Recipe.Standard with { Batch = 8, Steps = 12, LearningRate = 3e-3, EvaluateEvery = Nabla.Experiments.Interval.Steps(5), Window = 12, Seed = 3 };

    readonly string root = Directory.CreateTempSubdirectory("nabla-device-").FullName;

    public void Dispose() => Directory.Delete(root, recursive: true);

    DataSplit Data(string name)
    {
        if (name != "prose") return DataCatalog.Default.Load(name, new() { Window = 12 });
        string path = Path.Combine(root, "prose.txt");
        File.WriteAllText(path, string.Concat(Enumerable.Range(0, 300).Select(i => $"{i} times {i % 7} is {i * (i % 7)}.\n")));
        return DataCatalog.Default.Load(path, new() { Window = 12 });
    }

    // What training came to, and the model.
    static (TrainingResult Result, TrainingPlan Plan) Trained(Recipe recipe, DataSplit data, Device device)
    {
        var plan = new TrainingPlan(recipe, data);
        plan.Model.SetDevice(device);
        TrainingResult result = plan.CreateLoop(null).Run();
        Assert.Equal(device, plan.Model.Device);
        Assert.All(plan.Model.State, each => Assert.Equal(device, each.Value.Device));
        return (result, plan);
    }

    [Theory]
    [InlineData("moons", "mlp:16-16")]
    [InlineData("moons", "residual-mlp:8x2")]
    [InlineData("moons", "perceptron")]
    [InlineData("prose", "mlp-lm:3x16")]
    [InlineData("prose", "ngram:3")]
    [InlineData("prose", "rnn:12")]
    [InlineData("prose", "gru:12")]
    [InlineData("prose", "lstm:12")]
    [InlineData("prose", "gpt:2x16x2")]
    [InlineData("prose", "gpt:2x16x2", "rotary")]
    [InlineData("brackets", "encoder:1x16x2")]
    [InlineData("brackets", "lstm:12")]
    [InlineData("dates", "transformer:1x16x2")]
    public void Every_kind_of_model_trains_on_it_as_on_the_processor(string name, string model, string positions = "learned")
    {
        Recipe recipe = RecipeFields.Set(small, "model.positions", positions) with { Model = model, Dropout = model.Contains(':') ? 0.1 : 0, Average = 0.9, KeepsBest = true };
        if (model == "mlp:16-16") recipe = recipe with { Norm = "batch" };
        DataSplit data = Data(name);
        (TrainingResult here, TrainingPlan local) = Trained(recipe, data, CpuDevice.Instance);
        (TrainingResult there, TrainingPlan remote) = Trained(recipe, data, ComposingDevice.Instance);
        Assert.Equal(here.TestLoss!.Value, there.TestLoss!.Value, 2e-4 * Math.Abs(here.TestLoss.Value));
        if (name == "prose") return; // goes on with a text, as below
        using Loader loader = Loader.Once(data.Test.Range(0, 4), 4);
        loader.MoveNext();
        Assert.Equal(local.Task.Predict(local.Model, loader.Current).Count, remote.Task.Predict(remote.Model, loader.Current).Count);
    }

    [Fact]
    public void What_was_trained_there_comes_back_and_writes_the_same_text()
    {
        DataSplit data = Data("prose");
        (_, TrainingPlan plan) = Trained(RecipeFields.Set(small, "model.positions", "rotary") with { Model = "gpt:1x16x2" }, data, ComposingDevice.Instance);
        var tokenizer = ((TokenField)data.Train.Input).Vocabulary as Tokenizer;
        string Written() => new Generator((LanguageModel)plan.Model, tokenizer!).Write("1 times", new() { MostTokens = 12, Temperature = 0 }).Text;
        string there = Written();
        plan.Model.SetDevice(CpuDevice.Instance);
        Assert.Equal(there, Written());
    }

    [Fact]
    public void A_whole_set_becomes_tensors_there_and_one_of_several_parts_is_refused()
    {
        Column some = Column.Of([1f, 2], Field.Reals([])), label = Column.Of([0, 1], Field.Numbered(2));
        (Tensor input, Tensor target) = new ArrayDataset("one", some, label).ToTensors(ComposingDevice.Instance);
        Assert.Equal((ComposingDevice.Instance, ComposingDevice.Instance), (input.Device, target.Device));
        Assert.Equal([1f, 2], input.ToArray<float>());
        Assert.Equal([0, 1], target.ToArray<int>());
        foreach (var set in new ArrayDataset[] { new("two", [some, some], [label]), new("two", [some], [label, some]) })
            Assert.Contains("take InputTensors()", Assert.Throws<DataException>(() => set.ToTensors()).Message);
    }

    [Fact]
    public void First_weights_are_the_same_everywhere_and_an_arena_is_of_one_device()
    {
        Module Model() => new Sequential(new Linear(3, 5, Rng.FromSeed(1)), new Linear(5, 2, Rng.FromSeed(2)));
        Module here = Model(), there = Model(), mixed = Model();
        there.SetDevice(ComposingDevice.Instance);
        Assert.Equal(here.Parameters.SelectMany(p => p.Value.ToArray<float>()), there.Parameters.SelectMany(p => p.Value.ToArray<float>()));
        mixed.Descendants.OfType<Linear>().First().SetDevice(ComposingDevice.Instance);
        Assert.Contains("one device", Assert.Throws<ArgumentException>(() => new ParameterArena(mixed.Parameters)).Message);
        Assert.Contains("To(device)", Assert.Throws<ArgumentException>(() => there.Call(Tensor.Zeros([1, 3]))).Message);
        var optimizer = new Sgd().For(new ParameterArena(here.Parameters));
        here.SetDevice(ComposingDevice.Instance);
        Assert.Contains("later arena", Assert.Throws<InvalidOperationException>(() => optimizer.Step(0.1)).Message);
    }
}
