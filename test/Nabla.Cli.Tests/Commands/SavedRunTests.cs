using Nabla.Testing;

namespace Nabla.Cli.Tests.Commands;

/// <summary>Verbs that look at a run again.</summary>
public class SavedRunTests(TrainedRun trained) : IClassFixture<TrainedRun>
{
    [Fact]
    public void EvaluationMeetsWhatTrainingSaid()
    {
        var evaluated = InProcess.Run("evaluate", trained.Folder, "--json").Json;
        Assert.Equal(trained.Train.Json.GetProperty("test_accuracy").GetDouble(), evaluated.GetProperty("accuracy").GetDouble());
        Assert.Equal(trained.Train.Json.GetProperty("test_loss").GetDouble(), evaluated.GetProperty("loss").GetDouble(), 1e-6);
        var rows = evaluated.GetProperty("confusion").EnumerateArray().Select(row => row.EnumerateArray().Select(cell => cell.GetInt32()).ToArray()).ToArray();
        Assert.Equal(evaluated.GetProperty("count").GetInt32(), rows.Sum(row => row.Sum()));
        Assert.Equal(evaluated.GetProperty("accuracy").GetDouble(), (rows[0][0] + rows[1][1]) / (double)evaluated.GetProperty("count").GetInt32(), 1e-12);
    }

    [Fact]
    public void EvaluationAsTextHasATableWithRecallAndPrecision()
    {
        var evaluated = InProcess.Run("evaluate", trained.Folder, "--split", "train");
        Assert.Equal((0, ""), (evaluated.Code, evaluated.Error));
        Assert.Contains("1,000 examples", evaluated.Output);
        Assert.Matches("(?m)^ +\\S+ +\\S+ +recall +precision$", evaluated.Output.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void PredictionsOfADataSetShowTheTruth()
    {
        var predictions = InProcess.Run("predict", trained.Folder, "--data", "moons", "--index", "0", "--index", "7", "--json").Json.GetProperty("predictions");
        Assert.Equal(["moons-test#0", "moons-test#7"], predictions.EnumerateArray().Select(each => each.GetProperty("input").GetString()!));
        foreach (var each in predictions.EnumerateArray())
        {
            Assert.Equal(1, each.GetProperty("probabilities").EnumerateObject().Sum(share => share.Value.GetDouble()), 1e-6);
            Assert.Equal(each.GetProperty("probability").GetDouble(), each.GetProperty("probabilities").GetProperty(each.GetProperty("class").GetString()!).GetDouble());
            Assert.NotEmpty(each.GetProperty("truth").GetString()!);
        }
    }

    [Fact]
    public void TablesWithAndWithoutTargetsAreReadAlike()
    {
        string bare = Path.Combine(trained.Parent, "bare.csv"), labelled = Path.Combine(trained.Parent, "labelled.csv");
        File.WriteAllText(bare, "0.5,1\n-1,0.25\n2,-0.5\n");
        File.WriteAllText(labelled, "x,y,class\n0.5,1,a\n-1,0.25,b\n2,-0.5,a\n");
        string[] Classes(string path) => [.. InProcess.Run("predict", trained.Folder, path, "--json").Json.GetProperty("predictions").EnumerateArray().Select(each => each.GetProperty("class").GetString()!)];
        Assert.Equal(3, Classes(bare).Length);
        Assert.Equal(Classes(labelled), Classes(bare));
    }

    [Fact]
    public void InspectionAddsUpToTheModel()
    {
        var inspected = InProcess.Run("inspect", trained.Folder, "--json").Json;
        var tensors = inspected.GetProperty("tensors").EnumerateArray().Where(tensor => !tensor.GetProperty("name").GetString()!.StartsWith("preprocessing.", StringComparison.Ordinal)).ToList();
        Assert.Equal(trained.Train.Json.GetProperty("parameters").GetInt64(), tensors.Sum(tensor => tensor.GetProperty("numbers").GetInt64()));
        Assert.Equal([8, 2], tensors[0].GetProperty("shape").EnumerateArray().Select(extent => extent.GetInt32()));
        Assert.Equal(4 * inspected.GetProperty("numbers").GetInt64(), inspected.GetProperty("bytes").GetInt64());
        Assert.Contains("total", InProcess.Run("inspect", Path.Combine(trained.Folder, "model.safetensors")).Output);
    }

    [Fact]
    public void TheReportIsOnePageWithItsFigures()
    {
        var report = InProcess.Run("report", trained.Folder, "--json").Json;
        Assert.Contains("<svg", File.ReadAllText(report.GetProperty("report").GetString()!));
        Assert.All(report.GetProperty("figures").EnumerateArray(), figure => Assert.True(File.Exists(figure.GetString()!)));
        Assert.Contains("loss.svg", InProcess.Run("report", trained.Folder).Output);
    }

    [Theory]
    [InlineData("report nowhere", 1, "There is no run")]
    [InlineData("evaluate RUN --split tset", 2, "did you mean 'test'?")]
    [InlineData("evaluate RUN --split validation", 2, "has no validation part")]
    [InlineData("evaluate RUN --data glyphs", 1, "the model was trained on")]
    [InlineData("evaluate nowhere", 1, "There is no run")]
    [InlineData("predict RUN", 2, "one of the two")]
    [InlineData("predict RUN x.csv --data moons", 2, "one of the two")]
    [InlineData("predict RUN --data moons --index 1000", 2, "from 0 to 999; got '1000'")]
    [InlineData("predict RUN nowhere.csv", 1, "there is no such file")]
    [InlineData("predict RUN RUN/summary.json", 1, "is of no known format")]
    [InlineData("inspect RUN/summary.json", 1, "safetensors")]
    [InlineData("inspect nowhere", 1, "There is no run")]
    public void WhatDoesNotFitIsSaidInOneLine(string words, int code, string part)
    {
        var wrong = InProcess.Run([.. words.Split(' ').Select(word => word.Replace("RUN", trained.Folder))]);
        Assert.Equal((code, ""), (wrong.Code, wrong.Output));
        Assert.Contains(part, wrong.Error);
        Assert.Single(wrong.ErrorLines);
        Assert.DoesNotContain("--debug", wrong.Error);
    }

    [Theory]
    [InlineData("evaluate")]
    [InlineData("train", "--resume")]
    public void ARunWhoseRecipeWasCutOffDoesNotGoOnByDefaults(params string[] verb)
    {
        string folder = Directory.CreateDirectory(Path.Combine(trained.Parent, $"cut-{verb[0]}")).FullName, recipe = File.ReadAllText(Path.Combine(trained.Folder, "recipe.yaml"));
        File.WriteAllText(Path.Combine(folder, "recipe.yaml"), recipe[..(recipe.IndexOf("batch: ", StringComparison.Ordinal) - 2)]);
        var wrong = InProcess.Run([.. verb, folder]);
        Assert.Equal(2, wrong.Code);
        Assert.Contains("recipe.yaml: lacks training.batch", Assert.Single(wrong.ErrorLines));
    }

    [Fact]
    public void OtherClassNamesAreNamed()
    {
        string path = Path.Combine(trained.Parent, "other.csv");
        File.WriteAllText(path, "x,y,class\n" + string.Concat(Enumerable.Repeat("0.5,1,upper\n-1,0.25,downer\n", 10)));
        var wrong = InProcess.Run("evaluate", trained.Folder, "--data", path);
        Assert.Equal(1, wrong.Code);
        Assert.Contains("is 'downer', a class that the model does not know; it knows upper, lower", wrong.ErrorLines[^1]);
    }

    [Theory]
    [InlineData("train --data PIPE.csv --steps 1")]
    [InlineData("train PIPE.yaml")]
    [InlineData("train --resume RUN")]
    [InlineData("predict RUN PIPE.npy")]
    [InlineData("inspect PIPE.safetensors")]
    [InlineData("evaluate RUN")]
    [InlineData("report RUN")]
    public async Task APipeIsRefusedAndNotWaitedFor(string words)
    {
        if (OperatingSystem.IsWindows()) return; // no pipes among files
        string folder = Directory.CreateTempSubdirectory("nabla-pipe-").FullName, run = Directory.CreateDirectory(Path.Combine(folder, "run")).FullName;
        bool reads = words.StartsWith("predict", StringComparison.Ordinal);
        foreach (string ending in new[] { ".csv", ".npy", ".safetensors", ".yaml" }) Pipe(Path.Combine(folder, "pipe" + ending));
        foreach (string part in new[] { "recipe.yaml", "events.jsonl", "summary.json", "model.safetensors" }) Pipe(Path.Combine(run, part));
        var task = Task.Run(() => InProcess.Run([.. words.Replace("PIPE", Path.Combine(folder, "pipe")).Replace("RUN", reads ? trained.Folder : run).Split(' ')]));
        var refused = await task.WaitAsync(Patience.Limit); // for no writer
        Assert.NotEqual(0, refused.Code);
        Assert.Single(refused.ErrorLines);
        Directory.Delete(folder, recursive: true);

        static void Pipe(string path) => System.Diagnostics.Process.Start("mkfifo", [path]).WaitForExit();
    }

    [Fact]
    public void AVeryLongNameIsNotEchoedWhole()
    {
        foreach (string name in new[] { new string('x', 100_000), "a/" + new string('x', 100_000), new string('y', 100_000) + ".csv" })
            Assert.InRange(InProcess.Run("train", "--data", name).Error.Length, 20, 1000);
    }

    [Fact]
    public void ADamagedRecipeIsNamedWithItsLine()
    {
        string folder = Path.Combine(trained.Parent, "damaged");
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "recipe.yaml"), "seed: 1\nmodel:\n  nmae: mlp:8\n");
        var wrong = InProcess.Run("evaluate", folder);
        Assert.Equal(2, wrong.Code);
        Assert.Contains("recipe.yaml:3: A recipe has no field 'model.nmae'; did you mean 'model.name'?", wrong.Error);
    }
}
