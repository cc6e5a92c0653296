// How the work is timed, and its peak memory measured.
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Nabla.Losses;
using Nabla.Modules;
using Nabla.Operations.Elementwise;
using Nabla.Optimizers;
using Nabla.Parameters;
using Relu = Nabla.Operations.Elementwise.Relu;
using Gelu = Nabla.Operations.Elementwise.Gelu;

namespace Differential;

static partial class Bench
{
    static (Sequential, TorchSharp.Modules.Sequential, NT, TT) Nets(int[] sizes, int batch)
    {
        var ours = new List<Module>(); var theirs = new List<torch.nn.Module<TT, TT>>();
        for (int i = 0; i + 1 < sizes.Length; i++)
        {
            ours.Add(new Linear(sizes[i], sizes[i + 1], rng)); theirs.Add(torch.nn.Linear(sizes[i], sizes[i + 1]));
            if (i + 2 < sizes.Length) { ours.Add(new Nabla.Modules.Relu()); theirs.Add(torch.nn.ReLU()); }
        }
        NT x = N(batch, sizes[0]);
        return (new Sequential(ours.ToArray()), torch.nn.Sequential(theirs), x, T(x));
    }

    static (Action, Action) Mlp(int[] sizes, int batch)
    {
        var (m, k, x, t) = Nets(sizes, batch);
        int o = sizes[^1];
        var arena = new ParameterArena(m.Parameters);
        var optimizer = new Sgd().For(arena);
        var theirs = torch.optim.SGD(k.parameters(), 0.01);
        NT y = o == 1 ? U(batch, 1) : I(o, batch); TT u = o == 1 ? T(y) : L(y);
        return (() => Scope.Run(() => { Tape.Differentiate(() => o == 1 ? new MeanSquaredError().Mean(m.Call(x), y) : m.Call(x).CrossEntropyMean(y)); optimizer.Step(1e-4);
            arena.ClearGradients(); }),
            () => { using var scope = torch.NewDisposeScope(); theirs.zero_grad(); (o == 1 ? F.mse_loss(k.call(t), u) : F.cross_entropy(k.call(t), u)).backward(); theirs.step();
                });
    }

    /// <summary>The least and the middle time of a call, in microseconds, over blocks of calls.</summary>
    static (double Least, double Middle) Time(Action a, double milliseconds, int calls)
    {
        var samples = new List<double>();
        long end = Stopwatch.GetTimestamp() + (long)(milliseconds * Stopwatch.Frequency / 1000);
        do
        {
            long s = Stopwatch.GetTimestamp();
            for (int i = 0; i < calls; i++) a();
            samples.Add(Stopwatch.GetElapsedTime(s).TotalMicroseconds / calls);
        } while (Stopwatch.GetTimestamp() < end || samples.Count < 2);
        samples.Sort();
        return (samples[0], samples[samples.Count / 2]);
    }

    static int WarmUp(Action a, double milliseconds)
    {
        var watch = Stopwatch.StartNew();
        int n = 0;
        do { a(); n++; } while (n < 3 || (watch.Elapsed.TotalMilliseconds < milliseconds && n < 20_000));
        double each = watch.Elapsed.TotalMilliseconds / n;
        return Math.Max(1, (int)(1.5 / each));
    }

    // Threads of the other side spin for a while after their work.
    static void Rest()
    {
        using ManualResetEvent never = new(false);
        never.WaitOne(4);
    }

    public static void Run(int threads, string only, double milliseconds, int rounds)
    {
        CpuDevice.Threads = threads;
        torch.set_num_threads(threads);
        Console.Error.WriteLine($"{threads} threads; vectors {CpuDevice.Vectors}; libtorch with {torch.get_num_threads()} threads");
        List();
        foreach (Work work in works)
        {
            if (only.Length > 0 && !only.Split('|').Any(o => $"{work.Name} {work.Shape}".Contains(o, StringComparison.OrdinalIgnoreCase))) continue;
            try
            {
                var (nabla, oracle) = work.Make();
                int calls = WarmUp(nabla, 250), callsT = WarmUp(oracle, 120);
                List<double> a = [], b = [], am = [], bm = [], ratios = [];
                for (int round = 0; round < rounds; round++)
                {
                    Rest();
                    var n = Time(nabla, milliseconds, calls);
                    Rest();
                    var t = Time(oracle, milliseconds, callsT);
                    a.Add(n.Least); b.Add(t.Least); am.Add(n.Middle); bm.Add(t.Middle); ratios.Add(n.Least / t.Least);
                }
                ratios.Sort(); am.Sort(); bm.Sort();
                Console.WriteLine(JsonSerializer.Serialize(new { name = work.Name, shape = work.Shape, threads, nabla_us = Math.Round(a.Min(), 3),
                    torch_us = Math.Round(b.Min(), 3), nabla_median_us = Math.Round(am[rounds / 2], 3), torch_median_us = Math.Round(bm[rounds / 2], 3),
                    ratio = Math.Round(a.Min() / b.Min(), 3), ratio_of_rounds = Math.Round(ratios[rounds / 2], 3) }, new JsonSerializerOptions {
                    Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
            }
            catch (Exception e) { Console.Error.WriteLine($"{work.Name} {work.Shape}: {e.GetType().Name}: {e.Message.Split('\n')[0]}"); }
            GC.Collect(); GC.WaitForPendingFinalizers();
        }
    }

    // ---- memory: one engine and one case a process: the most bytes of Nabla's blocks beyond the inputs; for libtorch the high-water mark of resident memory over what stood before ----

    public static void Memory(string program, string only)
    {
        List();
        Console.WriteLine("| case | shape | Nabla MB | libtorch MB | ratio |\n|---|---|--:|--:|--:|");
        foreach (Work work in works)
        {
            if (only.Length > 0 && !only.Split('|').Any(o => $"{work.Name} {work.Shape}".Contains(o, StringComparison.OrdinalIgnoreCase))) continue;
            double Measure(string engine)
            {
                var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true };
                foreach (string a in (string[])["memory-of", engine, work.Name, work.Shape]) start.ArgumentList.Add(a);
                using var p = Process.Start(start)!;
                string text = p.StandardOutput.ReadToEnd();
                p.WaitForExit();
                return double.TryParse(text.Trim(), CultureInfo.InvariantCulture, out double mb) ? mb : double.NaN;
            }
            double n = Measure("nabla"), t = Measure("torch");
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {work.Name} | {work.Shape} | {n:0.0} | {t:0.0} | {n / t:0.00} |"));
        }
    }

    public static void MemoryOf(string engine, string name, string shape)
    {
        List();
        CpuDevice.Threads = 1; torch.set_num_threads(1);
        Work work = works.Single(w => w.Name == name && w.Shape == shape);
        // The libraries' own pages first: a small case of everything.
        using (var s = torch.NewDisposeScope()) { torch.matmul(torch.randn(64, 64), torch.randn(64, 64)).sum(); }
        Scope.Run(() => { N(64, 64).MatMul(N(64, 64)).Sum(); });
        var (nabla, oracle) = work.Make();
        GC.Collect(); GC.WaitForPendingFinalizers(); GC.Collect();
        static double Field(string field) => double.Parse(File.ReadLines("/proc/self/status").First(l => l.StartsWith(field)).Split(' ',
            StringSplitOptions.RemoveEmptyEntries)[1]) / 1024;
        File.WriteAllText("/proc/self/clear_refs", "5"); // the high-water mark begins anew
        double before = Field("VmRSS");
        if (engine == "nabla")
        {
            // Exact: its blocks are managed arrays, which the collector may have resident already.
            long peak = 0;
            for (int i = 0; i < 3; i++) peak = Math.Max(peak, MemoryUse.PeakBytes(nabla));
            Console.WriteLine(((peak + leafBytes) / 1048576.0).ToString("0.00", CultureInfo.InvariantCulture));
            return;
        }
        for (int i = 0; i < 3; i++) oracle();
        Console.WriteLine((Field("VmHWM") - before).ToString("0.00", CultureInfo.InvariantCulture));
    }

    /// <summary>Forward and backward to the leaves, from a gradient of ones.</summary>
    static Action Both(NT[] leaves, Func<NT> f)
    {
        foreach (NT leaf in leaves) { leaf.RequireGradient(); leafBytes += leaf.Count * leaf.DataType.Size; }
        NT? ones = null;
        return () => Scope.Run(() =>
        {
            Tape tape = Tape.Start();
            try
            {
                NT y = f();
                ones ??= NT.Ones(y.Shape, y.DataType).Keep();
                tape.Backward(y, ones);
            }
            finally { tape.Stop(); }
            foreach (NT leaf in leaves) leaf.ClearGradient();
        });
    }

    static Action BothT(TT[] leaves, Func<TT> f)
    {
        foreach (TT leaf in leaves) leaf.requires_grad_();
        TT? ones = null;
        return () =>
        {
            using var scope = torch.NewDisposeScope();
            TT y = f();
            ones ??= torch.ones_like(y).DetachFromDisposeScope();
            torch.autograd.backward([y], [ones]);
            foreach (TT leaf in leaves) leaf.grad = null; // the next gradient is written, not added: as Nabla's leaves do
        };
    }
}
