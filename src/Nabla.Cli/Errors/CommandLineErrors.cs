using Nabla.Runs;

namespace Nabla.Cli.Errors;

/// <summary>The one place where a failure becomes a line on standard error and an exit code.</summary>
/// <param name="output">Where the JSON object goes, if one is asked for.</param>
/// <param name="error">Where the line goes.</param>
/// <param name="json">Whether a JSON object is asked for.</param>
/// <param name="debug">Whether to show the stack trace.</param>
sealed class CommandLineErrors(TextWriter output, TextWriter error, bool json, bool debug)
{
    const int LongestWord = 200;

    /// <summary>The work failed.</summary>
    public const int Failed = 1;

    /// <summary>The words are off.</summary>
    public const int BadWords = 2;

    /// <summary>Says what went wrong, in one or two lines, and returns the exit code.</summary>
    public int Report(Exception failure)
    {
        int code = CodeOf(failure);
        string message = string.Join(' ', MessageOf(failure).ReplaceLineEndings(" ").Trim().Split(' ').Select(word => Excerpt.Of(word, LongestWord)));
        error.WriteLine($"nabla: {message}");
        if (debug) error.WriteLine(failure);
        if (json) WriteJson(message, code);
        return code;
    }

    // Where standard output itself is what failed, the line on standard error must do.
    void WriteJson(string message, int code)
    {
        try
        {
            JsonLine.Write(output, line =>
            {
                line.WriteString("error", message);
                line.WriteNumber("exit", code);
            });
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException) { }
    }

    static int CodeOf(Exception failure) => failure is UsageException or RecipeException or FormatException or DataException { IsUnknownName: true } or RunException { IsBadName: true } ? BadWords : Failed;

    static string MessageOf(Exception failure) => failure switch
    {
        OperationCanceledException => "Stopped.",
        OutOfMemoryException => "Out of memory: a smaller batch (--batch) or model (--model) needs less.",
        _ when IsExpected(failure) => failure.Message,
        _ => $"{failure.Message} ({failure.GetType().Name}; --debug shows where)",
    };

    static bool IsExpected(Exception failure) =>
        failure is UsageException or RecipeException or FormatException or IOException or UnauthorizedAccessException || failure.GetType().Namespace?.StartsWith("Nabla", StringComparison.Ordinal) == true;
}
