using System.Text.Json;
using Nabla.Cli.Benchmarks;

namespace Nabla.Cli.Tests.Commands;

public class BenchCommandTests
{
    [Fact]
    public void EachWorkloadIsOneLineWithItsNumbers()
    {
        var bench = InProcess.Run("bench", "--only", "tiny_mlp", "--only", "fma_peak", "--only", "softmax_regression", "--seconds", "0.01", "--json", "--quiet");
        Assert.Equal((0, ""), (bench.Code, bench.Error));
        var lines = bench.Output.TrimEnd().Split('\n').Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal(["tiny_mlp", "softmax_regression", "fma_peak"], lines.Select(line => line.GetProperty("name").GetString()!));
        Assert.All(lines, line =>
        {
            Assert.InRange(line.GetProperty("min_ms").GetDouble(), 0, line.GetProperty("ms").GetDouble());
            Assert.True(line.GetProperty("n").GetInt32() >= 5);
            Assert.Equal(1, line.GetProperty("threads").GetInt32());
            Assert.True(line.GetProperty("gflops").GetDouble() > 0);
        });
    }

    [Fact]
    public void TheSuiteCountsTheOperationsThatPeersCount()
    {
        // 6·batch·Σ inputs·outputs, by hand; 4 in the first layer, whose input has no gradient.
        Assert.Equal(32 * (4.0 * 2 * 16 + 6 * 16 * 1), Made("tiny_mlp").Flops);
        Assert.Equal(4.0 * 128 * 784 * 10, Made("softmax_regression").Flops);
        Assert.Equal(128 * (4.0 * 784 * 512 + 6.0 * (512 * 512 + 512 * 10)), Made("mlp").Flops);
        Assert.Equal(128 * (4.0 * 784 * 256 + 6.0 * (20 * 2 * 256 * 256 + 256 * 10)), Made("residual_mlp").Flops);
        Assert.Equal(2.0 * 1024 * 1024 * 1024, Made("matmul_1024").Flops);
    }

    [Fact]
    public void WithoutJsonItIsATable() =>
        Assert.Matches("(?m)^workload +ms +least ms +GFLOP/s +steps\n^tiny_mlp ", InProcess.Run("bench", "--only", "tiny_mlp", "--seconds", "0.01").Output.ReplaceLineEndings("\n"));

    static Workload Made(string name) => Workloads.All.Single(each => each.Name == name).Make();
}
