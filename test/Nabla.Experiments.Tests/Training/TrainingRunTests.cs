using Nabla.Data;
using Nabla.Devices.Cpu;
using Nabla.Experiments;
using Nabla.Metrics;
using Nabla.Runs;
using Nabla.Testing;
using Nabla.Training;

namespace Nabla.Experiments.Tests;

[Collection("threads")]
public sealed class TrainingRunTests : IDisposable
{
    readonly string root = Directory.CreateTempSubdirectory("nabla-training").FullName;

    public void Dispose() => Directory.Delete(root, recursive: true);

    internal static readonly Recipe Small = Recipe.Standard with
    {
        Model = "mlp:40-24", Dropout = 0.2, Norm = "batch", Batch = 32, Steps = 60, Normalize = "none", Average = 0.9,
        EvaluateEvery = Interval.Steps(20), CheckpointEvery = Interval.Steps(10), LearningRate = 3e-3, Seed = 5,
    };

    internal static DataSplit Blobs(int count = 400)
    {
        var reader = Tensors.Rng.FromSeed(9).Reader();
        float[] inputs = new float[count * 6];
        int[] labels = new int[count];
        for (int i = 0; i < count; i++)
        {
            labels[i] = i % 3;
            for (int j = 0; j < 6; j++) inputs[i * 6 + j] = reader.Normal() + (j % 3 == labels[i] ? 2 : 0);
        }
        Dataset part(string name, int from, int to) => new ArrayDataset(name, Column.Of(inputs[(from * 6)..(to * 6)], [6]), Column.Of(labels[from..to], Field.Numbered(3)));
        return new DataSplit(part("train", 0, count * 3 / 4), part("test", count * 3 / 4, count));
    }

    internal static float[] Weights(TrainingRun run) => run.Trainer.TrainStep.Optimizer.Arena.Values.ToArray<float>();

    RunFolder Folder(string name) => RunFolder.Create(Path.Combine(root, name));

    [Fact]
    public void Training_learns_and_leaves_a_summary_and_a_model_that_predicts_the_same()
    {
        RunFolder folder = Folder("learns");
        DataSplit data = Blobs();
        TrainingResult result;
        using (TrainingRun run = TrainingRun.Create(Small with { Steps = 200 }, data, folder)) result = run.Run();
        Assert.Equal(TrainingStatus.Done, result.Status);
        Assert.True(result.TestAccuracy > 0.85, $"accuracy {result.TestAccuracy}");
        Assert.Equal(result.TestAccuracy, RunSummary.Load(folder)!["test_accuracy"]);

        TrainedModel model = TrainedModel.Open(folder.Model);
        Judgement judged = model.Evaluate(data.Test);
        Assert.Equal(result.TestLoss!.Value, judged.Loss, 6);
        Assert.Equal(result.TestAccuracy, judged.Confusion!.Accuracy);
    }

    [Fact]
    public void One_two_three_and_seven_threads_end_in_the_same_bytes()
    {
        int before = CpuDevice.Threads;
        Recipe wide = Small with { Model = "mlp:300-200", Batch = 128, Steps = 40, EvaluateEvery = Interval.Never };
        try
        {
            float[][] weights = [.. new[] { 1, 2, 3, 7 }.Select(threads =>
            {
                CpuDevice.Threads = threads;
                using TrainingRun run = TrainingRun.Create(wide, Blobs(1000), null);
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
    [InlineData(1), InlineData(17), InlineData(30), InlineData(59)]
    public void A_run_that_was_stopped_and_resumed_ends_in_the_same_bytes(long stopAfter) => StopAndResume(Small, stopAfter);

    [Fact]
    public void Examples_are_changed_alike_after_a_stop()
    {
        float[] changed = StopAndResume(Small with { Augment = "noise:0.5" }, 17);
        Assert.NotEqual(changed, StopAndResume(Small, 17));
        Assert.NotEqual(changed, StopAndResume(Small with { Augment = "noise:0.5,noise:0.1" }, 17));
    }

    float[] StopAndResume(Recipe recipe, long stopAfter)
    {
        float[] whole;
        using (TrainingRun run = TrainingRun.Create(recipe, Blobs(), null))
        {
            run.Run();
            whole = Weights(run);
        }
        RunFolder folder = Folder($"stopped-{stopAfter}-{recipe.Augment.Replace(":", "").Replace(",", "")}");
        using (TrainingRun run = TrainingRun.Create(recipe, Blobs(), folder))
        {
            using var stop = new CancellationTokenSource();
            run.Observers.Add(new StopAfter(stopAfter, stop));
            Assert.Equal(TrainingStatus.Stopped, run.Run(stop.Token).Status);
        }
        using TrainingRun resumed = TrainingRun.Resume(recipe, Blobs(), folder);
        Assert.Equal(stopAfter, resumed.Trainer.Progress.Step);
        Assert.Equal(TrainingStatus.Done, resumed.Run().Status);
        Assert.Equal(whole, Weights(resumed));
        return whole;
    }

    [Fact]
    public void Only_the_last_checkpoints_stay()
    {
        RunFolder folder = Folder("kept");
        using (TrainingRun run = TrainingRun.Create(Small with { KeepCheckpoints = 3 }, Blobs(), folder)) run.Run();
        Assert.Equal(["step-000000040.safetensors", "step-000000050.safetensors", "step-000000060.safetensors"],
            Directory.GetFiles(folder.Checkpoint).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void A_loss_that_is_not_finite_stops_the_run_names_the_layer_and_keeps_the_checkpoint()
    {
        RunFolder folder = Folder("diverges");
        Recipe wild = Small with { LearningRate = 1e30, Optimizer = "sgd", Norm = "none", ClipNorm = null, Warmup = Amount.Count(0), WeightDecay = 0, CheckpointEvery = Interval.Steps(1) };
        using TrainingRun run = TrainingRun.Create(wild, Blobs(), folder);
        var failure = Assert.Throws<TrainingException>(() => run.Run());
        Assert.Contains("Linear '", failure.Message);
        Assert.Contains("checkpoint", failure.Message);
        Assert.Equal("failed", RunSummary.Load(folder)!.Status);
        Assert.NotEmpty(Directory.GetFiles(folder.Checkpoint));
    }

    [Fact]
    public void Accumulated_batches_make_the_update_of_one_large_batch()
    {
        Recipe plain = Small with { Optimizer = "sgd", Dropout = 0, Norm = "none", Average = null, Steps = 5, LearningRate = 0.1, ClipNorm = null, EvaluateEvery = Interval.Never, Warmup = Amount.Count(0), Schedule = "fixed" };
        float[] Train(Recipe recipe)
        {
            using TrainingRun run = TrainingRun.Create(recipe, Blobs(), null);
            run.Run();
            return Weights(run);
        }
        float[] large = Train(plain with { Batch = 60 }), small = Train(plain with { Batch = 20, Accumulate = 3 });
        for (int i = 0; i < large.Length; i++) Assert.Equal(large[i], small[i], 1e-5f);
    }

    [Fact]
    public void A_run_that_an_error_ends_has_failed_and_says_why_and_can_go_on()
    {
        RunFolder folder = Folder("error");
        using (TrainingRun run = TrainingRun.Create(Small, Blobs(), folder))
        {
            run.Observers.Add(new AtStep(25, () => throw new IOException("the cable is out")));
            Assert.Throws<IOException>(() => run.Run());
        }
        RunSummary summary = RunSummary.Load(folder)!;
        Assert.Equal((RunStatus.Failed, 25), (summary.Status, summary.Steps));
        Assert.Contains(RunReader.Read(folder), e => e.Kind == RunKind.Note && e.Text(RunField.Text) == "the cable is out");
        using TrainingRun again = TrainingRun.Resume(Small, Blobs(), folder);
        Assert.Equal(TrainingStatus.Done, again.Run().Status);
        Assert.Equal(RunStatus.Done, RunSummary.Load(folder)!.Status);
    }

    [Fact]
    public void Patience_ends_a_run_that_no_longer_gets_better()
    {
        using TrainingRun run = TrainingRun.Create(Small with { LearningRate = 1e-12, Steps = 1000, Patience = 2, EvaluateEvery = Interval.Steps(5), Average = null, Norm = "none" }, Blobs(), null);
        TrainingResult result = run.Run();
        Assert.Equal(TrainingStatus.Early, result.Status);
        Assert.True(result.Steps < 200);
    }

    [Fact]
    public void A_run_that_ended_early_makes_no_step_more_when_it_is_resumed()
    {
        RunFolder folder = Folder("early");
        Recipe stalls = Small with { LearningRate = 1e-12, Steps = 1000, Patience = 2, EvaluateEvery = Interval.Steps(5), Average = null, Norm = "none" };
        TrainingResult first;
        using (TrainingRun run = TrainingRun.Create(stalls, Blobs(), folder)) first = run.Run();
        byte[] model = File.ReadAllBytes(folder.Model), events = File.ReadAllBytes(folder.Events);
        TrainingResult second;
        using (TrainingRun run = TrainingRun.Resume(stalls, Blobs(), folder)) second = run.Run();
        Assert.Equal((TrainingStatus.Early, first.Steps), (second.Status, second.Steps));
        Assert.Equal(model, File.ReadAllBytes(folder.Model));
        Assert.Equal(events, File.ReadAllBytes(folder.Events));
    }

    [Fact]
    public void All_events_before_a_checkpoint_are_in_the_file_when_it_is_written()
    {
        RunFolder folder = Folder("whole");
        using TrainingRun run = TrainingRun.Create(Small, Blobs(), folder);
        List<(long Step, long Last)> seen = [];
        run.Observers.Add(new AtSaving(() => seen.Add((run.Trainer.Progress.Step, RunReader.Read(folder).Max(e => e.Step)))));
        run.Run();
        Assert.Equal(7, seen.Count); // every ten steps, and at the end
        Assert.All(seen, each => Assert.Equal(each.Step, each.Last));
    }

    [Fact]
    public void A_run_that_was_killed_before_its_first_checkpoint_begins_anew()
    {
        RunFolder folder = Folder("anew");
        File.WriteAllText(folder.Events, "{\"t\":0.1,\"kind\":\"step\",\"step\":1,\"loss\":2}\n{\"t\":0.2,\"kind\":\"st");
        using (TrainingRun run = TrainingRun.Resume(Small, Blobs(), folder)) Assert.Equal(TrainingStatus.Done, run.Run().Status);
        Assert.Equal(Enumerable.Range(1, 60).Select(step => (long)step), RunReader.Read(folder).Where(e => e.Kind == RunKind.Step).Select(e => e.Step));
    }

    [Fact]
    public void A_run_does_not_go_on_with_other_data_of_the_same_shape()
    {
        RunFolder folder = Folder("changed");
        using (TrainingRun run = TrainingRun.Create(Small with { Steps = 10 }, Blobs(), folder)) run.Run();
        using (TrainingRun.Resume(Small, Blobs(), folder)) { }
        DataSplit data = Blobs();
        foreach (DataSplit other in new[] { data with { Train = Changed(data.Train) }, data with { Test = Changed(data.Test) } })
            Assert.Contains("the data has changed since the run began", Assert.Throws<DataException>(() => TrainingRun.Resume(Small, other, folder)).Message);

        static ArrayDataset Changed(Dataset set)
        {
            int count = (int)set.Count!.Value;
            float[] inputs = new float[count * 6];
            int[] labels = new int[count];
            set.Read([.. Enumerable.Range(0, count).Select(i => (long)i)], inputs, labels);
            inputs[^1] = -inputs[^1];
            return new ArrayDataset(set.Name, Column.Of(inputs, [6]), Column.Of(labels, Field.Numbered(3)));
        }
    }

    [Fact]
    public void One_class_is_nothing_to_tell_apart()
    {
        Dataset part(string name) => new ArrayDataset(name, Column.Of(new float[8], [2]), Column.Of(new int[4], Field.Numbered(1)));
        var failure = Assert.Throws<DataException>(() => TrainingRun.Create(Small, new DataSplit(part("train"), part("test")), null));
        Assert.Contains("at least two", failure.Message);
    }

    [Fact]
    public void Steps_need_no_new_memory_once_warm() => OwnProcess.Run(() =>
    {
        using TrainingRun run = TrainingRun.Create(Small with { Steps = 100, EvaluateEvery = Interval.Never }, Blobs(), null);
        run.Run();
        long misses = Nabla.Memory.BlockPool.Of(CpuDevice.Instance).Misses;
        using TrainingRun again = TrainingRun.Create(Small with { Steps = 300, EvaluateEvery = Interval.Never }, Blobs(), null);
        long kept = Nabla.Memory.BlockPool.Of(CpuDevice.Instance).Misses - misses;
        again.Run();
        Assert.True(Nabla.Memory.BlockPool.Of(CpuDevice.Instance).Misses - misses - kept < 20);
    });

    sealed class AtStep(long step, Action act) : ITrainingObserver
    {
        public void Step(in StepReport report)
        {
            if (report.Step == step) act();
        }
    }

    sealed class AtSaving(Action act) : ITrainingObserver
    {
        public void Saving() => act();
    }

    sealed class StopAfter(long step, CancellationTokenSource stop) : ITrainingObserver
    {
        public void Step(in StepReport report)
        {
            if (report.Step == step) stop.Cancel();
        }
    }
}

[CollectionDefinition("threads", DisableParallelization = true)]
public class ThreadsCollection;
