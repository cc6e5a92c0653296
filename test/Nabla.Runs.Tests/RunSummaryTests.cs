using System.Text.Json;

namespace Nabla.Runs.Tests;

public sealed class RunSummaryTests : IDisposable
{
    readonly TemporaryFolder temporary = new();
    readonly RunFolder folder;

    public RunSummaryTests() => folder = RunFolder.Create(temporary.In("run"));

    public void Dispose() => temporary.Dispose();

    static readonly RunSummary Full = new()
    {
        Status = RunStatus.Done,
        Steps = 3752,
        Seconds = 12.25,
        SamplesPerSecond = 39000,
        TrainLoss = 0.01,
        TestLoss = 0.06,
        Parameters = 669706,
        PeakMemoryBytes = 123456789,
        Run = "runs/first",
        Extra = [new("test_accuracy", 0.985)],
    };

    [Fact]
    public void A_summary_comes_back()
    {
        var summary = Full.With("best_step", 3000).With("model", "mlp:512-512");
        summary.Save(folder);
        var read = RunSummary.Load(folder)!;
        Assert.Equal(summary.ToJson(), read.ToJson());
        Assert.Equal("mlp:512-512", read.Extra[^1].Value.Text);
        Assert.Equal(summary with { Extra = [] }, read with { Extra = [] });
    }

    [Fact]
    public void The_names_are_those_outsiders_know()
    {
        using var json = JsonDocument.Parse(Full.ToJson());
        Assert.Equal(
            ["status", "steps", "seconds", "samples_per_second", "train_loss", "test_loss", "test_accuracy", "parameters", "peak_memory_bytes", "run"],
            json.RootElement.EnumerateObject().Select(p => p.Name));
        Assert.DoesNotContain('\n', Full.ToJson());
    }

    [Fact]
    public void A_loss_that_is_not_finite_is_null_and_noted()
    {
        string json = new RunSummary { Status = RunStatus.Failed, TrainLoss = double.NaN }.ToJson();
        Assert.Contains("\"train_loss\":null", json);
        Assert.Contains("\"note\":\"train_loss was NaN\"", json);
    }

    [Fact]
    public void No_summary_yet_is_null() => Assert.Null(RunSummary.Load(folder));

    [Theory]
    [InlineData("")]
    [InlineData("{\"status\":\"comp")]
    [InlineData("[1]")]
    [InlineData("\0\0\0")]
    public void A_damaged_summary_says_so(string content)
    {
        File.WriteAllText(folder.Summary, content);
        Assert.Contains("is damaged", Assert.Throws<RunException>(() => RunSummary.Load(folder)).Message);
    }

    [Fact]
    public void Odd_types_do_no_harm()
    {
        File.WriteAllText(folder.Summary, "{\"status\":1,\"steps\":\"x\",\"seconds\":null,\"parameters\":1e300,\"deep\":{}}");
        var read = RunSummary.Load(folder)!;
        Assert.Equal((RunStatus.Running, 0), (read.Status, read.Steps));
    }
}
