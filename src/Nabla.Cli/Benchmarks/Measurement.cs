using System.Runtime;

namespace Nabla.Cli.Benchmarks;

/// <summary>What timing a workload came to.</summary>
/// <param name="Name">The workload.</param>
/// <param name="Milliseconds">The median time of one step.</param>
/// <param name="Least">The least time of one step.</param>
/// <param name="Threads">Threads that computed.</param>
/// <param name="Count">Steps timed.</param>
/// <param name="Gigaflops">10⁹ operations a second at the median, where operations are what it costs.</param>
sealed record Measurement(string Name, double Milliseconds, double Least, int Threads, int Count, double? Gigaflops)
{
    const int FewestSteps = 5, FewestWarm = 3;

    // The JIT waits a tenth of a second before it makes methods quick, and makes them twice; a loop of big steps never has it quiet for so long.
    const double Quiet = 0.25, LongestWarm = 2;

    /// <summary>Times single steps for so many seconds, after a fifth of that to warm up, and until the JIT has made quick what the step runs.</summary>
    public static Measurement Of(string name, Workload workload, int threads, double seconds, CancellationToken stop)
    {
        Repeat(workload.Step, FewestWarm, seconds / 5, stop);
        UntilQuiet(workload.Step, stop);
        List<double> times = Repeat(workload.Step, FewestSteps, seconds, stop);
        times.Sort();
        double median = (times[(times.Count - 1) / 2] + times[times.Count / 2]) / 2;
        return new(name, median, times[0], threads, times.Count, workload.Flops / median / 1e6);
    }

    /// <summary>The members of its JSON object.</summary>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteString("name", Name);
        json.WriteFinite("ms", Milliseconds);
        json.WriteFinite("min_ms", Least);
        json.WriteNumber("threads", Threads);
        json.WriteNumber("n", Count);
        json.WriteFinite("gflops", Gigaflops);
    }

    static void UntilQuiet(Action step, CancellationToken stop)
    {
        long begin = Stopwatch.GetTimestamp(), compiled;
        do
        {
            compiled = JitInfo.GetCompiledMethodCount();
            Repeat(step, 1, Quiet, stop);
        }
        while (JitInfo.GetCompiledMethodCount() != compiled && Stopwatch.GetElapsedTime(begin).TotalSeconds < LongestWarm);
    }

    static List<double> Repeat(Action step, int fewest, double seconds, CancellationToken stop)
    {
        var times = new List<double>();
        long begin = Stopwatch.GetTimestamp();
        while (times.Count < fewest || Stopwatch.GetElapsedTime(begin).TotalSeconds < seconds)
        {
            stop.ThrowIfCancellationRequested();
            long start = Stopwatch.GetTimestamp();
            step();
            times.Add((Stopwatch.GetTimestamp() - start) * 1e3 / Stopwatch.Frequency); // a TimeSpan would round to 100 ns: 3 % of the shortest steps
        }
        return times;
    }
}
