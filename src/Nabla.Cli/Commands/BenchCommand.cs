using Nabla.Cli.Benchmarks;
using Nabla.Cli.Interruption;

namespace Nabla.Cli.Commands;

/// <summary><c>nabla bench</c>: times the suite.</summary>
sealed class BenchCommand : Verb
{
    const string Peak = "fma_peak";

    static readonly string[] names = [.. Workloads.All.Select(workload => workload.Name), Peak];

    readonly Option<string[]> only = new("--only") { Description = $"only this workload; may be given often: {string.Join(", ", names)}", HelpName = "NAME", Arity = ArgumentArity.OneOrMore };
    readonly Option<string?> threads = new("--threads") { Description = "threads that compute [1]", HelpName = "COUNT" };
    readonly Option<string?> seconds = new("--seconds") { Description = "time for each workload [2]", HelpName = "NUMBER" };

    public BenchCommand(VerbContext context) : base(context, "bench", "Times the suite: median and least time of one whole training step, or one operation, warm.",
        "nabla bench", "nabla bench --only mlp --only matmul_1024 --threads 2 --json")
    {
        foreach (Option option in new Option[] { only, threads, seconds }) Add(option);
    }

    public override void WriteNotes(TextWriter help) =>
        help.WriteLine("\nWith --json each workload is a line of its own: {\"name\",\"ms\",\"min_ms\",\"threads\",\"n\",\"gflops\"}.\n"
            + "bench/compare.sh runs the same workloads in libtorch alternately.");

    protected override int Run(ParseResult words, Channels channels)
    {
        string[] wanted = words.GetValue(only) ?? [];
        if (wanted.FirstOrDefault(name => !names.Contains(name)) is { } unknown) throw new UsageException(NearestWord.Sentence("--only: workload", unknown, names));
        int count = NumberWord.Whole(words.GetValue(threads) ?? "1", "--threads", 1, 1024);
        double time = NumberWord.Real(words.GetValue(seconds) ?? "2", "--seconds", 0.001, 3600);
        CpuDevice.Threads = count;
        channels.Say($"{CpuDevice.Vectors}, {count} {(count == 1 ? "thread" : "threads")}");
        using var stop = new StopSignal(channels, "Stopping.");
        var measured = new List<Measurement>();
        foreach (string name in names.Where(name => wanted.Length == 0 || wanted.Contains(name)))
        {
            if (!channels.IsJson) channels.Say($"{name} …");
            var workload = name == Peak ? FmaPeak.On(count) : Workloads.All.First(each => each.Name == name).Make();
            measured.Add(Measurement.Of(name, workload, count, time, stop.Token));
            if (channels.IsJson) channels.Finish(_ => { }, measured[^1].Write);
        }
        if (!channels.IsJson) channels.Finish(text => Table(text, measured), _ => { });
        return 0;
    }

    static void Table(TextWriter text, List<Measurement> measured) => TextTable.Write(text, ["workload", ">ms", ">least ms", ">GFLOP/s", ">steps"], measured.Select(each => (IReadOnlyList<string>)
    [
        each.Name, Text(each.Milliseconds, "0.0000"), Text(each.Least, "0.0000"), Text(each.Gigaflops, "0.0"), Text(each.Count, "0"),
    ]));

    static string Text(double? value, string form) => value?.ToString(form, CultureInfo.InvariantCulture) ?? "";
}
