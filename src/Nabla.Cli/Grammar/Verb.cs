namespace Nabla.Cli.Grammar;

/// <summary>One verb of the command, in a file of its own.</summary>
abstract class Verb : Command
{
    /// <summary>A verb with its lines of help.</summary>
    /// <param name="context">What every verb is given.</param>
    /// <param name="name">The word.</param>
    /// <param name="description">What it does, in a sentence.</param>
    /// <param name="examples">Whole commands that work.</param>
    protected Verb(VerbContext context, string name, string description, params string[] examples) : base(name, description)
    {
        Examples = examples;
        Shared = context.Shared;
        SetAction(words => Run(words, new Channels(context.Output, context.Error, words.GetValue(Shared.Json), words.GetValue(Shared.Quiet))));
    }

    /// <summary>Whole commands that work, for the help.</summary>
    public IReadOnlyList<string> Examples { get; }

    /// <summary>The options that verbs share.</summary>
    protected SharedOptions Shared { get; }

    /// <summary>More lines for the help.</summary>
    public virtual void WriteNotes(TextWriter help) { }

    /// <summary>Does the work and returns the exit code.</summary>
    protected abstract int Run(ParseResult words, Channels channels);
}
