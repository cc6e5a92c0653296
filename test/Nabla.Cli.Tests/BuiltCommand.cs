using System.Diagnostics;
using Nabla.Testing;

namespace Nabla.Cli.Tests;

/// <summary>The command as it is built, run as a process of its own.</summary>
static class BuiltCommand
{
    static readonly string path = Path.Combine(AppContext.BaseDirectory, "Nabla.Cli.dll");

    public static (int Code, string Output, string Error) Run(params string[] words)
    {
        using var process = Start(words);
        var error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        Assert.True(process.WaitForExit(Patience.Limit), "The command did not end.");
        return (process.ExitCode, output, error.Result);
    }

    /// <summary>The exit code of a command whose words end with redirections, read by a shell.</summary>
    public static int Shell(string words)
    {
        using var process = Process.Start("sh", ["-c", $"dotnet '{path}' {words}"]);
        Assert.True(process.WaitForExit(Patience.Limit), "The command did not end.");
        return process.ExitCode;
    }

    // A shell lets what it starts in the background ignore interrupts, and children inherit that: the suite may run there.
    public static Process Start(params string[] words)
    {
        var start = new ProcessStartInfo("env") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string word in (string[])["--default-signal=INT", "dotnet", path, .. words]) start.ArgumentList.Add(word);
        return Process.Start(start)!;
    }
}
