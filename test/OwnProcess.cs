using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Nabla.Testing;

/// <summary>
/// Runs the body of a test in a process of its own. What counts for a whole process (memory, its pool, processor time, the team of threads)
/// is then this test's alone, whatever else runs beside it.
/// </summary>
static class OwnProcess
{
    const string Done = "the body ran to its end";

    static bool isOwn, ran;

    /// <param name="body">What is measured, with its assertions.</param>
    /// <param name="arguments">Those of the test method, so that the other process is given them too.</param>
    /// <param name="environment">Variables that the other process has besides.</param>
    /// <param name="test">The test method that calls.</param>
    public static void Run(Action body, object[]? arguments = null, Dictionary<string, string>? environment = null, [CallerMemberName] string test = "")
    {
        if (isOwn)
        {
            body();
            ran = true;
            return;
        }
        Type type = body.Method.DeclaringType!;
        while (type.DeclaringType is { } outer) type = outer;
        var texts = (arguments ?? []).Select(each => Convert.ToString(each, CultureInfo.InvariantCulture)!);
        string[] words = [type.Assembly.Location, type.FullName!, test, .. texts];
        ProcessStartInfo start = new("dotnet", words) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach ((string name, string value) in environment ?? []) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(), error = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(Patience.Limit)) process.Kill(entireProcessTree: true);
        Assert.True(process.ExitCode == 0 && output.Result.Contains(Done, StringComparison.Ordinal),
            $"In a process of its own, {type.Name}.{test} ended with {process.ExitCode}:\n{error.Result}{output.Result}");
    }

    // words: a test class, one of its methods, and the method's arguments.
    static int Main(string[] words)
    {
        isOwn = true;
        Type type = typeof(OwnProcess).Assembly.GetType(words[0], throwOnError: true)!;
        MethodInfo method = type.GetMethod(words[1]) ?? throw new MissingMethodException(words[0], words[1]);
        object[] arguments = [.. method.GetParameters()
            .Select((parameter, i) => Convert.ChangeType(words[2 + i], parameter.ParameterType, CultureInfo.InvariantCulture))];
        object test = Activator.CreateInstance(type)!;
        try
        {
            method.Invoke(test, BindingFlags.DoNotWrapExceptions, null, arguments, null);
        }
        catch (Exception failure)
        {
            Console.Error.WriteLine(failure);
            return 1;
        }
        finally
        {
            (test as IDisposable)?.Dispose();
        }
        Console.WriteLine(ran ? Done : $"{words[1]} has no body for a process of its own");
        return ran ? 0 : 2;
    }
}
