using System.Text.Json;

namespace Nabla.Runs.Tests;

public sealed class RunEventTests : IDisposable
{
    readonly TemporaryFolder temporary = new();

    public void Dispose() => temporary.Dispose();

    RunEvent RoundTrip(RunEvent written)
    {
        var folder = RunFolder.Create(temporary.In("run"));
        using (var writer = RunWriter.Start(folder))
            writer.Write(written);
        return Assert.Single(RunReader.Read(folder));
    }

    [Fact]
    public void Every_kind_of_value_comes_back()
    {
        var read = RoundTrip(new RunEvent(RunKind.Evaluation, 7, 1.5)
        {
            ["split"] = "test",
            ["loss"] = 0.1,
            ["float"] = 0.1f,
            ["count"] = 12345678901L,
            ["tiny"] = 4.9e-324,
            ["classes"] = new[] { "ä", "<b>", "\"\\\n" },
            ["list"] = new[] { 1.0, -2.5, double.NaN },
            ["confusion"] = new[,] { { 1.0, 2 }, { 3, 4 } },
            ["empty"] = Array.Empty<double>(),
        });
        Assert.Equal((RunKind.Evaluation, 7, 1.5), (read.Kind, read.Step, read.Seconds));
        Assert.Equal("test", read.Text("split"));
        Assert.Equal(0.1, read.Number("loss"));
        Assert.Equal(0.1f, (float)read.Number("float")!);
        Assert.Equal(12345678901, read.Number("count"));
        Assert.Equal(4.9e-324, read.Number("tiny"));
        Assert.Equal(["ä", "<b>", "\"\\\n"], read["classes"].Texts!);
        Assert.Equal([1, -2.5, double.NaN], read["list"].Numbers!);
        Assert.Equal(new[,] { { 1.0, 2 }, { 3, 4 } }, read["confusion"].Table!);
        Assert.Empty(read["empty"].Numbers!);
        Assert.Null(read.Number("absent"));
        Assert.Null(read.Number("split"));
        Assert.Throws<KeyNotFoundException>(() => read["absent"]);
    }

    [Fact]
    public void Numbers_that_JSON_lacks_become_null_and_a_note()
    {
        var read = RoundTrip(new RunEvent(RunKind.Step, 3)
        {
            [RunField.Loss] = double.NaN,
            [RunField.GradientNorm] = double.PositiveInfinity,
            [RunField.Rate] = double.NegativeInfinity,
        });
        Assert.Equal(double.NaN, read.Number(RunField.Loss));
        Assert.Equal("loss was NaN, gradient_norm was infinite, rate was minus infinite", read.Text(RunField.Note));
        string line = File.ReadAllText(RunFolder.Open(temporary.In("run")).Events);
        Assert.Contains("\"loss\":null", line);
        JsonDocument.Parse(line).Dispose();
    }

    [Fact]
    public void The_line_is_as_outsiders_expect()
    {
        RoundTrip(new RunEvent(RunKind.Step, 100, 12.5) { [RunField.Loss] = 0.3125f, [RunField.Rate] = 1e-3f, [RunField.Epoch] = 2 });
        Assert.Equal("{\"t\":12.5,\"kind\":\"step\",\"step\":100,\"loss\":0.3125,\"rate\":0.001,\"epoch\":2}\n",
            File.ReadAllText(temporary.In("run/events.jsonl")));
    }

    [Fact]
    public void Broken_text_is_written_as_valid_JSON() =>
        Assert.Equal("a\ufffdb", RoundTrip(new RunEvent(RunKind.Note, 0) { [RunField.Text] = "a\ud800b" }).Text(RunField.Text));

    [Fact]
    public void Fields_are_replaced_and_the_fixed_ones_guarded()
    {
        var happened = new RunEvent("x", 1) { ["a"] = 1, ["a"] = 2 };
        Assert.Equal(2, Assert.Single(happened).Value.Number);
        Assert.Throws<ArgumentException>(() => happened["step"] = 3);
    }
}
