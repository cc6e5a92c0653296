using Nabla.Cli.Grammar;

namespace Nabla.Cli.Tests.Grammar;

public class CommandLineTests
{
    public static TheoryData<string> Verbs => ["train", "evaluate", "predict", "generate", "inspect", "report", "data list", "data get", "bench"];

    [Theory]
    [MemberData(nameof(Verbs))]
    public void EveryVerbHasHelpWithAnExample(string verb)
    {
        var help = InProcess.Run([.. verb.Split(' '), "--help"]);
        Assert.Equal((0, ""), (help.Code, help.Error));
        Assert.Contains($"nabla {verb} ", help.Output);
        Assert.Contains("Example", help.Output);
        foreach (string option in new[] { "--json", "--quiet", "--debug" }) Assert.Contains(option, help.Output);
    }

    [Fact]
    public void WithoutWordsTheHelpIsShown()
    {
        var help = InProcess.Run();
        Assert.Equal(0, help.Code);
        Assert.Contains("Exit codes: 0 done, 1 the work failed, 2 the words are off.", help.Output);
    }

    [Theory]
    [InlineData("benhc", "Verb 'benhc' is unknown; did you mean 'bench'?")]
    [InlineData("dta list", "Verb 'dta' is unknown; did you mean 'data'?")]
    [InlineData("data lst", "'nabla data': verb 'lst' is unknown; did you mean 'list'?")]
    [InlineData("data", "'nabla data' needs a verb: list or get.")]
    [InlineData("bench --thread 2", "'nabla bench' has no option '--thread'; did you mean '--threads'?")]
    [InlineData("bench --jsn", "'nabla bench' has no option '--jsn'; did you mean '--json'?")]
    [InlineData("--verion", "'nabla' has no option '--verion'; did you mean '--version'?")]
    [InlineData("bench mlp", "'nabla bench' does not know what to do with 'mlp'.")]
    [InlineData("bench --threads", "Required argument missing for option: '--threads'.")]
    [InlineData("bench --threads many", "--threads expects a whole number from 1 to 1024; got 'many'.")]
    [InlineData("bench --threads 1.5", "--threads expects a whole number from 1 to 1024; got '1.5'.")]
    [InlineData("bench --seconds NaN", "--seconds expects a number from 0.001 to 3600; got 'NaN'.")]
    [InlineData("bench --only mpl", "--only: workload 'mpl' is unknown; did you mean 'mlp'?")]
    [InlineData("data get minst", "data set 'minst' is unknown; did you mean 'mnist'?")]
    [InlineData("train --data minst", "data set 'minst' is unknown; did you mean 'mnist'?")]
    [InlineData("data get", "Required argument 'NAME' missing for command: 'get'.")]
    [InlineData("data get @mnist", "data set '@mnist' is unknown; did you mean 'mnist'?")]
    public void WordsThatAreOffAreExitCode2AndOneLineWithTheNearest(string words, string line)
    {
        var wrong = InProcess.Run(words.Split(' '));
        Assert.Equal((2, ""), (wrong.Code, wrong.Output));
        Assert.StartsWith($"nabla: {line}", wrong.Error);
        Assert.Single(wrong.ErrorLines);
    }

    [Fact]
    public void WithJsonAnErrorIsOneObjectOnStandardOutputToo()
    {
        var wrong = InProcess.Run("data", "get", "minst", "--json");
        Assert.Equal(2, wrong.Json.GetProperty("exit").GetInt32());
        Assert.Contains("did you mean 'mnist'", wrong.Json.GetProperty("error").GetString());
        Assert.Single(wrong.ErrorLines);
    }

    [Fact]
    public void DebugShowsTheStackTraceAndNothingElseDoes()
    {
        Assert.DoesNotContain(" at ", InProcess.Run("data", "get", "minst").Error);
        Assert.Contains("   at Nabla.Cli.", InProcess.Run("data", "get", "minst", "--debug").Error);
    }

    [Fact]
    public void TheBuiltCommandKeepsItsStreamsApart()
    {
        var (code, output, error) = BuiltCommand.Run("bench", "--only", "tiny_mlp", "--seconds", "0.01", "--json");
        Assert.Equal(0, code);
        Assert.StartsWith("{\"name\":\"tiny_mlp\"", output);
        Assert.Single(output.TrimEnd().Split('\n'));
        Assert.DoesNotContain('\u001b', output + error);
        Assert.Contains("1 thread", error);
    }

    [Fact]
    public void TheBuiltCommandSaysItsVersionAndRefusesUnknownVerbs()
    {
        Assert.Equal((0, $"{typeof(Nabla.Experiments.Recipe).Assembly.GetName().Version!.ToString(3)}\n", ""), BuiltCommand.Run("--version"));
        var (code, output, error) = BuiltCommand.Run("benhc");
        Assert.Equal((2, ""), (code, output));
        Assert.Contains("did you mean 'bench'", error);
    }

    [Fact]
    public void A_result_that_nobody_takes_is_told_in_one_line()
    {
        using var error = new StringWriter();
        Assert.Equal(1, CommandLine.Run(["data", "list"], new FullWriter(), error));
        Assert.Equal("nabla: Standard output takes no result (full): what was done is done, only its telling is lost.", error.ToString().TrimEnd());
    }

    sealed class FullWriter : StringWriter
    {
        public override void Flush() => throw new IOException("full");
    }
}
