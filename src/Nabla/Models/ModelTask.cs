namespace Nabla.Models;

/// <summary>What a model is made for: what it reads, and what it has to say.</summary>
public sealed record ModelTask
{
    ModelTask(TaskKind kind, Shape input, int outputs) => (Kind, Input, Outputs) = (kind, input, outputs);

    /// <summary>What goes in and what comes out.</summary>
    public TaskKind Kind { get; }

    /// <summary>The shape of one input, without the batch: [1, 28, 28]; [time] of tokens, in a translation those of the source.</summary>
    public Shape Input { get; }

    /// <summary>Classes or numbers; of each place, where a sequence comes out.</summary>
    public int Outputs { get; }

    /// <summary>How many tokens there are, where tokens are read; else 0.</summary>
    public int Vocabulary { get; private init; }

    /// <summary>The token that stands before the beginning and fills up after the end; null where there is none.</summary>
    public int? Padding { get; private init; }

    /// <summary>How many places are said, where one sequence becomes another; else 0.</summary>
    public int Said { get; private init; }

    /// <summary>Numbers of a shape → classes or numbers.</summary>
    public static ModelTask Numbers(Shape input, int outputs) => new(TaskKind.Numbers, input, outputs);

    /// <summary>Tokens [time] → the next token at each place.</summary>
    /// <param name="time">Tokens in a sequence, at most.</param>
    /// <param name="vocabulary">How many tokens there are.</param>
    /// <param name="padding">The token before the beginning and after the end; null where there is none.</param>
    public static ModelTask Language(int time, int vocabulary, int? padding = null) => new(TaskKind.Language, [time], vocabulary) { Vocabulary = vocabulary, Padding = padding };

    /// <summary>Tokens [time] → one class for all of them, or numbers.</summary>
    /// <param name="time">Tokens in a sequence, at most.</param>
    /// <param name="vocabulary">How many tokens there are.</param>
    /// <param name="outputs">Classes or numbers.</param>
    /// <param name="padding">The token that fills up what is shorter; null where there is none.</param>
    public static ModelTask Sequence(int time, int vocabulary, int outputs, int? padding = null) =>
        new(TaskKind.Sequence, [time], outputs) { Vocabulary = vocabulary, Padding = padding };

    /// <summary>Source and what is said so far, tokens [time] and [said] → the next token at each of the first places.</summary>
    /// <param name="time">Tokens in a sequence, at most.</param>
    /// <param name="said">At how many places something is said.</param>
    /// <param name="vocabulary">How many tokens there are, in both.</param>
    /// <param name="padding">The token that begins what is said and fills up what is shorter; null where there is none.</param>
    public static ModelTask Translation(int time, int said, int vocabulary, int? padding = null) =>
        new(TaskKind.Translation, [time], vocabulary) { Said = said, Vocabulary = vocabulary, Padding = padding };

    /// <summary>What goes in and what comes out, in words.</summary>
    public override string ToString() => Kind switch
    {
        TaskKind.Language => "text, of which each next token is to be said",
        TaskKind.Sequence => $"sequences of tokens and {Outputs} outputs for each",
        TaskKind.Translation => "sequences of tokens that become others",
        _ => $"numbers {Input}",
    };
}
