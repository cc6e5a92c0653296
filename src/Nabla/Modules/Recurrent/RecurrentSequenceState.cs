namespace Nabla.Modules;

/// <summary>What a recurrent language model keeps of what it has read: the state of each layer.</summary>
sealed class RecurrentSequenceState(int batch) : SequenceState(batch)
{
    /// <summary>The states; null at the start.</summary>
    public IReadOnlyList<RecurrentState>? States { get; private set; }

    /// <summary>Moves on by so many tokens. What a tape knows of the states is left behind.</summary>
    public void Advance(int tokens, IReadOnlyList<RecurrentState> states)
    {
        States = [.. states.Select(state => new RecurrentState(state.Hidden.Keep().Detach(), state.Cell?.Keep().Detach()))];
        Length += tokens;
    }
}
