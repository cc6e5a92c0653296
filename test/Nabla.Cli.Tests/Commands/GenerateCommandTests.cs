using Nabla.Initializers;
using Nabla.Modules;
using Nabla.Pretrained;
using Nabla.Tensors;
using Nabla.Testing;
using Nabla.Text;

namespace Nabla.Cli.Tests.Commands;

/// <summary>A GPT-2 folder with random weights, which tests have write.</summary>
public sealed class WritingFolder : IDisposable
{
    public WritingFolder()
    {
        Parent = Directory.CreateTempSubdirectory("nabla-generate-").FullName;
        Path = System.IO.Path.Combine(Parent, "gpt2");
        var sizes = new TransformerOptions(27, 2, 16, 2) { ContextLength = 24, FeedForward = FeedForwardKind.GeluTanh, Initializer = new Normal(0.4) };
        new Gpt2Folder(Path).Save(new Gpt(sizes, Rng.FromSeed(1)), CharacterTokenizer.FromText("\nabcdefghijklmnopqrstuvwxyz"));
    }

    public string Parent { get; }

    public string Path { get; }

    public void Dispose() => Directory.Delete(Parent, recursive: true);
}

public class GenerateCommandTests(WritingFolder folder, TrainedRun trained) : IClassFixture<WritingFolder>, IClassFixture<TrainedRun>
{
    InProcess Generate(params string[] options) => InProcess.Run(["generate", folder.Path, .. options]);

    [Fact]
    public void ThePromptAndWhatFollowsAreOnStandardOutputAndTheSpeedIsNot()
    {
        var text = Generate("--prompt", "once", "--tokens", "60");
        Assert.Equal(0, text.Code);
        Assert.StartsWith("once", text.Output);
        Assert.InRange(text.Output.Length, 4 + 60, 4 + 60 + 1);
        Assert.EndsWith("\n", text.Output);
        Assert.Matches("^60 tokens in [0-9.]+ s, [0-9,]+ tokens/s\n$", text.Error.ReplaceLineEndings("\n"));
        Assert.Equal((text.Output, ""), (Generate("--prompt", "once", "--tokens", "60", "--quiet").Output, Generate("--prompt", "once", "--tokens", "60", "--quiet").Error));
    }

    [Fact]
    public void WritingEndsWhenNobodyReads()
    {
        if (OperatingSystem.IsWindows()) return; // no signal says so
        using var process = BuiltCommand.Start("generate", folder.Path, "--tokens", "1000000", "--threads", "1");
        Assert.NotEqual(-1, process.StandardOutput.Read());
        process.StandardOutput.Close();
        bool ended = process.WaitForExit(Patience.Limit);
        if (!ended) process.Kill();
        Assert.True(ended, "It goes on.");
        Assert.Equal(0, process.ExitCode);
        Assert.Contains("stopped", process.StandardError.ReadToEnd());
    }

    [Fact]
    public void WithJsonTheLastLineIsTheTextAndItsSpeed()
    {
        string text = Generate("--prompt", "once", "--tokens", "60").Output[4..];
        var written = Generate("--prompt", "once", "--tokens", "60", "--json");
        Assert.Single(written.Output.TrimEnd('\n').Split('\n'));
        Assert.Equal((folder.Path, "once"), (written.Json.GetProperty("run").GetString(), written.Json.GetProperty("prompt").GetString()));
        Assert.Equal(text.TrimEnd('\n'), written.Json.GetProperty("text").GetString()!.TrimEnd('\n'));
        Assert.Equal(60, written.Json.GetProperty("tokens").GetInt32());
        Assert.Equal(60 / written.Json.GetProperty("seconds").GetDouble(), written.Json.GetProperty("tokens_per_second").GetDouble(), 60 / written.Json.GetProperty("seconds").GetDouble() * 0.2);
    }

    [Fact]
    public void ManySamplesAreThoseOfTheSeedsThatFollow()
    {
        string[] samples = [.. Generate("--samples", "20", "--seed", "5", "--tokens", "30", "--json").Json.GetProperty("samples").EnumerateArray().Select(each => each.GetString()!)];
        Assert.Equal(20, samples.Distinct().Count());
        foreach (int i in new[] { 0, 1, 15, 16, 19 })
            Assert.Equal(Generate("--seed", $"{5 + i}", "--tokens", "30", "--json").Json.GetProperty("text").GetString(), samples[i]);
        Assert.Equal(2, Generate("--samples", "3", "--tokens", "5").Output.Split('\n').Count(line => line == "---"));
    }

    [Fact]
    public void WhatIsAskedForIsHeeded()
    {
        string Text(params string[] options)
        {
            var written = Generate(["--prompt", "a", "--tokens", "80", "--json", "--quiet", .. options]);
            Assert.Equal((0, ""), (written.Code, written.Error));
            return written.Json.GetProperty("text").GetString()!;
        }

        string plain = Text();
        Assert.Equal(Text("--temperature", "0"), Text("--top-k", "1"));
        Assert.Equal(Text("--temperature", "0"), Text("--top-p", "1e-9"));
        Assert.NotEqual(plain, Text("--temperature", "0.5"));
        Assert.NotEqual(plain, Text("--repetition-penalty", "1.5"));
        Assert.Equal(plain[..plain.IndexOf(plain[40])], Text("--stop", $"{plain[40]}"));
        Assert.DoesNotContain('\n', Text("--stop", "\\n"));
        Assert.Equal("", Generate("--prompt", "a", "--tokens", "0", "--json").Json.GetProperty("text").GetString());
    }

    [Theory]
    [InlineData("generate FOLDER --prompt café", 1, "'é' (U+00E9), which is none of its 27 characters")]
    [InlineData("generate RUN", 1, "holds a mlp:8, which cannot write: use the run of a language model")]
    [InlineData("generate nowhere", 1, "There is no run")]
    [InlineData("generate FOLDER --temperature -1", 2, "--temperature expects a number from 0")]
    [InlineData("generate FOLDER --temperature 1e-9", 2, "--temperature expects 0 or a number from 1e-06")]
    [InlineData("generate FOLDER --top-k 0", 2, "--top-k expects a whole number from 1")]
    [InlineData("generate FOLDER --top-p 1.1", 2, "--top-p expects a number from 1E-09 to 1; got '1.1'")]
    [InlineData("generate FOLDER --tokens many", 2, "--tokens expects a whole number from 0")]
    [InlineData("generate FOLDER --samples 0", 2, "--samples expects a whole number from 1")]
    [InlineData("generate FOLDER --topk 3", 2, "did you mean '--top-k'?")]
    [InlineData("generate", 2, "RUN")]
    public void WhatDoesNotFitIsSaidInOneLine(string words, int code, string part)
    {
        var wrong = InProcess.Run([.. words.Split(' ').Select(word => word.Replace("FOLDER", folder.Path).Replace("RUN", trained.Folder))]);
        Assert.Equal((code, ""), (wrong.Code, wrong.Output));
        Assert.Contains(part, wrong.Error);
        Assert.Single(wrong.ErrorLines);
        Assert.DoesNotContain("--debug", wrong.Error);
    }

    [Fact]
    public void AFolderWithoutATokenizerOrWithOtherWeightsIsRefused()
    {
        string copy = Path.Combine(folder.Parent, "copy");
        Directory.CreateDirectory(copy);
        foreach (string file in new[] { "config.json", "model.safetensors" }) File.Copy(Path.Combine(folder.Path, file), Path.Combine(copy, file), overwrite: true);
        Assert.Contains("holds no tokenizer.json, nor vocab.json", Assert.Single(InProcess.Run("generate", copy).ErrorLines));
        File.Copy(Path.Combine(folder.Path, "tokenizer.json"), Path.Combine(copy, "tokenizer.json"));
        File.WriteAllText(Path.Combine(copy, "config.json"), File.ReadAllText(Path.Combine(copy, "config.json")).Replace("\"n_layer\": 2", "\"n_layer\": 3"));
        var wrong = InProcess.Run("generate", copy);
        Assert.Equal(1, wrong.Code);
        Assert.Contains("no tensor 'h.2.ln_1.weight'", Assert.Single(wrong.ErrorLines));
    }

    [Fact]
    public void AGpt2FolderCanBeInspected() => Assert.Contains("h.1.attn.c_attn.weight", InProcess.Run("inspect", folder.Path).Output);

    [Fact]
    public void TrainingCanBeginWithTheWeightsOfAFolder()
    {
        string text = Path.Combine(folder.Parent, "words.txt");
        File.WriteAllText(text, string.Concat(Enumerable.Range(0, 300).Select(i => $"word{(char)('a' + i % 26)}\n")));
        InProcess Train(string model, string run) => InProcess.Run("train", "--data", text, "--model", model, "--set", $"model.from={folder.Path}", "--set", $"data.tokenizer={Path.Combine(folder.Path, "tokenizer.json")}",
            "--set", "data.window=24", "--steps", "1", "--lr", "1e-9", "--out", Path.Combine(folder.Parent, run), "--quiet");
        string Greedy(string run) => InProcess.Run("generate", run, "--prompt", "abc", "--temperature", "0", "--tokens", "40", "--json", "--quiet").Json.GetProperty("text").GetString()!;
        var trained = Train("gpt2:2x16x2", "tuned");
        Assert.Equal((0, ""), (trained.Code, trained.Error));
        Assert.Equal(Greedy(folder.Path), Greedy(Path.Combine(folder.Parent, "tuned")));
        var wrong = Train("gpt2:2x16x4", "other");
        Assert.Equal(2, wrong.Code);
        Assert.Contains("holds a GPT-2 of 2x16x2", Assert.Single(wrong.ErrorLines));
    }

    [Fact]
    public void AModelOfLinesWritesALineAtATime()
    {
        string text = Path.Combine(folder.Parent, "names.txt"), run = Path.Combine(folder.Parent, "names");
        string[] names = [.. Enumerable.Range(0, 400).Select(i => new[] { "emma", "olivia", "ava", "noah" }[i % 4])];
        File.WriteAllLines(text, names);
        var trained = InProcess.Run("train", "--data", text, "--set", "data.documents=lines", "--model", "gru:24", "--steps", "150", "--batch", "32", "--lr", "0.01", "--out", run, "--quiet");
        Assert.Equal((0, ""), (trained.Code, trained.Error));
        var written = InProcess.Run("generate", run, "--samples", "40", "--temperature", "0.3", "--quiet");
        string[] lines = written.Output.TrimEnd().Split('\n');
        Assert.Equal(40, lines.Length);
        Assert.InRange(lines.Count(names.Contains), 36, 40);
        Assert.Equal("olivia\n", InProcess.Run("generate", run, "--prompt", "ol", "--temperature", "0", "--quiet").Output);
    }

    [Fact]
    public void InterruptedItEndsWithWhatIsThere()
    {
        if (OperatingSystem.IsWindows()) return; // has no such signal
        using var process = BuiltCommand.Start("generate", folder.Path, "--tokens", "1000000", "--prompt", "a");
        var first = new char[1];
        Assert.Equal(1, process.StandardOutput.Read(first));
        System.Diagnostics.Process.Start("kill", ["-INT", $"{process.Id}"]).WaitForExit();
        string rest = process.StandardOutput.ReadToEnd(), error = process.StandardError.ReadToEnd();
        Assert.True(process.WaitForExit(Patience.Limit));
        Assert.Equal((0, 'a'), (process.ExitCode, first[0]));
        Assert.EndsWith("\n", rest);
        Assert.Contains(", stopped", error);
    }
}
