namespace Nabla.Modules;

/// <summary>The kinds of recurrent layer.</summary>
public enum RecurrentKind
{
    /// <summary>Simple recurrent units with tanh, see <see cref="Modules.Rnn"/>.</summary>
    Rnn,

    /// <summary>Long short-term memory, see <see cref="Modules.Lstm"/>.</summary>
    Lstm,

    /// <summary>Gated recurrent units, see <see cref="Modules.Gru"/>.</summary>
    Gru,
}
