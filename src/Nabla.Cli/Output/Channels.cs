using Spectre.Console;

namespace Nabla.Cli.Output;

/// <summary>Where a verb speaks: results on standard output, progress on standard error.</summary>
/// <param name="output">Standard output.</param>
/// <param name="error">Standard error.</param>
/// <param name="json">Whether the result is one JSON object.</param>
/// <param name="quiet">Whether progress is left out.</param>
sealed class Channels(TextWriter output, TextWriter error, bool json, bool quiet)
{
    /// <summary>Whether the result is one JSON object.</summary>
    public bool IsJson => json;

    /// <summary>Whether progress may be drawn in place: standard error is a terminal that can, and nobody asked for quiet.</summary>
    public bool IsLive { get; } = !quiet && ReferenceEquals(error, Console.Error) && !Console.IsErrorRedirected && Environment.GetEnvironmentVariable("TERM") is not "dumb";

    /// <summary>Whether nobody takes results any more.</summary>
    public bool IsUnread => output is LossyWriter { IsLost: true };

    readonly bool isTerminal = ReferenceEquals(output, Console.Out) && !Console.IsOutputRedirected;

    /// <summary>A line of progress.</summary>
    public void Say(string line)
    {
        if (!quiet) error.WriteLine(line);
    }

    /// <summary>A warning, which quiet does not silence.</summary>
    public void Warn(string line) => error.WriteLine(line);

    /// <summary>A piece of a result that comes bit by bit: on standard output at once, or nowhere if JSON is asked for.</summary>
    public void Stream(string piece)
    {
        if (json || piece.Length == 0) return;
        Tell(() => output.Write(isTerminal ? Printable(piece) : piece));
    }

    // What a model makes up must not move the cursor or change colours.
    static string Printable(string text) => text.Any(IsControl) ? string.Concat(text.Select(each => IsControl(each) ? '\uFFFD' : each)) : text;

    static bool IsControl(char each) => char.IsControl(each) && each is not ('\n' or '\t');

    /// <summary>The result: a JSON object on one line if asked for, else text.</summary>
    public void Finish(Action<TextWriter> text, Action<Utf8JsonWriter> members) => Tell(() =>
    {
        if (json) JsonLine.Write(output, members);
        else text(output);
    });

    /// <summary>The result: a JSON object that is written already if JSON is asked for, else text.</summary>
    public void Finish(Action<TextWriter> text, string members) => Tell(() =>
    {
        if (json) output.WriteLine(members);
        else text(output);
    });

    void Tell(Action write)
    {
        try
        {
            write();
            output.Flush();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"Standard output takes no result ({failure.Message.TrimEnd('.')}): what was done is done, only its telling is lost.", failure);
        }
    }

    /// <summary>A console that draws progress on standard error.</summary>
    public IAnsiConsole Live() => AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(error) });
}
