namespace Nabla.Modules;

/// <summary>A model that learns by counting, in one pass over the data, and not by gradients.</summary>
public interface ICountingModel
{
    /// <summary>Counts what follows what.</summary>
    /// <param name="tokens">Sequences, one after the other.</param>
    /// <param name="targets">What follows each token; −1 is left out.</param>
    /// <param name="time">Tokens in a sequence.</param>
    void Count(ReadOnlySpan<int> tokens, ReadOnlySpan<int> targets, int time);

    /// <summary>Takes over what was counted: from now on the model says it.</summary>
    void Settle();

    /// <summary>How many different things were counted.</summary>
    long Distinct { get; }

    /// <summary>Looks at counts that were read from a file.</summary>
    /// <exception cref="FormatException">They cannot be counts of this model.</exception>
    void CheckCounts();
}
