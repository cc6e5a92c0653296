using System.Diagnostics;
using Nabla.Data.Samplers;
using Nabla.Metrics;
using Nabla.Optimizers;
using Nabla.Tasks;

namespace Nabla.Training;

/// <summary>The loop: batch, update, report; evaluate and save when due; stop when asked, done, or no longer getting better.</summary>
public sealed class Trainer
{
    readonly DataSplit data;
    readonly Sampler sampler;
    readonly Evaluator evaluator;
    readonly Stopwatch sitting = new();
    readonly Throughput throughput = new();
    double secondsBefore;
    long firstStep, judgedStep = -1;
    Judgement? last;
    double[]? best;

    /// <summary>A trainer at step 0.</summary>
    /// <param name="step">Model, loss and optimizer.</param>
    /// <param name="data">What to learn from and be judged on.</param>
    /// <param name="options">How long and how often.</param>
    public Trainer(TrainStep step, DataSplit data, TrainerOptions options)
    {
        (TrainStep, this.data, Options) = (step, data.Checked(), options);
        sampler = data.Train.Order(options.Batch, options.Seed);
        evaluator = new Evaluator(step.Model, Task = step.TaskOf(data.Train.InputFields, data.Train.TargetFields));
    }

    /// <summary>What is learnt.</summary>
    public LearningTask Task { get; }

    /// <summary>Model, loss and optimizer.</summary>
    public TrainStep TrainStep { get; }

    /// <summary>How long and how often.</summary>
    public TrainerOptions Options { get; }

    /// <summary>Where the run stands.</summary>
    public TrainingProgress Progress { get; private set; } = new();

    /// <summary>A slow copy of the weights that is judged and saved in their place, if there is one.</summary>
    public ExponentialMovingAverage? Average { get; init; }

    /// <summary>Where checkpoints and the model go; nowhere by default.</summary>
    public ITrainingStore? Store { get; init; }

    /// <summary>Who is told.</summary>
    public IList<ITrainingObserver> Observers { get; } = [];

    /// <summary>Updates in one pass over the training set; 0 for an endless one.</summary>
    public double StepsPerEpoch => (sampler.StepsPerEpoch ?? 0) / (double)Options.Accumulate;

    /// <summary>Goes on from a checkpoint; weights and optimizer have been restored already.</summary>
    public void Resume(TrainingProgress progress)
    {
        Progress = progress;
        if (progress.Plateau is { } plateau) TrainStep.Schedule = TrainStep.Schedule.Resume(plateau);
    }

    /// <summary>Trains to the end, or until asked to stop; then the run is saved and can be resumed.</summary>
    /// <exception cref="TrainingException">Loss or gradient became NaN or infinite: the message names the first layer that produced it.</exception>
    public TrainingResult Run(CancellationToken stop = default)
    {
        (firstStep, secondsBefore) = (Progress.Step, Progress.Seconds);
        Tell(o => o.Start(new(Options.ModelName, data.Train.Name, TrainStep.Optimizer.Arena.Parameters.Sum(p => p.Count), Options.Steps, firstStep, StepsPerEpoch)));
        sitting.Restart();
        if (firstStep == 0 && Chooses && data.Validation is null && Options.EvaluateEvery > 0)
            Tell(o => o.Note("data",
                "There is no validation part, so the test part decides which weights are kept, when to stop, or how the rate falls: its figure is none of new data. Set some aside (data.validation)."));
        using var loader = new Loader(data.Train, sampler, firstStep * Options.Accumulate);
        bool stopped = false;
        while (Progress.Step < Options.Steps && !stopped && !IsStalled)
        {
            StepOutcome outcome = Update(loader);
            Report(outcome);
            if (IsDue(Options.EvaluateEvery)) Judge();
            stopped = stop.IsCancellationRequested;
            if (IsDue(Options.CheckpointEvery) || IsStalled || stopped) SaveCheckpoint();
        }
        return Finish(stopped ? "stopped" : IsStalled ? "early" : "done");
    }

    bool Chooses => Options.KeepBest || Options.Patience > 0 || TrainStep.Schedule.Plateau is not null;

    // Asked before an update too, so that a run resumed after its early end makes none.
    bool IsStalled => Options.Patience > 0 && Progress.Waited >= Options.Patience && Progress.Step < Options.Steps;

    void SaveCheckpoint()
    {
        if (Store is null) return;
        Tell(o => o.Saving());
        Store.SaveCheckpoint(this);
    }

    StepOutcome Update(Loader loader)
    {
        long begin = Stopwatch.GetTimestamp(), rows = 0;
        for (int i = 0; i < Options.Accumulate; i++)
        {
            loader.MoveNext();
            rows += loader.Current.Count;
            TrainStep.Accumulate(loader.Current, Progress.Step * Options.Accumulate + i);
        }
        StepOutcome outcome = TrainStep.Update(Progress.Step);
        if (!outcome.IsFinite) throw Fail(outcome, loader.Current);
        Average?.Update();
        throughput.Add(rows, Stopwatch.GetElapsedTime(begin).TotalSeconds);
        Progress = Progress.After(outcome.Loss, rows) with { Seconds = secondsBefore + sitting.Elapsed.TotalSeconds };
        return outcome;
    }

    void Report(in StepOutcome outcome)
    {
        var report = new StepReport(Progress.Step, StepsPerEpoch > 0 ? Progress.Step / StepsPerEpoch : 0, outcome.Loss, outcome.Score, outcome.LearningRate,
            outcome.GradientNorm, throughput.PerSecond, secondsBefore + sitting.Elapsed.TotalSeconds);
        foreach (ITrainingObserver observer in Observers) observer.Step(report);
    }

    // The validation split decides, where there is one; else the test split does, and the run says so.
    void Judge()
    {
        last = data.Validation is { } validation ? Evaluate("validation", validation) : Evaluate("test", data.Test);
        judgedStep = Progress.Step;
        TrainStep.Schedule = TrainStep.Schedule.After(Progress.Step, last.Loss);
        Progress = Progress.Judged(last.Loss) with { Plateau = TrainStep.Schedule.Plateau };
        if (Options.KeepBest && Progress.Waited == 0) KeepModel();
    }

    TrainingResult Finish(string status)
    {
        if (status != "stopped" && Options.EvaluateEvery > 0 && judgedStep != Progress.Step) Judge();
        if (status == "done") SaveCheckpoint();
        if (status == "done" && data.Train is { IsPassedOnce: true, Count: not null }) Tell(o => o.Note("data", $"'{data.Train.Name}' has been read once, from its beginning to its end."));
        return End(status, UsesBest && status != "stopped" ? JudgeBest() : JudgeLast());
    }

    TrainingResult End(string status, Judgement? test)
    {
        var result = new TrainingResult(status, Progress.Step, Progress.Seconds, Progress.Seconds > 0 ? Progress.Samples / Progress.Seconds : 0,
            Progress.TrainLoss, TrainStep.Optimizer.Arena.Parameters.Sum(p => p.Count)) { Test = test };
        Tell(o => o.End(result));
        return result;
    }

    bool UsesBest => Options.KeepBest && (Store is not null || best is not null) && double.IsFinite(Progress.BestLoss);

    // The run is over: the model now holds the weights that count.
    Judgement JudgeBest()
    {
        if (Store is not null) Store.LoadModel(TrainStep.Model);
        else if (TrainStep.Optimizer.Arena.Values is { DataType: var type } values && type == DataType.Float64) values.CopyFrom<double>(best);
        else TrainStep.Optimizer.Arena.Values.CopyFrom<float>(Array.ConvertAll(best!, value => (float)value));
        return Announced("test", evaluator.Run(data.Test));
    }

    Judgement JudgeLast()
    {
        if (!UsesBest) SaveModel();
        return judgedStep == Progress.Step && data.Validation is null ? last! : Evaluate("test", data.Test);
    }

    double[] Weights() => TrainStep.Optimizer.Arena.Values.To(DataType.Float64).ToArray<double>();

    // Without a store the best weights stay in memory; running statistics are those of the end.
    void KeepModel()
    {
        SaveModel();
        if (Store is null) best = Average is null ? Weights() : Average.Evaluate(Weights);
    }

    // Where there is an average, its weights are the ones that count.
    void SaveModel()
    {
        if (Store is null) return;
        _ = Average is null ? Write() : Average.Evaluate(Write);

        bool Write()
        {
            Store.SaveModel(TrainStep.Model, Progress.Step);
            return true;
        }
    }

    Judgement Evaluate(string split, Dataset dataset) =>
        Announced(split, Average is null ? evaluator.Run(dataset) : Average.Evaluate(() => evaluator.Run(dataset)));

    Judgement Announced(string split, Judgement judged)
    {
        Tell(o => o.Evaluation(new(Progress.Step, split, judged)));
        return judged;
    }

    TrainingException Fail(in StepOutcome outcome, Batch batch)
    {
        string what = double.IsFinite(outcome.Loss) ? "the gradient's norm" : "the loss";
        double value = double.IsFinite(outcome.Loss) ? outcome.GradientNorm : outcome.Loss;
        SaveCheckpoint(); // the weights are those after the last good step
        string culprit = TrainStep.FindNonFinite(batch, Progress.Step * Options.Accumulate + Options.Accumulate - 1);
        string message = $"Step {Progress.Step + 1}: {what} is {value}. {culprit} The weights are as after step {Progress.Step}; {Store?.LastCheckpoint ?? "nothing is saved"}. " +
            "Try a smaller learning rate, warm-up or clipping.";
        Tell(o => o.Note("failed", message));
        End("failed", null);
        return new TrainingException(message);
    }

    bool IsDue(long every) => every > 0 && Progress.Step % every == 0;

    void Tell(Action<ITrainingObserver> what)
    {
        foreach (ITrainingObserver observer in Observers) what(observer);
    }
}
