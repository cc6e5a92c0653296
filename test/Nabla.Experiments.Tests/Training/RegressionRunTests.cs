using Nabla.Data;
using Nabla.Experiments;
using Nabla.Metrics;
using Nabla.Runs;
using Nabla.Tensors;
using Nabla.Training;

namespace Nabla.Experiments.Tests;

public sealed class RegressionRunTests : IDisposable
{
    readonly string root = Directory.CreateTempSubdirectory("nabla-regression").FullName;

    public void Dispose() => Directory.Delete(root, recursive: true);

    // y = 300,000·x₀ − 200,000·x₁ + 1,000,000 with a noise of 10,000.
    static ArrayDataset Prices(string name, int count, long seed)
    {
        var reader = Rng.FromSeed(seed).Reader();
        float[] inputs = new float[2 * count], targets = new float[count];
        for (int i = 0; i < count; i++)
        {
            (inputs[2 * i], inputs[2 * i + 1]) = (reader.Normal(), reader.Normal());
            targets[i] = 300_000 * inputs[2 * i] - 200_000 * inputs[2 * i + 1] + 1_000_000 + 10_000 * reader.Normal();
        }
        return new(name, Column.Of(inputs, [2]), Column.Of(targets, [1]));
    }

    [Fact]
    public void Numbers_of_any_size_are_learnt_with_the_defaults_and_predicted_in_their_own_units()
    {
        var data = new DataSplit(Prices("train", 300, 1), Prices("test", 100, 2));
        Recipe recipe = Recipe.Standard with { Model = "linear" };
        RunFolder folder = RunFolder.Create(Path.Combine(root, "run"));
        using (var run = TrainingRun.Create(recipe, data, folder)) Assert.InRange(run.Run().TestLoss!.Value, 0, 0.01);
        TrainedModel model = TrainedModel.Open(folder.Model);
        Judgement judged = model.Evaluate(data.Test);
        Assert.InRange(judged["rmse"]!.Value, 5_000, 20_000);
        Assert.InRange(judged["r2"]!.Value, 0.99, 1);
        Assert.InRange(model.Predict([0, 0])[0][0], 990_000, 1_010_000);
    }

    [Fact]
    public void Of_a_small_set_a_run_makes_more_passes_unless_they_are_given()
    {
        var data = new DataSplit(Prices("train", 300, 1), Prices("test", 100, 2));
        long Steps(Recipe recipe) => new TrainingPlan(recipe, data).CreateTrainer(null).Options.Steps;
        Assert.Equal(1000, Steps(Recipe.Standard));
        Assert.Equal(24, Steps(Recipe.Standard with { Epochs = 8, Batch = 100 }));
        Assert.Equal(2400, Steps(Recipe.Standard with { Batch = 1 }));
    }
}
