using Nabla.Data;
using Nabla.Runs;
using Nabla.Tasks;
using Nabla.Training;

namespace Nabla.Experiments.Tests;

public sealed class ExperimentTests : IDisposable
{
    readonly string root = Directory.CreateTempSubdirectory("nabla-experiment-").FullName;

    public void Dispose() => Directory.Delete(root, recursive: true);

    static readonly Recipe small = Recipe.Standard with
    {
        Data = "moons", Model = "mlp:8", Steps = 30, Batch = 32, EvaluateEvery = Interval.Steps(10), CheckpointEvery = Interval.Steps(10)
    };

    string At(string name) => Path.Combine(root, name);

    [Fact]
    public void A_run_is_trained_opened_judged_and_asked_without_its_recipe()
    {
        TrainingResult result = Experiment.Of(small).Train(At("run"));
        SavedRun run = Experiment.Open(At("run"));
        Assert.Equal(small, run.Recipe);
        Assert.Equal(result.TestLoss, run.Model.Evaluate(run.LoadData().Test).Loss);
        Assert.Equal(["upper", "lower"], run.Model.Classes);
        Assert.IsType<ClassPrediction>(run.Model.Predict(run.LoadData().Test)[0]);
        File.Delete(Path.Combine(At("run"), "recipe.yaml"));
        Assert.Equal(run.Model.Predict([1f, 2]), TrainedModel.Open(Path.Combine(At("run"), "model.safetensors")).Predict([1f, 2]));
    }

    [Fact]
    public void A_run_is_read_from_a_file_and_resumed_to_the_same_bytes()
    {
        File.WriteAllText(At("recipe.yaml"), "data: moons\nmodel: mlp:8\ntraining:\n  steps: 30\n  batch: 32\n  checkpointEvery: 10 steps\n");
        Experiment experiment = Experiment.Read(At("recipe.yaml"));
        experiment.Train(At("whole"));
        using (TrainingRun run = experiment.Start(At("stopped")))
        {
            using var stop = new CancellationTokenSource();
            run.Observers.Add(new StopAfter(13, stop));
            Assert.Equal(TrainingStatus.Stopped, run.Run(stop.Token).Status);
        }
        SavedRun saved = Experiment.Open(At("stopped"));
        using (TrainingRun run = TrainingRun.Resume(saved.Recipe, saved.LoadData(), saved.Folder)) run.Run();
        Assert.Equal(File.ReadAllBytes(Path.Combine(At("whole"), "model.safetensors")), File.ReadAllBytes(Path.Combine(At("stopped"), "model.safetensors")));
    }

    [Fact]
    public void What_does_not_fit_leaves_no_folder()
    {
        Assert.Throws<FormatException>(() => Experiment.Of(small with { Loss = "mse" }).Train(At("none")));
        Assert.False(Directory.Exists(At("none")));
    }

    [Theory]
    [InlineData("recipe.yaml")]
    [InlineData("events.jsonl")]
    [InlineData("tokenizer.json")]
    [InlineData("mine.txt")]
    public void A_folder_that_holds_something_is_refused_and_left_as_it_is(string file)
    {
        RunFolder folder = RunFolder.Create(At("taken"));
        File.WriteAllText(Path.Combine(folder.Path, file), "of before");
        foreach (Recipe recipe in (Recipe[])[small, small with { Loss = "mse" }])
            Assert.Contains("holds files already", Assert.Throws<RunException>(() => Experiment.Of(recipe).Start(folder)).Message);
        Assert.Equal("of before", File.ReadAllText(Path.Combine(folder.Path, file)));
        Assert.All(Directory.GetFiles(folder.Path), path => Assert.Contains(Path.GetFileName(path), (string[])["events.jsonl", file]));
    }

    [Theory]
    [InlineData("best", "auto", 100)]
    [InlineData("last", "auto", 0)]
    [InlineData("best", "0", 0)]
    [InlineData("last", "50", 50)]
    public void A_part_is_set_aside_where_something_chooses(string keep, string validation, int aside)
    {
        var recipe = RecipeFields.Set(RecipeFields.Set(small, "training.keep", keep), "data.validation", validation);
        DataSplit data = Experiment.Of(recipe).Data;
        Assert.Equal(aside == 0 ? null : aside, data.Validation?.Count);
        Assert.Equal(1000 - aside, data.Train.Count);
    }

    [Fact]
    public void A_run_that_breaks_off_says_how_far_it_came_and_why()
    {
        Assert.Throws<TrainingException>(
            () => Experiment.Of(small with
            { Optimizer = "sgd", LearningRate = 1e30, ClipNorm = null, Schedule = "fixed", Warmup = default }).Train(At("broken")));
        RunSummary summary = RunSummary.Load(RunFolder.Open(At("broken")))!;
        Assert.Equal(RunStatus.Failed, summary.Status);
        Assert.InRange(summary.Steps, 1, 29);
        Assert.InRange(summary.Seconds, 0, double.MaxValue);
        Assert.Contains("Linear", summary.Extra.Single(field => field.Key == "reason").Value.Text);
        Assert.NotEmpty(Directory.GetFiles(Path.Combine(At("broken"), "checkpoint")));
        Assert.Contains("the run failed, and its report says why", Assert.Throws<RunException>(() => Experiment.Open(At("broken")).Model).Message);
    }

    [Fact]
    public void Measures_that_a_recipe_asks_for_are_in_the_summary_and_in_later_judgements()
    {
        Experiment.Of(small with { Measures = "macro-f1,top:1" }).Train(At("measured"));
        RunSummary summary = RunSummary.Load(RunFolder.Open(At("measured")))!;
        SavedRun run = Experiment.Open(At("measured"));
        var judged = run.Model.Evaluate(run.LoadData().Test);
        foreach (string name in (string[])["macro_f1", "top_1_accuracy"]) Assert.Equal(summary.Extra.Single(field => field.Key == "test_" + name).Value.Number, judged[name]);
        Assert.Equal(judged.Accuracy, judged["top_1_accuracy"]);
        Assert.Contains("training.measures: macro F1 is of classes", Assert.Throws<FormatException>(() =>
            TrainingPlan.TaskOf(small with { Measures = "macro-f1" }, [Field.Reals([2])], [Field.Reals([1])])).Message);
    }

    sealed class StopAfter(long step, CancellationTokenSource stop) : ITrainingObserver
    {
        public void Step(in StepReport report)
        {
            if (report.Step == step) stop.Cancel();
        }
    }
}
