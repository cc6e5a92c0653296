namespace Nabla.Training;

/// <summary>Judges a model on every example of a set, once.</summary>
/// <param name="model">What is judged.</param>
/// <param name="task">What it is to do.</param>
public sealed class Evaluator(Module model, LearningTask task)
{
    Loader? loader;
    Dataset? judged, opened;

    /// <summary>The mean loss over all targets that count (a label of −1 does not), and how good the answers are.</summary>
    /// <exception cref="ArgumentException">The set is endless, or the model says something else than the task asks for.</exception>
    public Judgement Run(Dataset dataset, CancellationToken stop = default)
    {
        IReadOnlyList<Metric> metrics = task.AllMetrics();
        double sum = 0;
        long counted = 0;
        Loader loader = Open(dataset);
        Device device = model.Device;
        while (loader.MoveNext())
        {
            stop.ThrowIfCancellationRequested();
            Batch batch = loader.Current;
            int counts = task.CountOf(batch);
            double mean = 0;
            Scope.Run(() => { mean = Judge(batch, metrics, device); });
            if (counts > 0) sum += counts * mean;
            counted += counts;
        }
        return new(sum / counted, [.. metrics.SelectMany(metric => metric.Measures)])
        {
            Counted = counted, Confusion = metrics.Select(metric => metric.Confusion).FirstOrDefault(table => table is not null),
            Counts = [.. metrics.SelectMany(metric => metric.Counts)],
        };
    }

    double Judge(Batch batch, IReadOnlyList<Metric> metrics, Device device)
    {
        Tensor output = model.Call(batch.InputTensors(device));
        task.Check(model, output);
        double mean = task.MeanLoss(output, batch.TargetTensors(device)).ToScalar();
        var answers = new Answers(output, batch, mean);
        foreach (Metric metric in metrics) metric.Add(answers);
        return mean;
    }

    // Judged again and again, a set is read into the same batch: large arrays are collected late.
    Loader Open(Dataset dataset)
    {
        if (dataset == judged && loader!.TryRewind()) return loader;
        loader?.Dispose();
        if (dataset != judged) opened = dataset.Once;
        judged = dataset;
        return loader = Loader.Once(opened!, task.EvaluationBatch);
    }
}
