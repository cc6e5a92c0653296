using Nabla.Data;
using Nabla.Losses;
using Nabla.Memory;
using Nabla.Metrics;
using Nabla.Modules;
using Nabla.Tensors;

namespace Nabla.Training;

/// <summary>Judges a model on every example of a set, once.</summary>
public sealed class Evaluator(Module model, Loss loss)
{
    const int BatchSize = 500;

    Loader? loader;
    Dataset? opened;

    /// <summary>The mean loss, and for classifiers the confusion table.</summary>
    /// <exception cref="ArgumentException">The set is endless.</exception>
    public (double Loss, Confusion? Confusion) Run(Dataset dataset, CancellationToken stop = default)
    {
        bool classifies = dataset.Target is { IsClass: true, Size: 1 };
        Confusion? confusion = classifies ? new Confusion(dataset.Target.ClassNames.Count) : null;
        double sum = 0;
        long count = 0;
        Loader loader = Open(dataset);
        while (loader.MoveNext())
        {
            stop.ThrowIfCancellationRequested();
            Batch batch = loader.Current;
            sum += batch.Count * Scope.Run(() => Judge(batch, confusion));
            count += batch.Count;
        }
        return (sum / count, confusion);
    }

    // Judged again and again, a set is read into the same batch: large arrays are collected late.
    Loader Open(Dataset dataset)
    {
        if (dataset == opened && loader!.TryRewind()) return loader;
        loader?.Dispose();
        opened = dataset;
        return loader = Loader.Once(dataset, BatchSize);
    }

    double Judge(Batch batch, Confusion? confusion)
    {
        Tensor output = model.Call(batch.InputTensor());
        if (confusion is not null)
        {
            int[] predicted = Predictions.Of(output);
            for (int i = 0; i < predicted.Length; i++) confusion.Add(batch.Targets.Integers[i], predicted[i]);
        }
        return loss.Mean(output, batch.TargetTensor()).ToScalar();
    }
}
