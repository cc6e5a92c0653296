// Optimizers, clipping, averages of weights, and schedules.
using Nabla.Losses;
using Nabla.Optimizers;
using Nabla.Parameters;
using Nabla.Schedules;
using static TorchSharp.torch.optim;
using Optimizer = TorchSharp.torch.optim.Optimizer;

namespace Differential;

static partial class TrainingCases
{
    static void Optimizers(Random r)
    {
        // Nabla spares vectors; so do the peer's groups.
        foreach (double wd in (double[])[0, 0.1])
        {
            string text = $"weight decay {wd}";
            Optimizer Sgd(IEnumerable<TorchSharp.Modules.Parameter> a, IEnumerable<TorchSharp.Modules.Parameter> b, double momentum, bool nesterov) =>
                SGD([new TorchSharp.Modules.SGD.ParamGroup(a, new TorchSharp.Modules.SGD.Options {
                    LearningRate = 0.03, momentum = momentum, nesterov = nesterov, weight_decay = wd }),
                    new TorchSharp.Modules.SGD.ParamGroup(b, new TorchSharp.Modules.SGD.Options {
                    LearningRate = 0.03, momentum = momentum, nesterov = nesterov, weight_decay = 0 })], 0.03, momentum, 0, 0, nesterov);
            Compare("Sgd", text, () => new Sgd { WeightDecay = wd }, (a, b) => Sgd(a, b, 0, false), r);
            Compare("Sgd, rate that changes", text, () => new Sgd { WeightDecay = wd }, (a, b) => Sgd(a, b, 0, false), r, rate: t => 0.05 / (1 + t));
            Compare("Momentum", text, () => new Momentum { WeightDecay = wd }, (a, b) => Sgd(a, b, 0.9, false), r);
            Compare("Momentum 0.5, rate that changes", text, () => new Momentum { Coefficient = 0.5, WeightDecay = wd }, (a, b) => Sgd(a, b, 0.5, false), r,
                rate: t => 0.05 / (1 + t));
            Compare("Nesterov", text, () => new Nesterov { WeightDecay = wd }, (a, b) => Sgd(a, b, 0.9, true), r);
            Compare("Adagrad", text, () => new Nabla.Optimizers.Adagrad { WeightDecay = wd },
                (a, b) => Adagrad([new TorchSharp.Modules.Adagrad.ParamGroup(a, new TorchSharp.Modules.Adagrad.Options { LearningRate = 0.03, weight_decay = wd }),
                new TorchSharp.Modules.Adagrad.ParamGroup(b, new TorchSharp.Modules.Adagrad.Options { LearningRate = 0.03, weight_decay = 0 })], 0.03), r);
            foreach (var (momentum, centered) in ((double, bool)[])[(0, false), (0.9, false), (0, true)])
                Compare($"RmsProp{(momentum > 0 ? ", momentum" : "")}{(centered ? ", centered" : "")}", text, () => new RmsProp {
                    WeightDecay = wd, Momentum = momentum, Centered = centered },
                    (a, b) => RMSProp([new TorchSharp.Modules.RMSProp.ParamGroup(a, new TorchSharp.Modules.RMSProp.Options {
                    LearningRate = 0.03, alpha = 0.99, eps = 1e-8, momentum = momentum, centered = centered, weight_decay = wd }),
                    new TorchSharp.Modules.RMSProp.ParamGroup(b, new TorchSharp.Modules.RMSProp.Options {
                    LearningRate = 0.03, alpha = 0.99, eps = 1e-8, momentum = momentum, centered = centered, weight_decay = 0 })], 0.03, 0.99, 1e-8, 0, momentum, centered), r,
                    tolerance32: centered ? 1e-4 : 2e-5);
            TorchSharp.Modules.Adam.Options A(double decay, double b1 = 0.9, double b2 = 0.999, double eps = 1e-8) => new() {
                LearningRate = 0.03, beta1 = b1, beta2 = b2, eps = eps, weight_decay = decay };
            TorchSharp.Modules.AdamW.Options D(double decay) => new() { LearningRate = 0.03, beta1 = 0.9, beta2 = 0.999, eps = 1e-8, weight_decay = decay };
            Compare("Adam", text, () => new Nabla.Optimizers.Adam { WeightDecay = wd },
                (a, b) => Adam([new TorchSharp.Modules.Adam.ParamGroup(a, A(wd)), new TorchSharp.Modules.Adam.ParamGroup(b, A(0))], 0.03), r);
            Compare("Adam, β 0.8 and 0.95, ε 1e-4", text, () => new Nabla.Optimizers.Adam { Beta1 = 0.8, Beta2 = 0.95, Epsilon = 1e-4, WeightDecay = wd },
                (a, b) => Adam([new TorchSharp.Modules.Adam.ParamGroup(a, A(wd, 0.8, 0.95, 1e-4)), new TorchSharp.Modules.Adam.ParamGroup(b, A(0, 0.8, 0.95, 1e-4))], 0.03), r);
            Compare("AdamW", text, () => new Nabla.Optimizers.AdamW { WeightDecay = wd },
                (a, b) => AdamW([new TorchSharp.Modules.AdamW.ParamGroup(a, D(wd)), new TorchSharp.Modules.AdamW.ParamGroup(b, D(0))], 0.03), r);
            Compare("AdamW, rate that changes", text, () => new Nabla.Optimizers.AdamW { WeightDecay = wd },
                (a, b) => AdamW([new TorchSharp.Modules.AdamW.ParamGroup(a, D(wd)), new TorchSharp.Modules.AdamW.ParamGroup(b, D(0))], 0.03), r,
                rate: t => 0.03 * (1 - t / 20.0));
            Compare("AdamW, scaled gradients", text, () => new Nabla.Optimizers.AdamW { WeightDecay = wd },
                (a, b) => AdamW([new TorchSharp.Modules.AdamW.ParamGroup(a, D(wd)), new TorchSharp.Modules.AdamW.ParamGroup(b, D(0))], 0.03), r, gradientScale: 0.25);
            foreach (double size in (double[])[1e-6, 1e-12, 1e-17, 1e6])
            {
                Compare($"Adam, gradients of {size:E0} only", text, () => new Nabla.Optimizers.Adam { WeightDecay = 0 },
                    (a, b) => Adam([new TorchSharp.Modules.Adam.ParamGroup(a, A(0)), new TorchSharp.Modules.Adam.ParamGroup(b, A(0))], 0.03), r, gradientScale: size);
                Compare($"Adam, ε 1e-20, gradients of {size:E0} only", text, () => new Nabla.Optimizers.Adam { WeightDecay = 0, Epsilon = 1e-20 },
                    (a, b) => Adam([new TorchSharp.Modules.Adam.ParamGroup(a, A(0, eps: 1e-20)), new TorchSharp.Modules.Adam.ParamGroup(b, A(0, eps: 1e-20))], 0.03), r,
                    gradientScale: size);
            }
            // Forms that torch.optim lacks, by hand.
            bool[] decays = [.. ParameterShapes.Select(s => s.Length > 1)];
            void ByHand(string op, Func<OptimizerSettings> ours, Action<TT, TT, TT, TT, int, bool> step, double schedule = 1)
                => Compare(op, text, ours, null, r, (p, g, m, v, t) => { for (int i = 0; i < p.Length; i++) step(p[i], g[i], m[i], v[i], t, decays[i]); }, schedule: schedule);
            ByHand("Sgd, CoupledScheduled (s = 0.4)", () => new Sgd { WeightDecay = wd, DecayForm = WeightDecayForm.CoupledScheduled },
                (p, g, m, v, t, d) => p.sub_(0.03 * (g + (d ? wd * 0.4 : 0) * p)), 0.4);
            ByHand("Sgd, Decoupled", () => new Sgd { WeightDecay = wd, DecayForm = WeightDecayForm.Decoupled }, (p, g, m, v, t, d) => {
                p.mul_(1 - (d ? wd : 0)); p.sub_(0.03 * g); });
            ByHand("Sgd, DecoupledScheduled", () => new Sgd { WeightDecay = wd, DecayForm = WeightDecayForm.DecoupledScheduled }, (p, g, m, v, t, d) => {
                p.mul_(1 - (d ? 0.03 * wd : 0)); p.sub_(0.03 * g); });
            ByHand("Momentum, rate inside", () => new Momentum { RateInside = true, WeightDecay = wd }, (p, g, m, v, t, d) => {
                m.mul_(0.9).add_(0.03 * (g + (d ? wd : 0) * p)); p.sub_(m); });
            ByHand("Adagrad, ε under the root", () => new Nabla.Optimizers.Adagrad { EpsilonUnderRoot = true, Epsilon = 1e-3, WeightDecay = wd }, (p, g, m, v, t, d) => {
                TT h = g + (d ? wd : 0) * p; m.add_(h * h); p.sub_(0.03 * h / torch.sqrt(m + 1e-3)); });
            ByHand("Adam, ε under the root", () => new Nabla.Optimizers.Adam { EpsilonUnderRoot = true, Epsilon = 1e-3, WeightDecay = wd }, (p, g, m, v, t, d) =>
            {
                TT h = g + (d ? wd : 0) * p;
                m.mul_(0.9).add_(0.1 * h); v.mul_(0.999).add_((1 - 0.999) * h * h);
                p.sub_(0.03 * (m / (1 - Math.Pow(0.9, t))) / torch.sqrt(v / (1 - Math.Pow(0.999, t)) + 1e-3));
            });
            ByHand("Adam, correction inside", () => new Nabla.Optimizers.Adam { CorrectionInsideRecursion = true, WeightDecay = wd }, (p, g, m, v, t, d) =>
            {
                TT h = g + (d ? wd : 0) * p;
                m.mul_(0.9).add_(0.1 * h).div_(1 - Math.Pow(0.9, t)); v.mul_(0.999).add_((1 - 0.999) * h * h).div_(1 - Math.Pow(0.999, t));
                p.sub_(0.03 * m / (torch.sqrt(v) + 1e-8));
            });
            ByHand("Adam, Decoupled", () => new Nabla.Optimizers.Adam { DecayForm = WeightDecayForm.Decoupled, WeightDecay = wd }, (p, g, m, v, t, d) =>
            {
                p.mul_(1 - (d ? wd : 0));
                m.mul_(0.9).add_(0.1 * g); v.mul_(0.999).add_((1 - 0.999) * g * g);
                p.sub_(0.03 * (m / (1 - Math.Pow(0.9, t))) / (torch.sqrt(v / (1 - Math.Pow(0.999, t))) + 1e-8));
            });
        }
    }

    static void Clippings(Random r)
    {
        Optimizer Plain(IEnumerable<TorchSharp.Modules.Parameter> a, IEnumerable<TorchSharp.Modules.Parameter> b) => SGD(a.Concat(b), 0.03);
        foreach (double limit in (double[])[0.1, 1, 10, 1e4])
        {
            // PyTorch divides by the norm plus 1e-6; the lecture does not: the difference is 1e-6/norm.
            Compare("clipping by norm (clip_grad_norm_)", $"limit {limit}", () => new Sgd(), Plain, r, clipping: () => GradientClipping.ByNorm(limit), clip: p => {
                double norm = Math.Sqrt(p.Sum(x => x.grad!.to(torch.float64).square().sum().item<double>())); if (norm > limit) foreach (var x in p) x.grad!.mul_(limit / norm);
                });
            Compare("clipping by value (clip_grad_value_)", $"limit {limit}", () => new Sgd(), Plain, r, clipping: () => GradientClipping.ByValue(limit),
                clip: p => torch.nn.utils.clip_grad_value_(p, limit));
            Compare("clipping by value, scaled", $"limit {limit}", () => new Sgd(), Plain, r, gradientScale: 0.125, clipping: () => GradientClipping.ByValue(limit),
                clip: p => torch.nn.utils.clip_grad_value_(p, limit));
            Compare("clipping by norm, scaled", $"limit {limit}", () => new Sgd(), Plain, r, gradientScale: 0.125, clipping: () => GradientClipping.ByNorm(limit), clip: p => {
                double norm = Math.Sqrt(p.Sum(x => x.grad!.to(torch.float64).square().sum().item<double>())); if (norm > limit) foreach (var x in p) x.grad!.mul_(limit / norm);
                });
        }
        foreach (double size in (double[])[1e-25, 1e25])
            Compare($"norm of gradients of {size:E0}", "no clipping", () => new Sgd(), Plain, r, gradientScale: 1, size: size, lr: 0.01 / size,
                clipping: () => GradientClipping.None);
    }

    static void Averages(Random r)
    {
        foreach (var (decay, warmup) in ((double, bool)[])[(0.9, false), (0.999, false), (0.999, true), (0, false), (0.5, true)])
        {
            if (Report.Skips("optimizer", "ExponentialMovingAverage")) return;
            Report.Of("optimizer", "ExponentialMovingAverage").Cases++;
            int[][] shapes = [[3, 17], [33], [1]];
            double[][] start = [.. shapes.Select(s => In.Of(s, _ => (double)(float)In.Gauss(r)).Values)];
            double[][][] moved = [.. Enumerable.Range(0, 20).Select(_ => shapes.Select(s => In.Of(s, _ => (double)(float)In.Gauss(r)).Values).ToArray())];
            foreach (bool single in new[] { true, false })
            {
                var got = new List<Part>();
                Scope.Run(() =>
                {
                    Nabla.Parameters.Parameter[] p = [.. start.Select((v, i) => new Nabla.Parameters.Parameter(Engine.Make(v, shapes[i], single)))];
                    var arena = new ParameterArena(p);
                    var average = new ExponentialMovingAverage(arena, decay, warmup);
                    for (int t = 0; t < 20; t++)
                    {
                        for (int i = 0; i < p.Length; i++) if (single) p[i].Value.CopyFrom<float>(Array.ConvertAll(moved[t][i], v => (float)v));
                            else p[i].Value.CopyFrom<double>(moved[t][i]);
                        average.Update();
                    }
                    foreach (var (name, value) in average.State) got.Add(Engine.Read("average", value));
                    average.Evaluate(() => { foreach (var x in p) got.Add(Engine.Read("swapped in", x.Value)); return 0; });
                    foreach (var x in p) got.Add(Engine.Read("swapped out", x.Value));
                });
                List<Part> Torch(bool narrow)
                {
                    using var scope = torch.NewDisposeScope();
                    TT[] s = [.. start.Select((v, i) => Engine.MakeTorch(v, shapes[i], narrow))];
                    for (int t = 0; t < 20; t++)
                    {
                        double d = warmup ? Math.Min(decay, (1.0 + t) / (10.0 + t)) : decay;
                        for (int i = 0; i < s.Length; i++) s[i] = s[i] * d + Engine.MakeTorch(moved[t][i], shapes[i], narrow) * (1 - d);
                    }
                    return [.. s.Select(x => Engine.Read("average", x)), .. s.Select(x => Engine.Read("swapped in", x)),
                        .. moved[19].Select((v, i) => new Part("swapped out", v, shapes[i]))];
                }
                Report.Compare("optimizer", "ExponentialMovingAverage", $"decay {decay}{(warmup ? " warm-up" : "")}", single, got, Torch(false), single ? Torch(true) : null,
                    single ? 1e-5 : 1e-10, 1);
            }
        }
    }

    // ---- schedules ----

    static void Schedules()
    {
        const double lr = 0.1;
        void Check(string op, string detail, Schedule ours, Func<Optimizer, lr_scheduler.LRScheduler> theirs, int steps = 60)
        {
            if (Report.Skips("schedule", op)) return;
            Stats stats = Report.Of("schedule", op); stats.Cases++; stats.Tensors++;
            using var scope = torch.NewDisposeScope();
            var optimizer = SGD([new TorchSharp.Modules.Parameter(torch.zeros(1))], lr);
            var scheduler = theirs(optimizer);
            for (int t = 0; t < steps; t++)
            {
                double want = optimizer.ParamGroups.First().LearningRate, got = lr * ours.At(t);
                stats.Numbers++;
                double e = Math.Abs(want - got) / Math.Max(Math.Abs(want), 1e-12);
                if (Math.Abs(want - got) > 1e-15) stats.Rel64 = Math.Max(stats.Rel64, e);
                if (Math.Abs(want - got) > 1e-15 && e > 1e-10) { Report.Find("schedule", op, detail, "float64", $"step {t}", "value", $"Nabla {got:R}, TorchSharp {want:R}", t);
                    break; }
                optimizer.step();
                scheduler.step();
            }
        }
        Check("Fixed", "ConstantLR(1)", new Fixed(), o => lr_scheduler.ConstantLR(o, 1, 5));
        foreach (int every in (int[])[1, 7, 20]) foreach (double gamma in (double[])[0.1, 0.5, 1]) Check("StepDecay", $"StepLR({every}, {gamma})", new StepDecay(every, gamma),
            o => lr_scheduler.StepLR(o, every, gamma));
        Check("StepDecay(1)", "ExponentialLR(0.9)", new StepDecay(1, 0.9), o => lr_scheduler.ExponentialLR(o, 0.9));
        foreach (int[] at in (int[][])[[5], [3, 10, 40], [1, 2, 3]]) Check("MilestoneDecay", $"MultiStepLR([{string.Join(",", at)}])",
            new MilestoneDecay([.. at.Select(a => (long)a)], 0.3), o => lr_scheduler.MultiStepLR(o, at, 0.3));
        foreach (int total in (int[])[1, 2, 10, 50]) foreach (double floor in (double[])[0, 0.1, 0.5])
            {
                Check("LinearDecay", $"LinearLR(1, {floor}, {total})", new LinearDecay(total, floor), o => lr_scheduler.LinearLR(o, 1, floor, total));
                if (floor == 0) Check("LinearDecay", $"PolynomialLR({total}, 1)", new LinearDecay(total), o => lr_scheduler.PolynomialLR(o, total, 1));
                Check("HalfCosine", $"CosineAnnealingLR({total}, {floor}), up to T", new HalfCosine(total, floor), o => lr_scheduler.CosineAnnealingLR(o, total, lr * floor),
                    total + 1);
                Check("HalfCosine", $"LambdaLR({total}, {floor})", new HalfCosine(total, floor),
                    o => lr_scheduler.LambdaLR(o, t => t >= total ? floor : floor + (1 - floor) * 0.5 * (1 + Math.Cos(Math.PI * t / total))));
                Check("Cosine (quarter)", $"LambdaLR({total}, {floor})", new Cosine(total, floor),
                    o => lr_scheduler.LambdaLR(o, t => t >= total ? floor : floor + (1 - floor) * Math.Cos(Math.PI / 2 * t / total)));
            }
        foreach (double b in (double[])[1, 10]) Check("InverseDecay", $"LambdaLR({b}/({b}+t))", new InverseDecay(b), o => lr_scheduler.LambdaLR(o, t => b / (b + t)));
        foreach (int k in (int[])[1, 2, 5, 20])
        {
            if (k > 1) Check("Warmup", $"LinearLR(1/{k}, 1, {k - 1})", new Warmup(k), o => lr_scheduler.LinearLR(o, 1.0 / k, 1, k - 1));
            Check("Warmup over a cosine", $"LambdaLR({k})", new Warmup(k, new HalfCosine(40, 0.1)),
                o => lr_scheduler.LambdaLR(o, t => Math.Min(1, (t + 1.0) / k) * (t >= 40 ? 0.1 : 0.1 + 0.45 * (1 + Math.Cos(Math.PI * t / 40)))));
            if (k > 1) Check("Join", $"SequentialLR(LinearLR, CosineAnnealingLR) at {k}", new Join(new Warmup(k), k, new HalfCosine(60, 0)),
                o => lr_scheduler.SequentialLR(o, [lr_scheduler.LinearLR(o, 1.0 / k, 1, k - 1), lr_scheduler.CosineAnnealingLR(o, 60, 0)], [k]));
        }
        if (Report.Skips("schedule", "ReduceOnPlateau")) return;
        var r = new Random(5);
        foreach (int patience in (int[])[0, 1, 3])
            foreach (double threshold in (double[])[1e-4, 0.1, 0])
                for (int run = 0; run < 4; run++)
                {
                    Stats stats = Report.Of("schedule", "ReduceOnPlateau"); stats.Cases++; stats.Tensors++;
                    using var scope = torch.NewDisposeScope();
                    var optimizer = SGD([new TorchSharp.Modules.Parameter(torch.zeros(1))], lr);
                    var scheduler = lr_scheduler.ReduceLROnPlateau(optimizer, "min", 0.5, patience, threshold, "rel", 0, [lr * 0.01], 0);
                    Schedule ours = new ReduceOnPlateau(0.5, patience, threshold, 0.01);
                    double loss = run == 3 ? -1 : 2;
                    for (int t = 0; t < 60; t++)
                    {
                        loss += run switch { 0 => -0.01, 1 => 0, 2 => 0.3 * (r.NextDouble() - 0.55), _ => -0.003 * r.NextDouble() };
                        optimizer.step();
                        scheduler.step(loss, null);
                        ours = ours.After(t, loss);
                        stats.Numbers++;
                        double want = optimizer.ParamGroups.First().LearningRate, got = lr * ours.At(t);
                        if (Math.Abs(want - got) > 1e-12) { Report.Find("schedule", "ReduceOnPlateau",
                            $"patience {patience}, threshold {threshold}, losses {(run switch { 0 => "falling by 0.01", 1 => "constant", 2 => "a random walk", _ => "negative, falling slowly" })}", "float64", $"evaluation {t}", "value", $"loss {loss:R}: Nabla {got:R}, TorchSharp {want:R}", t); break; }
                    }
                }
    }
}
