namespace Nabla.Training;

/// <summary>How long and how often: what the loop needs besides model, loss, optimizer and data.</summary>
public sealed record TrainerOptions
{
    /// <summary>Updates of the whole run.</summary>
    public long Steps { get; init => field = AtLeast(value, 0, nameof(Steps)); } = 1000;

    /// <summary>Examples in a batch.</summary>
    public int Batch { get; init => field = (int)AtLeast(value, 1, nameof(Batch)); } = 128;

    /// <summary>Batches whose mean gradient makes one update.</summary>
    public int Accumulate { get; init => field = (int)AtLeast(value, 1, nameof(Accumulate)); } = 1;

    /// <summary>What changes the examples that are learnt from, one after the other.</summary>
    public IReadOnlyList<Augmentation> Augmentations { get; init; } = [];

    /// <summary>Updates between evaluations; 0 judges at the end alone.</summary>
    public long EvaluateEvery { get; init => field = AtLeast(value, 0, nameof(EvaluateEvery)); }

    /// <summary>Updates between checkpoints; 0 writes one at the end alone.</summary>
    public long CheckpointEvery { get; init => field = AtLeast(value, 0, nameof(CheckpointEvery)); }

    /// <summary>Evaluations without progress before the run ends early; 0 never does.</summary>
    public int Patience { get; init => field = (int)AtLeast(value, 0, nameof(Patience)); }

    /// <summary>Whether the weights of the best evaluation on the validation part are the ones that count, rather than the last; without a store they are kept in memory.</summary>
    public bool KeepBest { get; init; }

    /// <summary>What the order of the data follows from.</summary>
    public long Seed { get; init; }

    /// <summary>The model's name, for reports.</summary>
    public string ModelName { get; init; } = "model";

    static long AtLeast(long value, long least, string name) =>
        value >= least ? value : throw new ArgumentOutOfRangeException(null, $"TrainerOptions: {name} is {value}: expected a whole number from {least} on.");
}
