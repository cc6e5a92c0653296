using Nabla.Catalog;
using Nabla.Data;
using Nabla.Devices.Cpu;
using Nabla.Experiments;
using Nabla.Losses;
using Nabla.Metrics;
using Nabla.Runs;
using Nabla.Tasks;
using Nabla.Text;
using Nabla.Training;

namespace Nabla.Experiments.Tests;

/// <summary>Text through the whole of a training run.</summary>
[Collection("threads")]
public sealed class TextRunTests : IDisposable
{
    readonly string root = Directory.CreateTempSubdirectory("nabla-text-").FullName;

    public void Dispose() => Directory.Delete(root, recursive: true);

    static readonly string prose = string.Concat(Enumerable.Range(0, 400).Select(i => $"{i} times {i % 7} is {i * (i % 7)}.\n"));

    static readonly Recipe small = Recipe.Standard with
    {
        Model = "mlp-lm:3x24", Batch = 8, Steps = 30, Window = 16, EvaluateEvery = Interval.Steps(10), CheckpointEvery = Interval.Steps(10), LearningRate = 3e-3, Dropout = 0.1, Seed = 5,
    };

    RunFolder Folder(string name) => RunFolder.Create(Path.Combine(root, name));

    DataSplit Load(DataOptions? options = null)
    {
        string path = Path.Combine(root, "prose.txt");
        File.WriteAllText(path, prose);
        return DataCatalog.Default.Load(path, options ?? new() { Window = 16 });
    }

    static LearningTask With(DataSplit data, Loss loss) => LearningTask.For(data.Train.InputFields, data.Train.TargetFields, LossChoice.Of(loss));

    static float[] Weights(TrainingRun run) => run.Trainer.TrainStep.Optimizer.Arena.Values.ToArray<float>();

    [Theory]
    [InlineData("mlp-lm:3x24")]
    [InlineData("gpt:2x16x2")]
    [InlineData("gru:16")]
    public void One_two_and_seven_threads_end_in_the_same_bytes(string model)
    {
        int before = CpuDevice.Threads;
        var data = Load();
        try
        {
            float[][] weights = [.. new[] { 1, 2, 7 }.Select(threads =>
            {
                CpuDevice.Threads = threads;
                using TrainingRun run = TrainingRun.Create(small with { Model = model }, data, null);
                run.Run();
                return Weights(run);
            })];
            Assert.All(weights, each => Assert.Equal(weights[0], each));
        }
        finally
        {
            CpuDevice.Threads = before;
        }
    }

    [Theory]
    [InlineData("mlp-lm:3x24", 13)]
    [InlineData("gpt:2x16x2", 20)]
    [InlineData("lstm:16", 1)]
    public void A_run_that_was_stopped_and_resumed_ends_in_the_same_bytes(string model, long stopAfter)
    {
        var data = Load();
        Recipe recipe = small with { Model = model };
        float[] whole;
        using (TrainingRun run = TrainingRun.Create(recipe, data, null))
        {
            run.Run();
            whole = Weights(run);
        }
        RunFolder folder = Folder("stopped");
        using (TrainingRun run = TrainingRun.Create(recipe, data, folder))
        {
            using var stop = new CancellationTokenSource();
            run.Observers.Add(new StopAfter(stopAfter, stop));
            Assert.Equal(TrainingStatus.Stopped, run.Run(stop.Token).Status);
        }
        var again = Load(new() { Window = 16, Tokenizer = folder.Tokenizer });
        using TrainingRun resumed = TrainingRun.Resume(recipe, again, folder);
        Assert.Equal(stopAfter, resumed.Steps);
        resumed.Run();
        Assert.Equal(whole, Weights(resumed));
    }

    [Fact]
    public void A_run_does_not_go_on_with_another_tokenizer()
    {
        RunFolder folder = Folder("tokenizer");
        var data = Load();
        using (TrainingRun run = TrainingRun.Create(small, data, folder)) run.Run();
        var bytes = Load(new() { Window = 16, Tokenizer = "bytes" });
        Assert.ThrowsAny<Exception>(() => TrainingRun.Resume(small with { Steps = 40 }, bytes, folder));
    }

    [Fact]
    public void Every_token_weighs_the_same_in_a_judgement()
    {
        var data = Load();
        using TrainingRun run = TrainingRun.Create(small, data, null);
        run.Run();
        var judged = new Evaluator(run.Trainer.TrainStep.Model, run.Task).Run(data.Test);
        long tokens = judged.Counts[0].Count;
        Assert.Equal(prose.Length - (int)(0.9 * prose.Length) - 1, tokens);
        Assert.NotEqual(0, tokens % 16);
        Assert.Equal(tokens, judged.Counted);
        double sum = 0;
        for (int i = 0; i < data.Test.Count; i++)
        {
            var one = new Evaluator(run.Trainer.TrainStep.Model, run.Task).Run(data.Test.Range(i, 1));
            sum += one.Loss * one.Counted;
        }
        Assert.Equal(sum / tokens, judged.Loss, 1e-6);
        Assert.Equal(Math.Exp(judged.Loss), judged["perplexity"]);
    }

    [Fact]
    public void Smoothing_is_of_the_loss_and_not_of_the_perplexity()
    {
        var data = Load();
        using TrainingRun run = TrainingRun.Create(small, data, null);
        run.Run();
        Judgement bare = new Evaluator(run.Trainer.TrainStep.Model, With(data, new CrossEntropyLoss())).Run(data.Test),
            smooth = new Evaluator(run.Trainer.TrainStep.Model, With(data, new CrossEntropyLoss(0.3))).Run(data.Test);
        Assert.True(Math.Abs(smooth.Loss - bare.Loss) > 1e-3);
        Assert.Equal(Math.Exp(bare.Loss), smooth["perplexity"]!.Value, 1e-9);
    }

    [Fact]
    public void A_window_of_one_token_is_language_as_well()
    {
        var data = Load(new() { Window = 1 });
        using TrainingRun run = TrainingRun.Create(small with { Window = 1 }, data, null);
        var result = run.Run();
        Assert.Equal(Math.Exp(result.TestLoss!.Value), result.Test!["perplexity"]);
        Assert.Null(result.TestAccuracy);
    }

    [Fact]
    public void A_batch_of_windows_that_none_holds_is_refused_before_any_is_made()
    {
        var data = Load(new() { Window = 128 });
        Assert.True(data.Train.Count < 100_000); // windows are drawn with replacement: a batch may be larger
        Assert.Contains("logits", Assert.Throws<TrainingException>(() => TrainingRun.Create(small with { Window = 128, Batch = 1_000_000 }, data, null)).Message);
    }

    [Fact]
    public void A_text_that_is_read_once_ends_the_run()
    {
        var data = Load(new() { Window = 16, ReadsOnce = true });
        using TrainingRun run = TrainingRun.Create(small with { Steps = 100_000 }, data, null);
        long windows = data.Train.Count!.Value;
        Assert.Equal((windows - 1) / 8 + 1, run.Run().Steps);
    }

    [Fact]
    public void Counting_leaves_a_model_that_says_the_same_when_loaded()
    {
        RunFolder folder = Folder("counted");
        var data = Load(new() { Window = 16, HasLines = true, TestShare = 0 });
        Recipe recipe = small with { Model = "ngram:3" };
        TrainingResult result;
        using (TrainingRun run = TrainingRun.Create(recipe, data, folder)) result = run.Run();
        Assert.Equal((TrainingStatus.Done, result.TrainLoss), (result.Status, result.TestLoss));
        var model = TrainedModel.Open(folder.Model);
        Assert.Equal(result.TestLoss!.Value, model.Evaluate(data.Test).Loss);
        var summary = RunSummary.Load(folder)!;
        Assert.Equal(Math.Exp(result.TestLoss.Value), summary.Extra.First(field => field.Key == "test_perplexity").Value.Number!.Value, 1e-12);
        Assert.True(File.Exists(folder.Tokenizer));
    }

    [Fact]
    public void Counting_that_is_stopped_leaves_nothing_to_go_on_with()
    {
        RunFolder folder = Folder("uncounted");
        using TrainingRun run = TrainingRun.Create(small with { Model = "ngram:2" }, Load(), folder);
        Assert.Equal(TrainingStatus.Stopped, run.Run(new CancellationToken(canceled: true)).Status);
        Assert.False(run.CanGoOn);
        Assert.False(File.Exists(folder.Model));
    }

    [Fact]
    public void Counting_does_not_go_on_with_other_data()
    {
        RunFolder folder = Folder("recounted");
        var data = Load();
        Recipe recipe = small with { Model = "ngram:2" };
        using (TrainingRun run = TrainingRun.Create(recipe, data, folder)) run.Run();
        byte[] counted = File.ReadAllBytes(folder.Model);
        using (TrainingRun run = TrainingRun.Resume(recipe, data, folder)) run.Run();
        Assert.Equal(counted, File.ReadAllBytes(folder.Model));
        Assert.EndsWith("the run begins anew.", RunReader.Read(folder).Single(e => e.Kind == RunKind.Note).Text(RunField.Text));
        string path = Path.Combine(root, "prose.txt");
        File.WriteAllText(path, prose.Replace("times", "timse", StringComparison.Ordinal));
        var other = DataCatalog.Default.Load(path, new() { Window = 16 });
        Assert.Contains("the data has changed", Assert.Throws<DataException>(() => TrainingRun.Resume(recipe, other, folder)).Message);
        Assert.Equal(counted, File.ReadAllBytes(folder.Model));
    }

    [Theory]
    [InlineData("mlp-lm:3x24", "noise is added to real numbers")]
    [InlineData("ngram:2", "counts what is there")]
    public void Noise_is_refused_for_tokens_and_for_what_counts(string model, string said)
    {
        var error = Assert.ThrowsAny<Exception>(() => TrainingRun.Create(small with { Model = model, Augment = "noise" }, Load(), null));
        Assert.True(error is DataException or FormatException);
        Assert.Contains("data.augment: ", error.Message);
        Assert.Contains(said, error.Message);
    }

    [Fact]
    public void Bare_counts_are_the_entropy_of_the_text()
    {
        var data = Load(new() { HasLines = true, TestShare = 0 });
        using TrainingRun run = TrainingRun.Create(RecipeFields.Set(small with { Model = "ngram:2" }, "model.smoothing", "0"), data, null);
        string text = "\n" + prose.TrimEnd('\n') + "\n";
        var pairs = Enumerable.Range(0, text.Length - 1).Select(i => (text[i], text[i + 1])).ToList();
        double expected = pairs.GroupBy(pair => pair.Item1).Sum(context => context.GroupBy(pair => pair).Sum(pair => -pair.Count() * Math.Log((double)pair.Count() / context.Count()))) / pairs.Count;
        Assert.Equal(expected, run.Run().TrainLoss, 1e-6);
    }

    sealed class StopAfter(long step, CancellationTokenSource stop) : ITrainingObserver
    {
        public void Step(in StepReport report)
        {
            if (report.Step == step) stop.Cancel();
        }
    }
}
