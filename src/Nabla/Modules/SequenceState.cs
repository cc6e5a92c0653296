namespace Nabla.Modules;

/// <summary>What a <see cref="LanguageModel"/> keeps of the sequences it has read: keys and values, or the state of a recurrent layer.</summary>
/// <param name="batch">How many sequences go side by side.</param>
/// <exception cref="ArgumentException">There are fewer than none.</exception>
public abstract class SequenceState(int batch)
{
    /// <summary>How many sequences go side by side.</summary>
    public int Batch { get; } = batch >= 0 ? batch : throw new ArgumentException($"LanguageModel.Start: expected how many sequences go side by side, got {batch}.");

    /// <summary>The model whose state this is, where that is checked.</summary>
    internal LanguageModel? Owner { get; init; }

    /// <summary>How many tokens of each have been read.</summary>
    public int Length { get; protected set; }
}
