namespace Nabla.Outside.Tests;

public class LearningTaskTests
{
    const double Low = 0.1, High = 0.9;

    // y = 2x + |x|·ε, ε uniform on [−1, 1]: eight in ten lie within 0.8·|x| of 2x.
    static ArrayDataset Data(int seed)
    {
        Tensor x = Tensor.Uniform([2000, 1], Rng.FromSeed(seed), -1, 1), noise = Tensor.Uniform([2000, 1], Rng.FromSeed(seed + 1), -1, 1);
        return new("cone", Column.Of(x.ToArray<float>(), [1]), Column.Of((x * 2 + (x.Relu() + (-x).Relu()) * noise).ToArray<float>(), []));
    }

    static Sequential Network(int seed) => [new Linear(1, 32, Rng.FromSeed(seed)), new Tanh(), new Linear(32, 2, Rng.FromSeed(seed + 1))];

    static IntervalTask Task(DataSplit data) => new(data.Train.InputFields, data.Train.TargetFields, new PinballLoss(Low, High));

    [Fact]
    public void A_task_of_one_s_own_trains_is_judged_by_its_measure_and_opened_again()
    {
        var data = new DataSplit(Data(1), Data(11));
        IntervalTask task = Task(data);
        Sequential network = Network(3);
        var step = new TrainStep(network, task, new AdamW().For(new ParameterArena(network.Parameters))) { LearningRate = 0.01 };
        var scores = new Scores();
        Judgement judged = new Trainer(step, data, new TrainerOptions { Steps = 1000, Batch = 100 }) { Observers = { scores } }.Run().Test!;
        Assert.Equal(["coverage", "width"], judged.Measures.Select(measure => measure.Name));
        Assert.InRange(judged["coverage"]!.Value, 0.75, 0.85);
        Assert.InRange(judged["width"]!.Value, 0.7, 0.9);
        Assert.Equal("coverage 80", task.Describe(judged with { Measures = [Measure.Share("coverage", 0.8)] })[..11]);
        Assert.InRange(scores.Last, 0.6, 0.95);

        using var file = new ModelFileName();
        new TrainedModel(network, task).Save(file.Path);
        TrainedModel opened = TrainedModel.Open(file.Path, Network(5), Task(data));
        Assert.Equal(judged.Measures, opened.Evaluate(data.Test).Measures);
        var said = Assert.IsType<Interval>(opened.Predict(data.Test.Range(0, 1)).Single());
        Assert.True(said.From < said.To);
        Assert.Contains("give the task to Open", Assert.Throws<CheckpointException>(() => TrainedModel.Open(file.Path, Network(5))).Message);
    }

    /// <summary>What every step answered right.</summary>
    sealed class Scores : ITrainingObserver
    {
        public double Last { get; private set; }

        public void Step(in StepReport report)
        {
            Assert.Equal("coverage", report.Score!.Value.Name);
            Last = report.Score.Value.Value;
        }
    }
}
