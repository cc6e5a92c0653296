using Nabla.Data;
using Nabla.Devices;
using Nabla.Losses;
using Nabla.Modules;
using Nabla.Operations;
using Nabla.Optimizers;
using Nabla.Parameters;
using Nabla.Tasks;
using Nabla.Tensors;
using Nabla.Text;
using Nabla.Training;
using Nabla.Words;
using static Nabla.Tests.Training.FaultTests;

namespace Nabla.Tests.Training;

public class TrainerTests
{
    sealed class InOrder(Dataset source, int bad) : Dataset(source.Name, source.Count, source.InputFields, source.TargetFields)
    {
        public override Nabla.Data.Samplers.Sampler Order(int batchSize, long seed) => new Nabla.Data.Samplers.SequentialSampler(Count!.Value, batchSize);

        protected override void Fill(long index, Cells input, Cells target)
        {
            source.Read(index, input, target);
            if (index == bad && !input.IsEmpty) input.Floats[0] = float.NaN;
        }
    }

    static Sequential Normed() => [new Linear(3, 4, Rng.FromSeed(1)), new BatchNorm(4), new Linear(4, 2, Rng.FromSeed(2))];

    static float[][] StateOf(Module model) => [.. model.State.Select(each => each.Value.To(DataType.Float32).ToArray<float>())];

    [Theory]
    [InlineData(6, 1, 3)]
    [InlineData(4, 2, 1)] // in the first of the two batches of the second update
    [InlineData(6, 2, 1)]
    public void A_step_that_fails_leaves_weights_and_running_statistics_as_they_were_and_names_the_module(int bad, int accumulate, int good)
    {
        var data = new DataSplit(new InOrder(Numbers("bad", 12, 1), bad), Numbers("test", 10, 2));
        Sequential model = Normed(), until = Normed();
        var store = new MemoryStore();
        var trainer = new Trainer(Step(model), data, new TrainerOptions { Steps = 20, Batch = 2, Accumulate = accumulate }) { Store = store };
        string message = Assert.Throws<TrainingException>(() => trainer.Run()).Message;
        Assert.Contains($"Step {good + 1}:", message);
        Assert.Contains("came from Linear '0'", message);
        new Trainer(Step(until), data, new TrainerOptions { Steps = good, Batch = 2, Accumulate = accumulate }).Run();
        Assert.Equal(StateOf(until), store.Checkpoint);
        Assert.Equal(StateOf(until), StateOf(model));
    }

    [Theory]
    [InlineData(40)]
    [InlineData(17)] // stopped on the way
    public void Best_weights_are_the_same_in_memory_and_in_a_store_with_their_running_statistics(int steps)
    {
        var data = new DataSplit(Numbers("train", 40, 1), Numbers("test", 40, 2), Numbers("validation", 40, 3));
        (TrainingResult, float[][], Module) Run(MemoryStore? store)
        {
            Sequential model = Normed();
            var step = new TrainStep(model, new CrossEntropyLoss(), new Sgd().For(new ParameterArena(model.Parameters))) { LearningRate = 3 };
            using var stop = new CancellationTokenSource();
            var trainer = new Trainer(step, data, new TrainerOptions { Steps = 40, Batch = 4, EvaluateEvery = 1, KeepBest = true }) { Store = store };
            trainer.Observers.Add(new StopAt(steps, stop));
            return (trainer.Run(stop.Token), StateOf(model), model);
        }
        var store = new MemoryStore();
        (TrainingResult stored, float[][] fromStore, Module model) = Run(store);
        (TrainingResult kept, float[][] inMemory, _) = Run(null);
        Assert.Equal(steps, stored.Steps);
        Assert.True(store.SavedAt < steps, "the last weights are the best: nothing was tried");
        Assert.Equal(fromStore, inMemory);
        Assert.Equal(stored.TestLoss, kept.TestLoss);
        store.LoadModel(model); // what was judged is what was saved
        Assert.Equal(stored.TestLoss, new Evaluator(model, LearningTask.For(data.Train.InputFields, data.Train.TargetFields)).Run(data.Test).Loss);
        Assert.Equal(steps == 40, StateOf(model).Zip(fromStore).All(pair => pair.First.SequenceEqual(pair.Second)));
    }

    sealed class StopAt(long step, CancellationTokenSource stop) : ITrainingObserver
    {
        public void Step(in StepReport report)
        {
            if (report.Step == step && step < 40) stop.Cancel();
        }
    }

    sealed class MemoryStore : ITrainingStore
    {
        float[][] model = [];

        public float[][]? Checkpoint { get; private set; }

        public long SavedAt { get; private set; }

        public string LastCheckpoint => "in memory";

        public void SaveCheckpoint(Trainer trainer) => Checkpoint = StateOf(trainer.TrainStep.Model);

        public void SaveModel(Module from, long step) => (model, SavedAt) = (StateOf(from), step);

        public void LoadModel(Module into)
        {
            foreach (var (to, from) in into.State.Zip(model))
                if (to.Value.DataType == DataType.Float32) to.Value.CopyFrom<float>(from);
                else to.Value.CopyFrom<long>([.. from.Select(each => (long)each)]);
        }
    }

    sealed class Labelled(int[] labels) : Dataset("labelled", labels.Length, Field.Reals([3]), Field.Numbered(2))
    {
        protected override void Fill(long index, Cells input, Cells target)
        {
            for (int i = 0; i < input.Length; i++) input.Floats[i] = i + index;
            if (!target.IsEmpty) target.Integers[0] = labels[index];
        }
    }

    [Theory]
    [InlineData(0, -1)]
    [InlineData(1, 1)]
    public void A_batch_of_which_nothing_counts_weighs_nothing_wherever_it_comes(int first, int second)
    {
        double Norm(params int[][] batches)
        {
            var model = new Linear(3, 2, Rng.FromSeed(3));
            TrainStep step = Step(model);
            for (int draw = 0; draw < batches.Length; draw++)
            {
                using Loader loader = Loader.Once(new Labelled(batches[draw]), 2);
                loader.MoveNext();
                step.Accumulate(loader.Current, draw);
            }
            return step.Update(0).GradientNorm;
        }
        int[] some = [first, second], none = [-1, -1];
        Assert.Equal(Norm(some), Norm(none, some));
        Assert.Equal(Norm(some), Norm(some, none));
        Assert.Equal(0, Norm(none));
    }

    [Fact]
    public void What_goes_by_evaluations_is_refused_without_them_and_so_are_measures_that_do_not_fit()
    {
        var data = new DataSplit(Numbers("train", 9, 1), Numbers("test", 9, 2));
        foreach (var options in (TrainerOptions[])[new() { KeepBest = true }, new() { Patience = 2 }])
            Assert.Contains("set EvaluateEvery", Assert.Throws<ArgumentException>(() => new Trainer(Step(new Linear(3, 2, Rng.FromSeed(0))), data, options)).Message);
        LearningTask task = LearningTask.For(data.Train.InputFields, data.Train.TargetFields);
        task.Besides = [Nabla.Metrics.Metric.Choices.Make("top:2")];
        var model = new Linear(3, 2, Rng.FromSeed(0));
        Assert.Contains("take a k",
            Assert.Throws<ArgumentException>(() => new Trainer(new TrainStep(model, task, new Sgd().For(new ParameterArena(model.Parameters))), data, new())).Message);
    }

    [Theory]
    [InlineData(5, 1, 0)]
    [InlineData(6, 1, 1)]
    [InlineData(12, 1, 0)]
    [InlineData(3, 2, 1)]
    public void Read_once_is_said_when_it_is_so(int steps, int accumulate, int said)
    {
        var data = new DataSplit(new TextWindows("text", TokenSource.Of([.. Enumerable.Range(0, 25).Select(i => i % 3)]), Vocabulary.Numbered(3), 0, 2, isPassedOnce: true),
            new TextWindows("test", TokenSource.Of([0, 1, 2]), Vocabulary.Numbered(3), 0, 2));
        var seen = new Seen();
        new Trainer(Step(new MlpLanguageModel(3, 2, 4, Rng.FromSeed(1))), data, new TrainerOptions { Steps = steps, Batch = 2, Accumulate = accumulate })
        { Observers = { seen } }.Run();
        Assert.Equal(said, seen.Notes.Count(note => note.Contains("read once")));
    }

    [Fact]
    public void A_run_of_version_0_1_counts_its_samples_by_its_batches()
    {
        var data = new DataSplit(Numbers("train", 9, 1), Numbers("test", 9, 2));
        var trainer = new Trainer(Step(new Linear(3, 2, Rng.FromSeed(0))), data, new TrainerOptions { Batch = 4, Accumulate = 2 });
        trainer.Resume(new TrainingProgress { Step = 10 });
        Assert.Equal(10 * 4 * 2, trainer.Progress.Samples);
    }
}
