namespace Nabla.Training;

/// <summary>How long and how often: what the loop needs besides model, loss, optimizer and data.</summary>
public sealed record TrainerOptions
{
    /// <summary>Updates of the whole run.</summary>
    public long Steps { get; init; } = 1000;

    /// <summary>Examples in a batch.</summary>
    public int Batch { get; init; } = 128;

    /// <summary>Batches whose mean gradient makes one update.</summary>
    public int Accumulate { get; init; } = 1;

    /// <summary>What changes the examples that are learnt from, one after the other.</summary>
    public IReadOnlyList<Augmentation> Augmentations { get; init; } = [];

    /// <summary>Updates between evaluations; 0 judges at the end alone.</summary>
    public long EvaluateEvery { get; init; }

    /// <summary>Updates between checkpoints; 0 writes one at the end alone.</summary>
    public long CheckpointEvery { get; init; }

    /// <summary>Evaluations without progress before the run ends early; 0 never does.</summary>
    public int Patience { get; init; }

    /// <summary>Whether the weights of the best evaluation on the validation part are the ones that count, rather than the last; without a store they are kept in memory.</summary>
    public bool KeepBest { get; init; }

    /// <summary>What the order of the data follows from.</summary>
    public long Seed { get; init; }

    /// <summary>The model's name, for reports.</summary>
    public string ModelName { get; init; } = "model";
}
