// The comparison itself: results of Nabla against libtorch in float64 (the truth) and in float32 (the yardstick).
using System.Globalization;
using System.Text;

namespace Differential;

/// <summary>An input: its numbers and whether its gradient is compared.</summary>
sealed record In(double[] Values, int[] Shape, bool Grad = true)
{
    public long Count => Values.LongLength;
    public static int Product(int[] shape) { int p = 1; foreach (int s in shape) p *= s; return p; }
    public static In Of(int[] shape, Func<int, double> value, bool grad = true) => new([.. Enumerable.Range(0, Product(shape)).Select(value)], shape, grad);
    public static In Normal(Random r, int[] shape, double scale = 1, double shift = 0, bool grad = true) => Of(shape, _ => shift + scale * Gauss(r), grad);
    public static In Uniform(Random r, int[] shape, double low, double high, bool grad = true) => Of(shape, _ => low + (high - low) * r.NextDouble(), grad);
    public static double Gauss(Random r) => Math.Sqrt(-2 * Math.Log(1 - r.NextDouble())) * Math.Cos(2 * Math.PI * r.NextDouble());
}

/// <summary>A named tensor of results.</summary>
sealed record Part(string Name, double[] Values, int[] Shape);

/// <summary>One disagreement.</summary>
sealed record Finding(string Group, string Op, string Detail, string Type, string Where, string Kind, string Text, long Size);

sealed class Stats
{
    public long Cases, Tensors, Numbers;
    public double Rel32, Norm32, TorchRel32, TorchNorm32, Rel64, Norm64;
    public long ZeroSigns;
    public int Failed;
}

static class Report
{
    public static readonly Dictionary<(string Group, string Op), Stats> All = [];
    public static readonly List<Finding> Findings = [];
    public static long ThreadChecks;
    public static string Only = "";
    public static int Seeds = 1;
    public static bool Trace;

    // Where results are differences of larger numbers: errors count against the largest number of the case once a tensor is nothing beside it.
    static bool Cancels(string group) => !(group.StartsWith("element-wise") || group.StartsWith("broadcasting") || group is "movement" or "reduction" or "matrix");
    // Where each number has to be right by itself.
    static bool IsExact(string group, string part) => group.StartsWith("element-wise") || (group.StartsWith("broadcasting") && part.StartsWith("output"));

    public static Stats Of(string group, string op) => All.TryGetValue((group, op), out Stats? s) ? s : All[(group, op)] = new Stats();

    public static bool Skips(string group, string op) => Only.Length > 0 && !$"{group}/{op}".Contains(Only, StringComparison.OrdinalIgnoreCase);

    public static void Find(string group, string op, string detail, string type, string where, string kind, string text, long size)
    {
        Of(group, op).Failed++;
        Findings.Add(new(group, op, detail, type, where, kind, text, size));
        if (Trace) Console.Error.WriteLine($"  ! {group}/{op} {detail} {type} {where} {kind}: {text}");
    }

    /// <summary>Compares what Nabla gave with the truth (float64 of libtorch on the same, rounded, inputs) and with libtorch's own float32.</summary>
    public static void Compare(string group, string op, string detail, bool single, List<Part> got, List<Part> want, List<Part>? own, double tolerance, long size)
    {
        Stats stats = Of(group, op);
        string type = single ? "float32" : "float64";
        double whole = want.SelectMany(w => w.Values).Where(v => double.IsFinite(v)).Select(Math.Abs).DefaultIfEmpty().Max();
        if (got.Count != want.Count) { Find(group, op, detail, type, "results", "count", $"{got.Count} results against {want.Count}", size); return; }
        for (int k = 0; k < got.Count; k++)
        {
            Part g = got[k], w = want[k];
            Part? o = own?[k];
            if (!g.Shape.SequenceEqual(w.Shape)) { Find(group, op, detail, type, g.Name, "shape", $"[{string.Join(",", g.Shape)}] against [{string.Join(",", w.Shape)}]", size);
                continue; }
            stats.Tensors++;
            stats.Numbers += g.Values.LongLength;
            One(group, op, detail, single, type, g, w, o, tolerance, size, stats, whole);
        }
    }

    static void One(string group, string op, string detail, bool single, string type, Part g, Part w, Part? o, double tolerance, long size, Stats stats, double whole)
    {
        double max = single ? float.MaxValue : double.MaxValue, tiny = single ? 1.1754944e-38 : 2.2250738585072014e-308;
        double scale = 0;
        foreach (double v in w.Values) if (double.IsFinite(v) && Math.Abs(v) <= max) scale = Math.Max(scale, Math.Abs(v));
        if (Cancels(group)) scale = Math.Max(scale, whole * 1e-2);
        // Inputs there are of the size of 1.
        if (group is "cross-entropy" or "softmax" or "attention" or "module" or "recurrent" or "loss" or "random graphs") scale = Math.Max(scale, 1e-2);
        double rel = 0, norm = 0, ownRel = 0, ownNorm = 0;
        int relAt = -1, normAt = -1, special = -1, sharedSpecial = 0;
        for (int i = 0; i < g.Values.Length; i++)
        {
            double a = g.Values[i], b = w.Values[i];
            bool same;
            if (double.IsNaN(b)) same = double.IsNaN(a);
            else if (Math.Abs(b) > max * (1 + 1e-5)) same = double.IsInfinity(a) && Math.Sign(a) == Math.Sign(b);
            else if (!double.IsFinite(a)) same = double.IsInfinity(a) && Math.Abs(b) > max * (1 - 1e-5) && Math.Sign(a) == Math.Sign(b);
            else
            {
                same = true;
                if (a == 0 && b == 0 && double.IsNegative(a) != double.IsNegative(b)) stats.ZeroSigns++;
                double e = Math.Abs(a - b), r = e <= tiny ? 0 : e / Math.Max(Math.Abs(b), tiny), n = e <= tiny ? 0 : e / Math.Max(scale, tiny);
                if (r > rel) (rel, relAt) = (r, i);
                if (n > norm) (norm, normAt) = (n, i);
                if (o is not null && double.IsFinite(o.Values[i]))
                {
                    double eo = Math.Abs(o.Values[i] - b);
                    ownRel = Math.Max(ownRel, eo <= tiny ? 0 : eo / Math.Max(Math.Abs(b), tiny));
                    ownNorm = Math.Max(ownNorm, eo <= tiny ? 0 : eo / Math.Max(scale, tiny));
                }
            }
            if (!same)
            {
                // What float32 of libtorch gives too, rounding made.
                if (o is not null && (o.Values[i].Equals(a) || (double.IsNaN(o.Values[i]) && double.IsNaN(a)))) sharedSpecial++;
                else if (special < 0) special = i;
            }
        }
        if (single) { stats.Rel32 = Math.Max(stats.Rel32, rel); stats.Norm32 = Math.Max(stats.Norm32, norm); stats.TorchRel32 = Math.Max(stats.TorchRel32, ownRel);
            stats.TorchNorm32 = Math.Max(stats.TorchNorm32, ownNorm); }
        else { stats.Rel64 = Math.Max(stats.Rel64, rel); stats.Norm64 = Math.Max(stats.Norm64, norm); }
        string Say(int i) => string.Create(CultureInfo.InvariantCulture,
            $"at {i}: Nabla {g.Values[i]:R}, libtorch float64 {w.Values[i]:R}{(o is null ? "" : $", libtorch float32 {o.Values[i]:R}")}");
        if (special >= 0) Find(group, op, detail, type, g.Name, "special", Say(special), size);
        if (norm > tolerance && norm > 4 * ownNorm) Find(group, op, detail, type, g.Name, "norm",
            $"{norm:E1} of the largest ({(o is null ? "" : $"libtorch float32 {ownNorm:E1}; ")}{Say(normAt)})", size);
        else if (IsExact(group, g.Name) && rel > tolerance && rel > 8 * ownRel) Find(group, op, detail, type, g.Name, "relative",
            $"{rel:E1} ({(o is null ? "" : $"libtorch float32 {ownRel:E1}; ")}{Say(relAt)})", size);
    }

    public static string Markdown()
    {
        var text = new StringBuilder();
        text.AppendLine("| group | operation | cases | tensors | numbers | f32 element | f32 norm | torch f32 element | torch f32 norm | f64 element | f64 norm | found |");
        text.AppendLine("|---|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
        foreach (var ((group, op), s) in All)
            text.AppendLine(CultureInfo.InvariantCulture,
                $"| {group} | {op} | {s.Cases:N0} | {s.Tensors:N0} | {s.Numbers:N0} | {s.Rel32:E1} | {s.Norm32:E1} | {s.TorchRel32:E1} | {s.TorchNorm32:E1} | {s.Rel64:E1} | {s.Norm64:E1} | {s.Failed} |");
        return text.ToString();
    }

    public static void Print()
    {
        Console.WriteLine(Markdown());
        Console.WriteLine($"\n{All.Values.Sum(s => s.Cases):N0} cases, {All.Values.Sum(s => s.Tensors):N0} tensors, {All.Values.Sum(s => s.Numbers):N0} numbers; {ThreadChecks:N0} results compared bit by bit between 1 and 2 threads; zero signs {All.Values.Sum(s => s.ZeroSigns):N0}");
        foreach (var group in Findings.GroupBy(f => (f.Group, f.Op, f.Kind, f.Type, Where: f.Where)))
        {
            Finding least = group.MinBy(f => f.Size)!;
            Console.WriteLine($"- {least.Group}/{least.Op} [{least.Kind}, {least.Type}, {least.Where}] ×{group.Count()}; smallest {least.Detail}: {least.Text}");
        }
        foreach (var ((group, op), s) in All) if (s.ZeroSigns > 0) Console.WriteLine($"  zero signs differ: {group}/{op} ×{s.ZeroSigns}");
    }
}

static class Engine
{
    /// <summary>Runs an operation forward and backward in both, for both types, at one and two threads.</summary>
    public static void Run(string group, string op, string detail, In[] inputs, Func<NT[], NT[]> nabla, Func<TT[], TT[]> oracle,
        bool backward = true, double tolerance32 = 1e-5, double tolerance64 = 1e-10, bool only32 = false, Func<TT[], TT[]>? oracle64 = null)
    {
        if (Report.Skips(group, op)) return;
        long size = inputs.Sum(i => i.Count);
        Report.Of(group, op).Cases++;
        foreach (bool single in only32 ? [true] : new[] { true, false })
        {
            string type = single ? "float32" : "float64";
            In[] rounded = single ? [.. inputs.Select(i => i with { Values = Array.ConvertAll(i.Values, v => (double)(float)v) })] : inputs;
            List<Part>? got = null, want = null, own = null;
            string? failure = null, torchFailure = null;
            try { got = Nabla(rounded, single, nabla, backward, 1); }
            catch (Exception e) { failure = e.GetType().Name + ": " + e.Message.Split('\n')[0]; }
            try
            {
                want = Torch(rounded, false, oracle64 ?? oracle, backward);
                if (single) own = Torch(rounded, true, oracle, backward);
            }
            catch (Exception e) { torchFailure = e.GetType().Name + ": " + e.Message.Split('\n')[0]; }
            if (failure is not null || torchFailure is not null)
            {
                if (failure is null != torchFailure is null || Report.Trace) Report.Find(group, op, detail, type, "call", "exception",
                    failure is not null ? "Nabla: " + failure : "libtorch: " + torchFailure, size);
                continue;
            }
            Report.Compare(group, op, detail, single, got!, want!, own, single ? tolerance32 : tolerance64, size);
            SameBits(group, op, detail, type, got!, Nabla(rounded, single, nabla, backward, 2), size);
        }
    }

    public static void SameBits(string group, string op, string detail, string type, List<Part> a, List<Part> b, long size)
    {
        for (int k = 0; k < a.Count; k++)
        {
            Report.ThreadChecks++;
            for (int i = 0; i < a[k].Values.Length; i++)
                if (BitConverter.DoubleToInt64Bits(a[k].Values[i]) != BitConverter.DoubleToInt64Bits(b[k].Values[i])
                    && !(double.IsNaN(a[k].Values[i]) && double.IsNaN(b[k].Values[i])))
                {
                    Report.Find(group, op, detail, type, a[k].Name, "threads", $"at {i}: {a[k].Values[i]:R} with one thread, {b[k].Values[i]:R} with two", size);
                    break;
                }
        }
    }

    public static List<Part> Nabla(In[] inputs, bool single, Func<NT[], NT[]> body, bool backward, int threads)
    {
        CpuDevice.Threads = threads;
        var parts = new List<Part>();
        Scope.Run(() =>
        {
            NT[] leaves = [.. inputs.Select(i => { NT t = Make(i.Values, i.Shape, single); return backward && i.Grad ? t.RequireGradient() : t; })];
            if (!backward)
            {
                foreach (var (y, k) in body(leaves).Select((y, k) => (y, k))) parts.Add(Read($"output {k}", y));
                return;
            }
            Tape tape = Tape.Start();
            try
            {
                // A verb that has nothing to do gives the leaf itself, which backward does not begin at.
                NT[] results = [.. body(leaves).Select(y => y.RequiresGradient ? y * 1.0 : y)];
                for (int k = 0; k < results.Length; k++) parts.Add(Read($"output {k}", results[k]));
                NT[] live = [.. results.Where(r => r.DataType.IsFloat && Tape.Records(r))];
                int at = 0;
                NT[] weights = [.. live.Select(r => Make(Weights(Array.IndexOf(results, r), (int)r.Count), r.Shape.ToArray(), r.DataType == DataType.Float32))];
                if (live.Length == 1) tape.Backward(live[0], weights[0]);
                else if (live.Length > 1)
                {
                    NT loss = (live[0] * weights[0]).Sum();
                    for (at = 1; at < live.Length; at++) loss += (live[at] * weights[at]).Sum();
                    tape.Backward(loss);
                }
            }
            finally { tape.Stop(); }
            for (int i = 0; i < leaves.Length; i++) if (inputs[i].Grad) parts.Add(Read($"gradient of input {i}", leaves[i].Gradient!));
        });
        return parts;
    }

    public static List<Part> Torch(In[] inputs, bool single, Func<TT[], TT[]> body, bool backward)
    {
        using var scope = torch.NewDisposeScope();
        var parts = new List<Part>();
        TT[] leaves = [.. inputs.Select(i => { TT t = MakeTorch(i.Values, i.Shape, single); return backward && i.Grad ? t.requires_grad_() : t; })];
        TT[] results = body(leaves);
        for (int k = 0; k < results.Length; k++) parts.Add(Read($"output {k}", results[k]));
        if (!backward) return parts;
        var live = results.Select((r, k) => (r, k)).Where(p => p.r.requires_grad).ToArray();
        if (live.Length > 0)
            torch.autograd.backward([.. live.Select(p => p.r)], [.. live.Select(p
                => MakeTorch(Weights(p.k, (int)p.r.numel()), [.. p.r.shape.Select(s => (int)s)], p.r.dtype == torch.float32))]);
        for (int i = 0; i < leaves.Length; i++)
            if (inputs[i].Grad) parts.Add(leaves[i].grad is { } g ? Read($"gradient of input {i}", g)
                : new Part($"gradient of input {i}", new double[inputs[i].Count], inputs[i].Shape));
        return parts;
    }

    // The upstream gradient: exact in float32.
    public static double[] Weights(int output, int count)
    {
        var r = new Random(977 + output);
        var w = new double[count];
        for (int i = 0; i < count; i++) w[i] = (float)(r.NextDouble() * 2 - 1);
        return w;
    }

    public static NT Make(double[] values, int[] shape, bool single) => single ? NT.From(Array.ConvertAll(values, v => (float)v), new Shape(shape))
        : NT.From(values, new Shape(shape));

    public static TT MakeTorch(double[] values, int[] shape, bool single)
    {
        long[] dims = [.. shape.Select(s => (long)s)];
        if (values.Length == 0) return torch.zeros(dims, dtype: single ? torch.float32 : torch.float64);
        return single ? torch.tensor(Array.ConvertAll(values, v => (float)v), dims) : torch.tensor(values, dims);
    }

    public static NT Ints(int[] values, params int[] shape) => NT.From(values, new Shape(shape));
    public static TT Longs(int[] values, params int[] shape)
    {
        long[] dims = [.. shape.Select(s => (long)s)];
        return values.Length == 0 ? torch.zeros(dims, dtype: torch.int64) : torch.tensor(Array.ConvertAll(values, v => (long)v), dims);
    }

    public static Part Read(string name, NT t) => new(name, t.DataType switch
    {
        DataType.Float32 => Array.ConvertAll(t.ToArray<float>(), v => (double)v),
        DataType.Float64 => t.ToArray<double>(),
        DataType.Int32 => Array.ConvertAll(t.ToArray<int>(), v => (double)v),
        _ => Array.ConvertAll(t.ToArray<long>(), v => (double)v),
    }, t.Shape.ToArray());

    public static Part Read(string name, TT t)
    {
        using var scope = torch.NewDisposeScope();
        int[] shape = [.. t.shape.Select(s => (int)s)];
        if (t.numel() == 0) return new(name, [], shape);
        return new(name, t.detach().to(torch.float64).contiguous().data<double>().ToArray(), shape);
    }
}
