namespace Nabla.Modules;

/// <summary>A model of token sequences: tokens [batch, time] of Int32 → logits [batch, time, vocabulary] of the token that comes next. It can also go
/// on from what it has read: <see cref="Continue"/> in pieces gives the logits of <see cref="Module.Forward(Tensor)"/> on the whole.</summary>
public abstract class LanguageModel : Module
{
    /// <summary>How many tokens there are.</summary>
    public abstract int Vocabulary { get; }

    /// <summary>The longest sequence that it takes; null: any.</summary>
    public virtual int? ContextLength => null;

    /// <summary>The memory of sequences that are yet to be read.</summary>
    /// <param name="batch">How many sequences go side by side.</param>
    public abstract SequenceState Start(int batch);

    /// <summary>Reads further tokens [batch, time]; returns their logits [batch, time, vocabulary], given all that the state has read, and moves the state on.</summary>
    /// <exception cref="ArgumentException">The state is of another batch or model.</exception>
    public abstract Tensor Continue(Tensor tokens, SequenceState state);

    /// <summary>A state that this model's <see cref="Start"/> made, for tokens [batch, time] of Int32.</summary>
    /// <exception cref="ArgumentException">The state is of another model or batch, or the tokens are none.</exception>
    private protected S Own<S>(Tensor tokens, SequenceState state) where S : SequenceState
    {
        if (state is not S own || own.Owner != this) throw new ArgumentException($"{Title} expects a state of its own Start, got one of another model.");
        if (TokenLengths.Checked(tokens, Title).Shape[0] != state.Batch) throw new ArgumentException($"{Title} expects tokens [{state.Batch}, time] for this state, got {tokens.Shape}.");
        return own;
    }
}
