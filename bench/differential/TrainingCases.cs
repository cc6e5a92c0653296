// Losses, optimizers over twenty steps, clipping, schedules, averages.
using Nabla.Losses;
using Nabla.Optimizers;
using Nabla.Parameters;
using Nabla.Schedules;
using static TorchSharp.torch.optim;
using Optimizer = TorchSharp.torch.optim.Optimizer;

namespace Differential;

static partial class TrainingCases
{
    public static void All(int seed)
    {
        var r = new Random(13000 + seed);
        Losses(r);
        Optimizers(r);
        Clippings(r);
        Averages(r);
        if (seed == 0) Schedules();
    }

    static void Losses(Random r)
    {
        // A loss for each example, and the mean; targets of 0 and 1 (z) or −1 and 1 (y).
        TT Y(TT t, bool zeroOne) => zeroOne ? 2 * t - 1 : t;
        foreach (int[] s in (int[][])[[1], [7], [33, 1], [17, 3], [129, 2], [2, 3, 5]])
            foreach (double scale in (double[])[1, 30, 1e-3])
            {
                string text = $"[{string.Join(",", s)}] scale {scale}";
                In Output() => In.Normal(r, s, scale);
                void Run(string op, Loss loss, Func<TT, TT, TT> each, In target, Func<TT, TT, TT>? builtIn = null)
                {
                    TT PerExample(TT e) => e.dim() <= 1 ? e : e.flatten(1).mean([1]);
                    Engine.Run("loss", op, text, [Output(), target], x => [loss.PerExample(x[0], x[1]), loss.Mean(x[0], x[1])],
                        x => [PerExample(each(x[0], x[1])), each(x[0], x[1]).mean()]);
                    if (builtIn is not null) Engine.Run("loss", op + " vs nn.functional", text, [Output(), target], x => [loss.Mean(x[0], x[1])], x => [builtIn(x[0], x[1])]);
                }
                In Real() => In.Normal(r, s, scale, grad: false);
                In Binary(bool zeroOne) => In.Of(s, _ => r.Next(2) == 0 ? 1 : zeroOne ? 0 : -1, grad: false);
                Run("MeanSquaredError", new MeanSquaredError(), (f, y) => (f - y) * (f - y), Real(), (f, y) => F.mse_loss(f, y));
                Run("MeanAbsoluteError", new MeanAbsoluteError(), (f, y) => torch.abs(f - y), Real(), (f, y) => F.l1_loss(f, y));
                foreach (double delta in (double[])[1, 0.3, 5]) Run($"HuberLoss({delta})", new HuberLoss(delta), (f, y) => F.huber_loss(f, y, delta, torch.nn.Reduction.None),
                    Real(), (f, y) => F.huber_loss(f, y, delta));
                foreach (bool zeroOne in new[] { true, false })
                {
                    BinaryLabels labels = zeroOne ? BinaryLabels.ZeroOne : BinaryLabels.PlusMinusOne;
                    string kind = zeroOne ? "0/1" : "±1";
                    Run($"LogisticLoss {kind}", new LogisticLoss(labels), (f, t) => torch.logaddexp(-Y(t, zeroOne) * f, torch.zeros_like(f)), Binary(zeroOne),
                        zeroOne ? (f, t) => F.binary_cross_entropy_with_logits(f, t) : (f, t) => F.soft_margin_loss(f, t));
                    Run($"HingeLoss {kind}", new HingeLoss(labels), (f, t) => F.relu(1 - Y(t, zeroOne) * f), Binary(zeroOne));
                    Run($"SquaredHingeLoss {kind}", new SquaredHingeLoss(labels), (f, t) => F.relu(1 - Y(t, zeroOne) * f).square(), Binary(zeroOne));
                    Run($"PerceptronLoss {kind}", new PerceptronLoss(labels), (f, t) => F.relu(-Y(t, zeroOne) * f), Binary(zeroOne));
                }
                Run("LogisticLoss, soft labels", new LogisticLoss(), (f, t) => torch.logaddexp(f, torch.zeros_like(f)) - t * f, In.Uniform(r, s, 0, 1, grad: false),
                    (f, t) => F.binary_cross_entropy_with_logits(f, t));
                // Gradients to the target as well, outputs [n,1] against targets [n].
                Engine.Run("loss", "gradient of the target too", text, [Output(), In.Normal(r, s, scale)],
                    x => [new MeanSquaredError().Mean(x[0], x[1]), new HuberLoss().Mean(x[0], x[1])], x => [F.mse_loss(x[0], x[1]), F.huber_loss(x[0], x[1])]);
                if (s.Length == 1) Engine.Run("loss", "outputs [n,1], targets [n]", text, [In.Normal(r, [.. s, 1], scale), Real()],
                    x => [new MeanSquaredError().Mean(x[0], x[1])], x => [F.mse_loss(x[0].squeeze(1), x[1])]);
            }
        foreach (var (rows, classes) in ((int, int)[])[(1, 2), (7, 3), (33, 10), (129, 17)])
            foreach (double smoothing in (double[])[0, 0.1])
            {
                int[] labels = [.. Enumerable.Range(0, rows).Select(i => i % 5 == 4 ? -1 : r.Next(classes))];
                var loss = new CrossEntropyLoss(smoothing);
                Engine.Run("loss", "CrossEntropyLoss", $"[{rows},{classes}] smoothing {smoothing}", [In.Normal(r, [rows, classes], 3)],
                    x => [loss.PerExample(x[0], Engine.Ints(labels, rows)), loss.Mean(x[0], Engine.Ints(labels, rows))], x =>
                    [F.cross_entropy(x[0], Engine.Longs(labels, rows), ignore_index: -1, reduction: torch.nn.Reduction.None, label_smoothing: smoothing),
                        F.cross_entropy(x[0], Engine.Longs(labels, rows), ignore_index: -1, label_smoothing: smoothing)]);
            }
        // Shift: logits that are large together. The loss must not change.
        foreach (double shift in (double[])[10, 100, 1e3, 1e4, 1e5, 1e6, 1e7])
            foreach (int classes in (int[])[2, 10])
            {
                int[] labels = [0, 1];
                Engine.Run("loss shifted", "CrossEntropy", $"[2,{classes}] shifted by {shift}", [In.Of([2, classes], i => shift + i % classes)],
                    x => [x[0].CrossEntropy(Engine.Ints(labels, 2))], x => [F.cross_entropy(x[0], Engine.Longs(labels, 2), reduction: torch.nn.Reduction.None)]);
                Engine.Run("loss shifted", "LogSoftmax", $"[2,{classes}] shifted by {shift}", [In.Of([2, classes], i => shift + i % classes)], x => [x[0].LogSoftmax()],
                    x => [F.log_softmax(x[0], 1)]);
                Engine.Run("loss shifted", "Attention", $"two keys whose scores are {shift} and {shift}+1",
                    [In.Of([1, 1, 1, 1], _ => 1), In.Of([1, classes, 1, 1], i => shift + i), In.Normal(r, [1, classes, 1, 1])], x => [x[0].Attention(x[1], x[2])],
                    x => [SequenceCases.Attention(x[0], x[1], x[2], false, null)]);
                Engine.Run("loss shifted", "Attention, shift of the query", $"two keys 1 and 1+1/{shift}, query {shift}",
                    [In.Of([1, 1, 1, 1], _ => shift), In.Of([1, classes, 1, 1], i => 1 + i / shift), In.Normal(r, [1, classes, 1, 1])], x => [x[0].Attention(x[1], x[2])],
                    x => [SequenceCases.Attention(x[0], x[1], x[2], false, null)]);
            }
        foreach (double f in (double[])[0, -0.0, 1e-30, 50, -50, 100, -100, 1000, -1000, 1e30, -1e30, double.PositiveInfinity, double.NegativeInfinity, double.NaN])
            foreach (double t in (double[])[0, 1, 0.5])
            {
                In[] one = [new In([f], [1]), new In([t], [1], false)];
                string text = $"f = {f}, t = {t}";
                Engine.Run("loss special", "LogisticLoss", text, one, x => [new LogisticLoss().Mean(x[0], x[1])], x => [F.binary_cross_entropy_with_logits(x[0], x[1])]);
                Engine.Run("loss special", "HuberLoss", text, one, x => [new HuberLoss().Mean(x[0], x[1])], x => [F.huber_loss(x[0], x[1])]);
                Engine.Run("loss special", "HingeLoss", text, one, x => [new HingeLoss().Mean(x[0], x[1])], x => [F.relu(1 - (2 * x[1] - 1) * x[0]).mean()]);
                Engine.Run("loss special", "MeanSquaredError", text, one, x => [new MeanSquaredError().Mean(x[0], x[1])], x => [F.mse_loss(x[0], x[1])]);
                Engine.Run("loss special", "MeanAbsoluteError", text, one, x => [new MeanAbsoluteError().Mean(x[0], x[1])], x => [F.l1_loss(x[0], x[1])]);
            }
    }

    // ---- optimizers ----

    static readonly int[][] ParameterShapes = [[3, 17], [17], [1], [65, 2], [129], [1000]];

    /// <summary>Twenty steps on ½Σhθ² + Σgₜθ, with weights that decay (matrices) and others that do not: the parameters after 1, 2, 5, 10 and 20 steps.</summary>
    static void Compare(string op, string detail, Func<OptimizerSettings> ours, Func<IEnumerable<TorchSharp.Modules.Parameter>, IEnumerable<TorchSharp.Modules.Parameter>,
        Optimizer>? theirs, Random r, Action<TT[], TT[], TT[], TT[], int>? byHand = null,
        Func<int, double>? rate = null, double lr = 0.03, double gradientScale = 1, double size = 1, Func<GradientClipping>? clipping = null,
            Action<IEnumerable<TorchSharp.Modules.Parameter>>? clip = null, double schedule = 1, double tolerance32 = 2e-5, double epsilonFree = 0)
    {
        if (Report.Skips("optimizer", op)) return;
        Report.Of("optimizer", op).Cases++;
        rate ??= _ => lr;
        int n = ParameterShapes.Length;
        double[][] start = [.. ParameterShapes.Select(s => In.Of(s, _ => (double)(float)In.Gauss(r)).Values)],
            curve = [.. ParameterShapes.Select(s => In.Of(s, _ => size == 1 ? (double)(float)(r.NextDouble() * 0.5) : 0).Values)];
        double[][][] pull = [.. Enumerable.Range(0, 20).Select(_ => ParameterShapes.Select(s => In.Of(s, _ => (double)(float)(size * In.Gauss(r))).Values).ToArray())];
        int[] shown = [1, 2, 5, 10, 20];
        foreach (bool single in new[] { true, false })
        {
            List<Part> Nabla(int threads)
            {
                CpuDevice.Threads = threads;
                var parts = new List<Part>();
                Scope.Run(() =>
                {
                    Nabla.Parameters.Parameter[] p = [.. start.Select((v, i) => new Nabla.Parameters.Parameter(Engine.Make(v, ParameterShapes[i], single),
                        decays: ParameterShapes[i].Length > 1))];
                    var arena = new ParameterArena(p);
                    var optimizer = ours().For(arena);
                    for (int step = 1; step <= 20; step++)
                    {
                        Tape.Differentiate(() =>
                        {
                            NT? loss = null;
                            for (int i = 0; i < n; i++)
                            {
                                NT x = p[i].Value, part = (Engine.Make(curve[i], ParameterShapes[i], single) * x * x * 0.5 + Engine.Make(pull[step - 1][i], ParameterShapes[i],
                                    single) * x).Sum();
                                loss = loss is null ? part : loss + part;
                            }
                            return loss!;
                        });
                        double scale = gradientScale;
                        if (clipping is not null) { var c = clipping().Apply(arena, gradientScale); scale = c.Scale; parts.Add(new($"norm at {step}", [c.Norm], [1])); }
                        optimizer.Step(rate(step - 1), scale, schedule);
                        arena.ClearGradients();
                        if (shown.Contains(step)) for (int i = 0; i < n; i++) parts.Add(Engine.Read($"parameter {i} after {step}", p[i].Value));
                    }
                });
                return parts;
            }
            List<Part> Torch(bool narrow)
            {
                using var scope = torch.NewDisposeScope();
                var parts = new List<Part>();
                TorchSharp.Modules.Parameter[] p = [.. start.Select((v, i) => new TorchSharp.Modules.Parameter(Engine.MakeTorch(v, ParameterShapes[i], narrow)))];
                var decaying = p.Where((_, i) => ParameterShapes[i].Length > 1).ToArray();
                var other = p.Where((_, i) => ParameterShapes[i].Length <= 1).ToArray();
                Optimizer? optimizer = theirs?.Invoke(decaying, other);
                TT[] first = [.. p.Select(x => torch.zeros_like(x))], second = [.. p.Select(x => torch.zeros_like(x))];
                for (int step = 1; step <= 20; step++)
                {
                    TT loss = torch.zeros([], dtype: narrow ? torch.float32 : torch.float64);
                    for (int i = 0; i < n; i++) loss = loss + (Engine.MakeTorch(curve[i], ParameterShapes[i], narrow) * p[i] * p[i] * 0.5 + Engine.MakeTorch(pull[step - 1][i],
                        ParameterShapes[i], narrow) * p[i]).sum();
                    foreach (var x in p) x.grad?.zero_();
                    loss.backward();
                    using (torch.no_grad())
                    {
                        if (gradientScale != 1) foreach (var x in p) x.grad!.mul_(gradientScale);
                        if (clipping is not null) parts.Add(new($"norm at {step}", [Math.Sqrt(p.Sum(x => x.grad!.to(torch.float64).square().sum().item<double>()))], [1]));
                        clip?.Invoke(p);
                        if (optimizer is not null)
                        {
                            foreach (var g in optimizer.ParamGroups) g.LearningRate = rate(step - 1);
                            optimizer.step();
                        }
                        else byHand!([.. p], [.. p.Select(x => x.grad!)], first, second, step);
                    }
                    if (shown.Contains(step)) for (int i = 0; i < n; i++) parts.Add(Engine.Read($"parameter {i} after {step}", p[i]));
                }
                return parts;
            }
            try
            {
                List<Part> got = Nabla(1);
                Report.Compare("optimizer", op, detail, single, got, Torch(false), single ? Torch(true) : null, single ? tolerance32 : 1e-10, 1);
                Engine.SameBits("optimizer", op, detail, single ? "float32" : "float64", got, Nabla(2), 1);
            }
            catch (Exception e) { Report.Find("optimizer", op, detail, single ? "float32" : "float64", "call", "exception", e.GetType().Name + ": " + e.Message, 1); }
        }
    }
}
