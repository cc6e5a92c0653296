using System.Diagnostics;
using Nabla.Optimizers;

namespace Nabla.Training;

/// <summary>The loop: batch, update, report; evaluate and save when due; stop when asked, done, or no longer getting better.</summary>
public sealed class Trainer : TrainingLoop
{
    readonly DataSplit data;
    readonly Sampler sampler;
    readonly Evaluator evaluator;
    readonly Stopwatch sitting = new();
    readonly Throughput throughput = new();
    double secondsBefore;
    long firstStep, judgedStep = -1;
    Judgement? last;

    /// <summary>A trainer at step 0.</summary>
    /// <param name="step">Model, loss and optimizer.</param>
    /// <param name="data">What to learn from and be judged on.</param>
    /// <param name="options">How long and how often.</param>
    /// <exception cref="ArgumentException">A measure does not fit the data, or something is to be chosen without evaluations.</exception>
    public Trainer(TrainStep step, DataSplit data, TrainerOptions options)
    {
        (TrainStep, this.data, Options) = (step, data.Checked(), options);
        sampler = data.Train.Order(options.Batch, options.Seed);
        evaluator = new Evaluator(step.Model, Task = step.TaskOf(data.Train.InputFields, data.Train.TargetFields));
        _ = Task.AllMetrics(); // one that does not fit is refused now
        if (Chooses && options.EvaluateEvery == 0)
            throw new ArgumentException("Trainer: KeepBest, Patience and a schedule by plateau go by evaluations, but there are none: set EvaluateEvery.");
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
    /// <exception cref="ArgumentException">It is of other parameters than the optimizer's.</exception>
    public ExponentialMovingAverage? Average
    {
        get;
        init => field = value is null || value.Arena == TrainStep.Optimizer.Arena ? value
            : throw new ArgumentException("Trainer: the average is of another arena than the optimizer's, so it would follow nothing: make both of one ParameterArena.");
    }

    /// <summary>Where checkpoints and the model go; nowhere by default.</summary>
    public ITrainingStore? Store { get; init; }

    /// <inheritdoc/>
    public override long Steps => Progress.Step;

    KeptWeights Kept => field ??= new(TrainStep, Store, Average);

    /// <summary>Updates in one pass over the training set; 0 for an endless one.</summary>
    public double StepsPerEpoch => (sampler.StepsPerEpoch ?? 0) / (double)Options.Accumulate;

    /// <summary>Goes on from a checkpoint; weights and optimizer have been restored already.</summary>
    public void Resume(TrainingProgress progress)
    {
        Progress = progress.Samples > 0 ? progress : progress with { Samples = progress.Step * sampler.BatchSize * Options.Accumulate }; // version 0.1 did not count
        if (progress.Plateau is { } plateau) TrainStep.Schedule = TrainStep.Schedule.Resume(plateau);
    }

    /// <inheritdoc/>
    public override TrainingResult Run(CancellationToken stop = default)
    {
        (firstStep, secondsBefore) = (Progress.Step, Progress.Seconds);
        Tell(o => o.Start(new(Options.ModelName, data.Train.Name, ParameterCount, Options.Steps, firstStep, StepsPerEpoch)));
        sitting.Restart();
        if (firstStep == 0 && Chooses && data.Validation is null)
            Tell(o => o.Note(NoteKind.Data,
                "There is no validation part, so the test part decides which weights are kept, when to stop, or how the rate falls: its figure is none of new data. Set some aside (data.validation)."));
        using Loader loader = Load();
        bool stopped = false;
        while (Progress.Step < Options.Steps && !stopped && !IsStalled)
        {
            StepOutcome outcome = Update(loader);
            Report(outcome);
            if (IsDue(Options.EvaluateEvery)) Judge();
            stopped = stop.IsCancellationRequested;
            if (IsDue(Options.CheckpointEvery) || IsStalled || stopped) SaveCheckpoint();
        }
        return Finish(stopped ? TrainingStatus.Stopped : IsStalled ? TrainingStatus.Early : TrainingStatus.Done);
    }

    bool Chooses => Options.KeepBest || Options.Patience > 0 || TrainStep.Schedule.Plateau is not null;

    // Asked before an update too, so that a run resumed after its early end makes none.
    bool IsStalled => Options.Patience > 0 && Progress.Waited >= Options.Patience && Progress.Step < Options.Steps;

    Loader Load() => new(data.Train, sampler, Progress.Step * Options.Accumulate, augmentations: Options.Augmentations);

    void SaveCheckpoint()
    {
        if (Store is null) return;
        Tell(o => o.Saving());
        Store.SaveCheckpoint(this);
    }

    StepOutcome Update(Loader loader)
    {
        long begin = Stopwatch.GetTimestamp(), rows = 0;
        StepOutcome outcome;
        try
        {
            for (int i = 0; i < Options.Accumulate; i++)
            {
                loader.MoveNext();
                rows += loader.Current.Count;
                TrainStep.Accumulate(loader.Current, Progress.Step * Options.Accumulate + i);
            }
            outcome = TrainStep.Update(Progress.Step);
        }
        catch
        {
            TrainStep.Discard(); // another Run begins at the first batch of this update
            throw;
        }
        if (!outcome.IsFinite) throw Fail(outcome);
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
        if (Options.KeepBest && Progress.Waited == 0) Kept.Keep(Progress.Step);
    }

    TrainingResult Finish(TrainingStatus status)
    {
        bool stopped = status == TrainingStatus.Stopped, done = status == TrainingStatus.Done;
        if (!stopped && Options.EvaluateEvery > 0 && judgedStep != Progress.Step) Judge();
        if (done) SaveCheckpoint();
        if (done && data.Train.IsPassedOnce && Progress.Step * Options.Accumulate == sampler.StepsPerEpoch)
            Tell(o => o.Note(NoteKind.Data, $"'{data.Train.Name}' has been read once, from its beginning to its end."));
        return End(status, UsesBest ? JudgeBest(stopped) : JudgeLast());
    }

    TrainingResult End(TrainingStatus status, Judgement? test) => Ended(
        new(status, Progress.Step, Progress.Seconds, Progress.Seconds > 0 ? Progress.Samples / Progress.Seconds : 0, Progress.TrainLoss, ParameterCount) { Test = test });

    long ParameterCount => TrainStep.Optimizer.Arena.Parameters.Sum(parameter => parameter.Count);

    bool UsesBest => Options.KeepBest && Kept.CanBring && double.IsFinite(Progress.BestLoss);

    // When the run is over, the model holds the weights that count; one that was stopped goes on with its own.
    Judgement JudgeBest(bool goesOn)
    {
        Snapshot? own = goesOn ? Kept.Room().Take() : null;
        try
        {
            Kept.Bring();
            return Announced("test", evaluator.Run(data.Test));
        }
        finally
        {
            own?.Restore();
        }
    }

    Judgement JudgeLast()
    {
        Kept.Save(Progress.Step);
        return judgedStep == Progress.Step && data.Validation is null ? last! : Evaluate("test", data.Test);
    }

    Judgement Evaluate(string split, Dataset dataset) =>
        Announced(split, Average is null ? evaluator.Run(dataset) : Average.Evaluate(() => evaluator.Run(dataset)));

    TrainingException Fail(in StepOutcome outcome)
    {
        SaveCheckpoint(); // all is as after the last good step
        using Loader again = Load();
        string culprit = TrainStep.FindNonFinite(again, Progress.Step * Options.Accumulate, Options.Accumulate);
        var failure = TrainingException.NotFinite(Progress.Step, outcome, culprit, Store?.LastCheckpoint ?? "nothing is saved");
        Tell(o => o.Note(NoteKind.Failed, failure.Message));
        End(TrainingStatus.Failed, null);
        return failure;
    }

    bool IsDue(long every) => every > 0 && Progress.Step % every == 0;
}
