using System.Text.RegularExpressions;
using System.Xml.Linq;
using Nabla.Reports;
using Nabla.Runs;

namespace Nabla.Reports.Tests;

public sealed class RunReportTests : IDisposable
{
    readonly string root = Directory.CreateTempSubdirectory("nabla-report-").FullName;
    readonly RunFolder folder;

    public RunReportTests() => folder = RunFolder.Create(Path.Combine(root, "first"));

    public void Dispose() => Directory.Delete(root, recursive: true);

    void Train(int steps = 400)
    {
        using var writer = RunWriter.Start(folder);
        for (int step = 1; step <= steps; step++)
        {
            writer.Write(new RunEvent(RunKind.Step, step)
            {
                [RunField.Loss] = 2 * Math.Exp(-step / 100.0) + 0.01,
                ["accuracy"] = 0.9,
                [RunField.Rate] = 1e-3,
                [RunField.GradientNorm] = 1.5,
                [RunField.SamplesPerSecond] = 40_000,
            });
            if (step % 100 != 0)
                continue;
            writer.Write(new RunEvent(RunKind.Evaluation, step)
            {
                [RunField.Split] = "test",
                [RunField.Loss] = 10.0 / step,
                ["accuracy"] = 0.95,
                [RunField.Shares] = new[] { "accuracy" },
                [RunField.Confusion] = new double[,] { { 48, 2 }, { 3, 47 } },
                [RunField.Classes] = new[] { "cat", "dog" },
            });
            foreach (string path in (string[])["inner.weight", "logits.weight"])
                writer.Write(new RunEvent("layer", step) { ["path"] = path, [RunField.GradientNorm] = 0.1, ["update_ratio"] = 1e-3 });
        }
    }

    void Write(params RunEvent[] events)
    {
        using var writer = RunWriter.Resume(folder, long.MaxValue);
        foreach (RunEvent happened in events)
            writer.Write(happened);
    }

    string Page() => File.ReadAllText(RunReport.Write(folder));

    [Fact]
    public void A_finished_run_becomes_one_page_and_a_folder_of_figures()
    {
        Train();
        File.WriteAllText(folder.Recipe,
            "seed: 1\ndata:\n  name: \"zahlen/gr\\u00F6\\u00DFe 1.csv\"  # a known data set, or a path\nmodel:\n  name: mlp:512-512             # name and sizes\n");
        new RunSummary { Status = RunStatus.Done, Steps = 400, Seconds = 200, TestLoss = 0.025, Parameters = 669706, PeakMemoryBytes = 158_000_000 }
            .With("best_step", 300).With("test_accuracy", 0.9856).Save(folder);
        string page = Page();
        Assert.Contains("<p class=\"lead\">mlp:512-512 trained on zahlen/gr&#246;&#223;e 1.csv: test loss 0.025, accuracy 98.56 %. <", page);
        foreach (string fact in (string[])["3 min 20 s", "669,706", "158 MB", "best step",
            "<dt>test accuracy</dt><dd>98.56 %</dd>", "accuracy [%]", "test accuracy 95.00 % at step 400.", "seed: 1"])
            Assert.Contains(fact, page);
        Assert.Contains("95 of 100 right (95.00 %); most often dog taken for cat (3 times).", page);
        string[] expected = ["accuracy", "confusion", "gradient-norm", "learning-rate", "loss", "throughput"];
        Assert.Equal(expected, Directory.GetFiles(folder.Figures).Select(f => Path.GetFileNameWithoutExtension(f)!).Order(StringComparer.Ordinal));
        foreach (string figure in Directory.GetFiles(folder.Figures))
            Assert.Equal("svg", XDocument.Load(figure).Root!.Name.LocalName);
    }

    [Fact]
    public void The_page_needs_nothing_from_outside_and_runs_nothing()
    {
        Train();
        string page = Page();
        Assert.DoesNotContain("<script", page);
        Assert.DoesNotContain("<link", page);
        Assert.DoesNotContain("@import", page);
        Assert.All(Regex.Matches(page, "(?:href|src)=\"([^\"]*)\"").Select(m => m.Groups[1].Value), address => Assert.StartsWith("data:", address));
        Assert.DoesNotMatch("id=\"([^\"]+)\"", page);
    }

    [Fact]
    public void Whatever_stands_in_the_files_is_text()
    {
        const string Evil = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'&";
        Train();
        File.WriteAllText(folder.Recipe, "model:\n  name: " + Evil + "\n");
        new RunSummary { Status = Evil }.With(Evil, Evil).Save(folder);
        Write(
            new RunEvent(RunKind.Note, 1) { [RunField.Text] = Evil },
            new RunEvent("verdict", 1) { [RunField.Text] = Evil, ["severity"] = Evil },
            new RunEvent(RunKind.Evaluation, 1) { [RunField.Split] = Evil, [RunField.Loss] = 1, [RunField.Confusion] = new double[,] { { 1 } }, [RunField.Classes] = new[] { Evil } },
            new RunEvent("layer", 1) { ["path"] = Evil, [RunField.GradientNorm] = 1 },
            new RunEvent(Evil, 1) { [RunField.Text] = Evil });
        string page = Page();
        Assert.DoesNotContain("<script", page);
        Assert.DoesNotContain("<img", page);
        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt;", page);
    }

    [Fact]
    public void A_run_under_way_has_a_report()
    {
        Train(50);
        File.AppendAllText(folder.Events, "{\"kind\":\"step\",\"st");
        string page = Page();
        Assert.Contains("A model in training.", page);
        Assert.Contains("running", page);
    }

    [Fact]
    public void An_empty_run_says_so() => Assert.Contains("Nothing has been recorded yet.", Page());

    [Fact]
    public void A_loss_that_is_not_finite_is_shown_where_it_began()
    {
        using (var writer = RunWriter.Start(folder))
        {
            for (int step = 1; step <= 20; step++)
                writer.Write(new RunEvent(RunKind.Step, step) { [RunField.Loss] = step < 15 ? Math.Pow(3, step) : double.NaN });
        }
        new RunSummary { Status = RunStatus.Failed, TrainLoss = double.NaN }.Save(folder);
        string page = Page();
        Assert.Contains("not finite from step 15", page);
        Assert.Contains("training loss not a number", page);
    }

    [Fact]
    public void Damaged_lines_are_mentioned()
    {
        Train(10);
        File.AppendAllText(folder.Events, "rubbish\nmore rubbish\n");
        Assert.Contains("2 damaged lines of events.jsonl were skipped.", Page());
    }

    [Fact]
    public void A_measure_is_drawn_into_its_own_file_only()
    {
        Train(100);
        string[] refused = ["", ".", "..", "../../../escaped", "a/b", "a b", "a.b", "con", new('x', 300), "confusion", "learning_rate", "Gradient-Norm", "größe"];
        Page();
        string[] names = ["macro_f1", "macro-f1", "_", .. refused, .. Enumerable.Range(0, 1000).Select(i => $"m{i}")];
        Write([.. names.Select(name => new RunEvent(RunKind.Evaluation, 100) { [RunField.Split] = "test", [name] = 0.5 })]);
        string[] before = Directory.GetFileSystemEntries(root, "*", SearchOption.AllDirectories);
        byte[] confusion = File.ReadAllBytes(Path.Combine(folder.Figures, "confusion.svg"));
        Page();
        string[] added = [.. Directory.GetFileSystemEntries(root, "*", SearchOption.AllDirectories).Except(before).Select(file => Path.GetRelativePath(folder.Figures, file))];
        Assert.Equal(50 - 1, added.Length); // accuracy was there
        Assert.Equal(["-.svg", "macro-f1.svg"], added.Where(name => name[0] != 'm' || !char.IsAsciiDigit(name[1])).Order(StringComparer.Ordinal));
        Assert.Equal(confusion, File.ReadAllBytes(Path.Combine(folder.Figures, "confusion.svg")));
    }

    [Fact]
    public void Odd_numbers_and_names_in_the_files_still_make_a_page()
    {
        string[] values = ["1e400", "-1e308", "1e308", "1e-320", "-0", "null", "9223372036854775807",
            "true", "\"\"", "\"\\uD800\"", "[]", "[[]]", "[[1]]", "[[null,1e400],[-1,0]]", "[\"a\"]", "{}"];
        string[] fields = ["t", "step", "loss", "accuracy", "rate", "gradient_norm", "samples_per_second", "epoch", "split", "confusion", "classes", "text", "rmse", "note"];
        var lines = from field in fields from value in values from kind in (string[])["step", "evaluation", "note"] select $"{{\"kind\":\"{kind}\",\"{field}\":{value}}}";
        foreach (string line in lines)
        {
            File.WriteAllText(folder.Events, line + "\n" + line.Replace("\"kind\"", "\"step\":3,\"loss\":1,\"kind\"") + "\n");
            Assert.Contains("</html>", Page());
        }
        foreach (string value in values.Take(7))
        {
            string[] names = ["steps", "seconds", "samples_per_second", "train_loss", "test_loss", "parameters", "peak_memory_bytes", "test_rmse"];
            File.WriteAllText(folder.Summary, "{" + string.Join(",", names.Select(name => $"\"{name}\":{value}")) + "}");
            Assert.Contains("</html>", Page());
        }
        File.WriteAllText(folder.Recipe, "model:\n  name: \"\\uD800\"\n");
        Assert.Contains("A model trained", Page().Replace("in training", "trained"));
    }

    [Fact]
    public void The_same_run_gives_the_same_page()
    {
        Train();
        Assert.Equal(Page(), Page());
    }

    [Fact]
    public void A_report_that_cannot_be_written_says_why()
    {
        File.WriteAllText(folder.Figures, "in the way");
        Assert.StartsWith("Cannot make", Assert.Throws<Nabla.Files.FileException>(() => RunReport.Write(folder)).Message);
    }
}
