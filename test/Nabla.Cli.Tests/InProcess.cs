using System.Text.Json;
using Nabla.Cli.Grammar;

namespace Nabla.Cli.Tests;

/// <summary>One command, run in this process: its exit code and what it wrote.</summary>
sealed record InProcess(int Code, string Output, string Error)
{
    public static InProcess Run(params string[] words)
    {
        StringWriter output = new(), error = new();
        int code = CommandLine.Run(words, output, error);
        return new(code, output.ToString(), error.ToString());
    }

    /// <summary>The last line of standard output, which is to be one JSON object.</summary>
    public JsonElement Json => JsonDocument.Parse(Output.TrimEnd().Split('\n')[^1]).RootElement;

    /// <summary>The lines of standard error.</summary>
    public string[] ErrorLines => Error.TrimEnd().Split('\n');
}
