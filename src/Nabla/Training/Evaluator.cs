using Nabla.Data;
using Nabla.Losses;
using Nabla.Memory;
using Nabla.Modules;
using Nabla.Tensors;

namespace Nabla.Training;

/// <summary>Judges a model on every example of a set, once.</summary>
public sealed class Evaluator(Module model, Loss loss)
{
    // Of sequences, as many as keep what a layer puts out in the processor's caches, and the logits of a large vocabulary in bounds.
    const int BatchSize = 500, MostPlaces = 4096, MostLogits = 1 << 23;

    Loader? loader;
    Dataset? judged, opened;

    /// <summary>The mean loss over all targets that count (a label of −1 does not), and how right the answers are.</summary>
    /// <exception cref="ArgumentException">The set is endless.</exception>
    public Judgement Run(Dataset dataset, CancellationToken stop = default)
    {
        var tally = new Tally(dataset.Input, dataset.Target);
        Loader loader = Open(dataset);
        while (loader.MoveNext())
        {
            stop.ThrowIfCancellationRequested();
            Batch batch = loader.Current;
            Scope.Run(() => { Judge(batch, tally); });
        }
        return tally.Judgement;
    }

    // Judged again and again, a set is read into the same batch: large arrays are collected late.
    Loader Open(Dataset dataset)
    {
        if (dataset == judged && loader!.TryRewind()) return loader;
        loader?.Dispose();
        if (dataset != judged) opened = dataset.Once;
        judged = dataset;
        return loader = Loader.Once(opened!, BatchOf(opened!));
    }

    void Judge(Batch batch, Tally tally)
    {
        Tensor output = model.Call(batch.InputTensor());
        double mean = loss.Mean(output, batch.TargetTensor()).ToScalar();
        tally.Add(mean, loss is CrossEntropyLoss { Smoothing: > 0 } ? new CrossEntropyLoss().Mean(output, batch.TargetTensor()).ToScalar() : mean, output, batch);
    }

    static int BatchOf(Dataset dataset)
    {
        if (!dataset.Input.IsClass) return BatchSize;
        long logits = dataset.Target.IsClass ? (long)dataset.Target.Size * dataset.Target.ClassNames.Count : dataset.Target.Size;
        return (int)Math.Clamp(Math.Min(MostPlaces / dataset.Input.Size, MostLogits / logits), 1, BatchSize);
    }
}
