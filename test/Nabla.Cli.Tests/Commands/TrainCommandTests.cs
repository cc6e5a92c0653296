using System.Diagnostics;
using Nabla.Experiments;
using Nabla.Testing;

namespace Nabla.Cli.Tests.Commands;

public class TrainCommandTests(TrainedRun trained) : IClassFixture<TrainedRun>
{
    [Fact]
    public void TheLastLineIsTheSummaryWithTheRun()
    {
        Assert.Equal(0, trained.Train.Code);
        var summary = trained.Train.Json;
        Assert.Equal("done", summary.GetProperty("status").GetString());
        Assert.Equal(200, summary.GetProperty("steps").GetInt64());
        Assert.Equal(2 * 8 + 8 + 8 * 2 + 2, summary.GetProperty("parameters").GetInt64());
        Assert.InRange(summary.GetProperty("test_accuracy").GetDouble(), 0.8, 1);
        Assert.True(summary.GetProperty("peak_memory_bytes").GetInt64() > 0);
        Assert.Equal(trained.Folder, Path.GetFullPath(summary.GetProperty("run").GetString()!));
        Assert.Single(trained.Train.Output.TrimEnd().Split('\n'));
        Assert.DoesNotContain('\u001b', trained.Train.Error);
    }

    [Fact]
    public void TheFolderHoldsTheResolvedRecipe()
    {
        var recipe = RecipeFile.Read(Path.Combine(trained.Folder, "recipe.yaml"), Recipe.Standard);
        Assert.Equal(Recipe.Standard with { Data = "moons", Model = "mlp:8", Steps = 200, LearningRate = 0.03, Batch = 64, EvaluateEvery = Interval.Never }, recipe);
        Assert.All(new[] { "model.safetensors", "events.jsonl", "summary.json", "report.html", Path.Combine("figures", "loss.svg") }, name => Assert.True(File.Exists(Path.Combine(trained.Folder, name)), name));
    }

    [Fact]
    public void TheRunsRecipeMakesTheSameRunAgainAndOptionsBeatIt()
    {
        string again = Path.Combine(trained.Parent, "again"), other = Path.Combine(trained.Parent, "other"), recipe = Path.Combine(trained.Folder, "recipe.yaml");
        Assert.Equal(0, InProcess.Run("train", recipe, "--out", again, "--quiet", "--threads", "2").Code);
        Assert.Equal(File.ReadAllBytes(Path.Combine(trained.Folder, "model.safetensors")), File.ReadAllBytes(Path.Combine(again, "model.safetensors")));
        Assert.Equal(0, InProcess.Run("train", recipe, "--out", other, "--quiet", "--seed", "1", "--set", "training.steps=20").Code);
        var read = RecipeFile.Read(Path.Combine(other, "recipe.yaml"), Recipe.Standard);
        Assert.Equal((1L, 20L, "mlp:8"), (read.Seed, read.Steps!.Value, read.Model));
    }

    [Theory]
    [InlineData("-dash")]
    [InlineData("a b")]
    [InlineData("")]
    public void ANameThatIsNoneIsAMatterOfWords(string name)
    {
        string folder = name.Length > 0 ? Path.Combine(trained.Parent, name) : "";
        Assert.Equal(2, InProcess.Run("train", "--data", "moons", "--steps", "1", "--quiet", "--out", folder).Code);
        Assert.False(Directory.Exists(folder));
    }

    [Fact]
    public void ARunIsNeverOverwritten()
    {
        var second = InProcess.Run("train", "--data", "moons", "--steps", "1", "--out", trained.Folder);
        Assert.Equal(1, second.Code);
        Assert.Contains("exists already", second.Error);
    }

    [Theory]
    [InlineData("train --data moons --model mpl:8", "did you mean 'mlp'?")]
    [InlineData("train --data moons --optimizer adamm", "did you mean 'adam")]
    [InlineData("train --data moons --set training.bach=3", "did you mean 'training.batch'?")]
    [InlineData("train --data moons --set training.batch", "--set: expects FIELD=VALUE")]
    [InlineData("train --data moons --optimizer sgd --set optimizer.beta1=0.8", "--set: optimizer.beta1 is a setting of adam, adam-slide, adamw, lion, and 'sgd' has none such")]
    [InlineData("train --data moons --model mlp:8 --set model.hidden=3", "'mlp:8' has none such: leave it out.")]
    [InlineData("train --data moons --schedule cosin", "did you mean 'cosine'?")]
    [InlineData("train --data moons --lr -1", "--lr: optimizer.learningRate expects a number above 0; got '-1'.")]
    [InlineData("train --data moons --epochs 1 --steps 1", "give one")]
    [InlineData("train --data moons --features poly:65", "from 1 to 64")]
    [InlineData("train --resume runs/x --lr 1", "only --steps, --epochs (to go on further) and --threads may be given")]
    [InlineData("train nowhere.yaml", "There is no recipe 'nowhere.yaml'")]
    public void WordsThatAreOffAreExitCode2AndLeaveNoFolder(string words, string part)
    {
        string folder = Path.Combine(trained.Parent, "none");
        var wrong = InProcess.Run([.. words.Split(' '), .. words.Contains("--resume") ? [] : (string[])["--out", folder]]);
        Assert.Equal((2, ""), (wrong.Code, wrong.Output));
        Assert.Contains(part, wrong.Error);
        Assert.Single(wrong.ErrorLines);
        Assert.False(Directory.Exists(folder));
    }

    [Fact]
    public void ARecipeThatDoesNotFitItsDataLeavesNoFolder()
    {
        string folder = Path.Combine(trained.Parent, "misfit");
        var wrong = InProcess.Run("train", "--data", "blobs", "--loss", "hinge", "--steps", "1", "--out", folder);
        Assert.Equal(2, wrong.Code);
        Assert.Contains("needs two classes", wrong.Error);
        Assert.False(Directory.Exists(folder));
    }

    [Theory]
    [InlineData("train --data nowhere/at/all.csv --steps 1")]
    [InlineData("train --resume nowhere")]
    [InlineData("train --data moons --steps 1 --out /dev/null/x")]
    public void WorkThatCannotBeDoneIsOneLine(string words)
    {
        var failed = InProcess.Run(words.Split(' '));
        Assert.Equal(1, failed.Code);
        Assert.Single(failed.ErrorLines);
        Assert.DoesNotContain("--debug", failed.Error); // an error that was foreseen
    }

    [Fact]
    public void ARunThatEndedBeforeItBeganIsOneLine()
    {
        string folder = Directory.CreateDirectory(Path.Combine(trained.Parent, "unborn")).FullName;
        File.WriteAllText(Path.Combine(folder, "events.jsonl"), "");
        var failed = InProcess.Run("train", "--resume", folder);
        Assert.Equal(1, failed.Code);
        Assert.Contains("holds no recipe.yaml", Assert.Single(failed.ErrorLines));
    }

    [Fact]
    public void ATableWhoseCompressionIsCutOffIsNoShorterTable()
    {
        string path = Path.Combine(trained.Parent, "cut.csv.gz");
        using (var packed = new System.IO.Compression.GZipStream(File.Create(path), System.IO.Compression.CompressionLevel.NoCompression))
            for (int row = 0; row < 5000; row++) packed.Write("0.125,0.5,a\n0.625,0.5,b\n"u8);
        File.WriteAllBytes(path, CutAfterARow(File.ReadAllBytes(path)));
        var failed = BuiltCommand.Run("train", "--data", path, "--model", "mlp:4", "--steps", "1", "--out", Path.Combine(trained.Parent, "cut"));
        Assert.Equal(1, failed.Code);
        Assert.Contains("the gzip data is damaged", failed.Error);
    }

    [Fact]
    public void AStandardErrorThatIsFullOrClosedDoesNotEndATraining()
    {
        foreach (string where in new[] { "2>/dev/full", "2>&-" })
        {
            string folder = Path.Combine(trained.Parent, where == "2>&-" ? "closed" : "full");
            Assert.Equal(0, BuiltCommand.Shell($"train --data moons --model mlp:4 --steps 20 --out {folder} {where}"));
            Assert.Contains("\"done\"", File.ReadAllText(Path.Combine(folder, "summary.json")));
        }
    }

    [Fact]
    public void ARecipeMayComeFromAPipeOfTheShell() =>
        Assert.Equal(0, BuiltCommand.Shell($"train /dev/stdin --out {Path.Combine(trained.Parent, "piped")} <<END\ndata: moons\nmodel: mlp:4\ntraining: {{steps: 2}}\nEND\n"));

    [Fact]
    public void AStandardOutputThatIsFullIsOneLine() => Assert.Equal(1, BuiltCommand.Shell($"inspect {trained.Folder} --json >/dev/full 2>&1"));

    static byte[] CutAfterARow(byte[] packed) => packed[..(Array.LastIndexOf(packed, (byte)'\n', packed.Length / 2) + 1)];

    [Fact]
    public void NumbersThatAreNotFiniteEndTheRunWithOneLine()
    {
        var failed = InProcess.Run("train", "--data", "moons", "--model", "mlp:8", "--loss", "cross-entropy", "--optimizer", "sgd", "--lr", "1e30", "--clip", "none", "--schedule", "fixed", "--warmup", "0",
            "--steps", "50", "--out", Path.Combine(trained.Parent, "diverged"), "--quiet");
        Assert.Equal((1, ""), (failed.Code, failed.Output));
        Assert.Contains("is Infinity", failed.Error.Replace("NaN", "Infinity"));
        Assert.Single(failed.ErrorLines);
    }

    [Theory]
    [InlineData("--data moons --model mlp:30000-30000-30000-30000", "more than one array holds")]
    [InlineData("--data glyphs --model mlp:1000000 --batch 1000000", "make the batch (--batch) smaller")]
    public void WhatTheMachineCannotHoldIsRefusedWithItsNumbersAndLeavesNoFolder(string words, string part)
    {
        string folder = Path.Combine(trained.Parent, "huge");
        var refused = InProcess.Run([.. "train --steps 1".Split(' '), .. words.Split(' '), "--out", folder]);
        Assert.Equal(1, refused.Code);
        Assert.Contains(part, Assert.Single(refused.ErrorLines));
        Assert.False(Directory.Exists(folder));
    }

    [Fact]
    public void AFinishedRunThatIsResumedSaysThatNothingWasLeftAndKeepsItsFigures()
    {
        string folder = Path.Combine(trained.Parent, "finished");
        var first = InProcess.Run("train", "--data", "moons", "--model", "mlp:4", "--steps", "20", "--out", folder, "--json").Json;
        var again = InProcess.Run("train", "--resume", folder, "--json");
        Assert.Contains("Nothing was left to do: the run had ended after step 20. With --steps or --epochs it goes on further.", again.Error);
        foreach (string figure in new[] { "samples_per_second", "seconds", "test_loss" }) Assert.Equal(first.GetProperty(figure).GetDouble(), again.Json.GetProperty(figure).GetDouble());
    }

    [Fact]
    public void AFinishedRunGoesOnToMoreStepsAndItsRecipeSaysSo()
    {
        string folder = Path.Combine(trained.Parent, "longer");
        InProcess.Run("train", "--data", "moons", "--model", "mlp:4", "--steps", "12", "--out", folder);
        var longer = InProcess.Run("train", "--resume", folder, "--steps", "24", "--threads", "1", "--json");
        Assert.Equal((0, 24), (longer.Code, longer.Json.GetProperty("steps").GetInt32()));
        Assert.Equal((24, null), (Experiment.Open(folder).Recipe.Steps, Experiment.Open(folder).Recipe.Threads));
        var wrong = InProcess.Run("train", "--resume", folder, "--steps", "30", "--lr", "1");
        Assert.Equal(2, wrong.Code);
        Assert.Contains("only --steps, --epochs (to go on further) and --threads", wrong.Error);
        Assert.Contains("resume with --steps 24 or more", InProcess.Run("train", "--resume", folder, "--steps", "5").Error);
        Assert.Equal(24, Experiment.Open(folder).Recipe.Steps);
    }

    [Fact]
    public async Task OneInterruptStopsAndSavesAndSaysHowToGoOn()
    {
        string folder = Path.Combine(trained.Parent, "interrupted");
        using var process = BuiltCommand.Start("train", "--data", "moons", "--model", "mlp:8", "--steps", "100000000", "--set", "training.evaluateEvery=1 step", "--out", folder);
        var output = process.StandardOutput.ReadToEndAsync();
        Assert.Contains("step 1", await process.StandardError.ReadLineAsync()); // it trains
        var error = process.StandardError.ReadToEndAsync();
        Interrupt(process);
        await Ended(process); // an interrupted training does not go on
        Assert.Equal(1, process.ExitCode);
        Assert.Contains("Stopped after step", await error);
        Assert.Contains("nabla train --resume ", await error);
        Assert.Contains("\"status\": \"stopped\"", File.ReadAllText(Path.Combine(folder, "summary.json")));
        Assert.NotEmpty(Directory.GetFiles(Path.Combine(folder, "checkpoint")));
        Assert.Contains("test accuracy", await output);
    }

    [Fact]
    public async Task TwoInterruptsEndAtOnce()
    {
        // One step of this size takes hours.
        using var process = BuiltCommand.Start("train", "--data", "moons", "--model", "mlp:2000-2000", "--batch", "1000", "--set", "training.accumulate=100000", "--steps", "1000", "--out", Path.Combine(trained.Parent, "twice"));
        var output = process.StandardOutput.ReadToEndAsync();
        Patience.Until(() => File.Exists(Path.Combine(trained.Parent, "twice", "summary.json"))); // it has begun,
        TimeSpan begun = process.TotalProcessorTime;
        // and is amid its first step
        Patience.Until(() => { process.Refresh(); return process.TotalProcessorTime - begun > TimeSpan.FromSeconds(2); });
        Interrupt(process);
        Assert.Contains("once more ends at once", await process.StandardError.ReadLineAsync());
        Interrupt(process);
        await Ended(process); // nor does one that was interrupted twice
        Assert.NotEqual(0, process.ExitCode);
        Assert.Equal("", await output);
    }

    static async Task Ended(Process process)
    {
        try
        {
            await process.WaitForExitAsync().WaitAsync(Patience.Limit);
        }
        finally
        {
            if (!process.HasExited) process.Kill();
        }
    }

    static void Interrupt(Process process) => Process.Start("kill", ["-INT", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]).WaitForExit();
}
