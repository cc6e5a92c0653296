using Nabla.Data;
using Nabla.Losses;
using Nabla.Memory;
using Nabla.Modules;
using Nabla.Operations;
using Nabla.Optimizers;
using Nabla.Parameters;
using Nabla.Tasks;
using Nabla.Tensors;
using Nabla.Testing;
using Nabla.Training;

namespace Nabla.Tests.Training;

/// <summary>What once went wrong in silence.</summary>
public class FaultTests
{
    internal static ArrayDataset Numbers(string name, int count, long seed)
    {
        Rng rng = Rng.FromSeed(seed);
        float[] inputs = [.. Enumerable.Range(0, 3 * count).Select(i => rng.Normal(i))];
        return new(name, Column.Of(inputs, [3]), Column.Of([.. Enumerable.Range(0, count).Select(i => inputs[3 * i] + inputs[3 * i + 1] > 0 ? 1 : 0)], Field.Numbered(2)));
    }

    internal static TrainStep Step(Module model, Loss? loss = null)
        => new(model, loss ?? new CrossEntropyLoss(), new Sgd().For(new ParameterArena(model.Parameters))) { LearningRate = 0.1 };

    [Fact]
    public void A_fresh_model_draws_the_same_weights_whoever_calls_it_first()
    {
        float[] expected = Sequential.Create([new Linear(3, 4, Rng.FromSeed(7)), new Relu(), new Linear(4, 2, Rng.FromSeed(7))]).Call(Tensor.Full([1, 3], 1)).ToArray<float>();
        for (int round = 0; round < 200; round++)
        {
            Sequential model = [new Linear(3, 4, Rng.FromSeed(7)), new Relu(), new Linear(4, 2, Rng.FromSeed(7))];
            using var together = new Barrier(4);
            float[][] said = new float[4][];
            Thread[] threads = [.. Enumerable.Range(0, 4).Select(i => new Thread(() =>
            {
                together.SignalAndWait();
                said[i] = model.Call(Tensor.Full([1, 3], 1)).ToArray<float>();
            }))];
            foreach (Thread thread in threads) thread.Start();
            foreach (Thread thread in threads) Assert.True(thread.Join(Patience.Limit));
            Assert.All(said, each => Assert.Equal(expected, each));
        }
    }

    [Fact]
    public void A_second_arena_of_a_model_ends_the_first_with_a_word()
    {
        var model = new Linear(3, 2, Rng.FromSeed(0));
        Optimizer first = new Sgd().For(new ParameterArena(model.Parameters));
        _ = new ParameterArena(model.Parameters);
        Assert.Contains("moved into a later arena", Assert.Throws<InvalidOperationException>(() => first.Step(0.1)).Message);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(4)]
    [InlineData(3)]
    [InlineData(1)]
    public void Batches_of_any_sizes_add_up_to_the_mean_over_all_examples(int batch)
    {
        ArrayDataset set = Numbers("ten", 10, 1);
        var model = new Linear(3, 2, Rng.FromSeed(3));
        TrainStep step = Step(model);
        using Loader loader = Loader.Once(set, batch);
        for (int draw = 0; loader.MoveNext(); draw++) step.Accumulate(loader.Current, draw);
        StepOutcome outcome = step.Update(0);

        var (inputs, labels) = set.ToTensors();
        var whole = new Linear(3, 2, Rng.FromSeed(3));
        Tensor loss = Gradients.Tape.Differentiate(() => whole.Call(inputs).CrossEntropyMean(labels));
        double norm = Math.Sqrt(whole.Parameters.Sum(parameter => (double)parameter.Value.Gradient!.Square().Sum().ToScalar()));
        Assert.Equal(loss.ToScalar(), outcome.Loss, 1e-6);
        Assert.Equal(norm, outcome.GradientNorm, 1e-6);
    }

    [Fact]
    public void Tokens_that_count_weigh_alike_whatever_the_batches()
    {
        TokenField field = Field.Tokens(Vocabulary.Numbered(5), 3);
        var set = new ArrayDataset("tokens", Column.Of([0, 1, 2, 3, 4, 0, 1, 1, 2], field), Column.Of(new int[9], field));
        var left = new LeftOut(set); // of the three targets of an example only the first i + 1 count
        double Norm(int batch)
        {
            var model = new MlpLanguageModel(5, 2, 8, Rng.FromSeed(1));
            TrainStep step = Step(model);
            using Loader loader = Loader.Once(left, batch);
            for (int draw = 0; loader.MoveNext(); draw++) step.Accumulate(loader.Current, draw);
            return step.Update(0).GradientNorm;
        }
        Assert.Equal(Norm(3), Norm(1), 1e-6);
        Assert.Equal(Norm(3), Norm(2), 1e-6);
    }

    sealed class LeftOut(Dataset source) : Dataset(source.Name, source.Count, source.InputFields, source.TargetFields)
    {
        protected override void Fill(long index, Cells input, Cells target)
        {
            source.Read(index, input, target);
            if (!target.IsEmpty) target.Integers[((int)index + 1)..].Fill(-1);
        }
    }

    [Fact]
    public void A_model_with_other_outputs_than_classes_is_refused_in_words()
    {
        var data = new DataSplit(Numbers("train", 20, 1), Numbers("test", 10, 2));
        var trainer = new Trainer(Step(new Linear(3, 5, Rng.FromSeed(0))), data, new TrainerOptions { Steps = 2, Batch = 4 });
        string message = Assert.Throws<ArgumentException>(() => trainer.Run()).Message;
        Assert.Contains("says [4, 5]", message);
        Assert.Contains("expects 2 outputs", message);
    }

    [Fact]
    public void Without_a_store_the_best_weights_are_kept_in_memory_and_are_the_ones_in_the_end()
    {
        var data = new DataSplit(Numbers("train", 40, 1), Numbers("test", 40, 2), Numbers("validation", 40, 3));
        var model = new Linear(3, 2, Rng.FromSeed(0));
        var step = new TrainStep(model, new CrossEntropyLoss(), new Sgd().For(new ParameterArena(model.Parameters))) { LearningRate = 30 };
        var trainer = new Trainer(step, data, new TrainerOptions { Steps = 40, Batch = 4, EvaluateEvery = 1, KeepBest = true });
        var losses = new Seen();
        trainer.Observers.Add(losses);
        TrainingResult result = trainer.Run();
        Assert.True(losses.Validation.Min() < losses.Validation[^1], "the last weights are the best: nothing was tried");
        Assert.Equal(losses.Validation.Min(), new Evaluator(model, trainer.Task).Run(data.Validation!).Loss);
        Assert.Equal(result.TestLoss, new Evaluator(model, trainer.Task).Run(data.Test).Loss);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_run_says_that_the_test_part_decides(bool hasValidation)
    {
        var data = new DataSplit(Numbers("train", 40, 1), Numbers("test", 40, 2), hasValidation ? Numbers("validation", 40, 3) : null);
        var trainer = new Trainer(Step(new Linear(3, 2, Rng.FromSeed(0))), data, new TrainerOptions { Steps = 4, Batch = 4, EvaluateEvery = 2, KeepBest = true });
        var seen = new Seen();
        trainer.Observers.Add(seen);
        trainer.Run();
        Assert.Equal(hasValidation ? 0 : 1, seen.Notes.Count(note => note.Contains("the test part decides")));
    }

    [Fact]
    public void Samples_are_the_rows_that_steps_saw()
    {
        var data = new DataSplit(Numbers("train", 9, 1), Numbers("test", 9, 2));
        var trainer = new Trainer(Step(new Linear(3, 2, Rng.FromSeed(0))), data, new TrainerOptions { Steps = 50, Batch = 128 });
        TrainingResult result = trainer.Run();
        Assert.Equal(50 * 9, trainer.Progress.Samples);
        Assert.Equal(50 * 9 / result.Seconds, result.SamplesPerSecond, 1e-6);
    }

    [Fact]
    public void Predicting_again_and_again_takes_no_more_memory() => OwnProcess.Run(() =>
    {
        var trained = new TrainedModel(new Linear(3, 2, Rng.FromSeed(0)), LearningTask.For([Field.Reals([3])], [Field.Numbered(2)]));
        _ = trained.Predict([1, 2, 3]);
        long before = MemoryUse.LiveBytes();
        for (int i = 0; i < 1000; i++) trained.Predict([1, 2, 3]);
        Assert.Equal(before, MemoryUse.LiveBytes());
    });

    internal sealed class Seen : ITrainingObserver
    {
        public List<double> Validation { get; } = [];

        public List<string> Notes { get; } = [];

        public void Evaluation(EvaluationReport report)
        {
            if (report.Split == "validation") Validation.Add(report.Judged.Loss);
        }

        public void Note(NoteKind kind, string text) => Notes.Add(text);
    }
}
