using System.Diagnostics;

namespace Nabla.Training;

/// <summary>Trains a model that counts: one pass over the training set, then it is judged on all of it and on what is set aside.</summary>
/// <param name="model">What counts.</param>
/// <param name="task">What it is judged by.</param>
/// <param name="data">What is counted and judged on.</param>
/// <param name="name">The model's name, for reports.</param>
/// <param name="store">Where the model goes; nowhere if null.</param>
public sealed class CountingTraining(Module model, LearningTask task, DataSplit data, string name, ITrainingStore? store) : TrainingLoop
{
    const int BatchSize = 256;

    readonly ICountingModel counting = (ICountingModel)model;
    readonly Stopwatch watch = new();
    long steps;

    /// <inheritdoc/>
    public override long Steps => steps;

    /// <summary>Counts, judges and saves. Stopped on the way, it leaves nothing behind: counting begins anew.</summary>
    public override TrainingResult Run(CancellationToken stop = default)
    {
        Dataset train = data.Train.Once;
        if (train.Count is null) throw new DataException($"'{train.Name}' is endless: what counts needs a set with an end.");
        watch.Start();
        using Loader loader = Loader.Once(train, BatchSize);
        Tell(o => o.Start(new(name, train.Name, 0, (train.Count.Value - 1) / BatchSize + 1, 0, 0)));
        while (loader.MoveNext() && !stop.IsCancellationRequested) Count(loader.Current);
        if (stop.IsCancellationRequested) return End(TrainingStatus.Stopped, train, double.NaN, null);
        counting.Settle();
        store?.SaveModel(model, Steps);
        return Judge(train);
    }

    void Count(Batch batch)
    {
        counting.Count(batch.Inputs.Integers, batch.Targets.Integers, batch.Input.Size);
        steps++;
    }

    TrainingResult Judge(Dataset train)
    {
        Judgement learnt = Judge("train", train);
        if (data.Validation is { } validation) Judge("validation", validation);
        return End(TrainingStatus.Done, train, learnt.Loss, data.Test == data.Train ? Announced("test", learnt) : Judge("test", data.Test));
    }

    Judgement Judge(string split, Dataset dataset) => Announced(split, new Evaluator(model, task).Run(dataset));

    TrainingResult End(TrainingStatus status, Dataset train, double trainLoss, Judgement? test)
    {
        double seconds = watch.Elapsed.TotalSeconds;
        return Ended(new(status, Steps, seconds, train.Count!.Value / seconds, trainLoss, counting.Distinct) { Test = test });
    }
}
