// Lesson 09. "Optimal computation of gradient at the cost of memory": keep everything, or keep every kth input and compute the rest again.
using System.Diagnostics;

var lesson = new Lesson("backpropagation is optimal at the cost of memory: kept results grow with depth; keeping the input of every kth layer and running layers again gives memory back, best at k = √n", args);

int layers = lesson.Pick(64, 16), width = 128, rows = lesson.Pick(512, 128);
int[] everies = [.. Enumerable.Range(0, 32).Select(i => 1 << i).TakeWhile(k => k < layers)];
double unit = rows * width * sizeof(float); // bytes of one result
Tensor input = Tensor.Normal([rows, width], Rng.FromSeed(1));

// tanh(Wx) saves one result of its own for the gradient; norm(x + nn(x)) saves its hidden units, its sum and its result: three.
var kinds = new (string Name, int Saved, Func<Rng, Module> Layer)[]
{
    ("tanh(Wx)", 1, rng => new Sequential(new Linear(width, width, rng), new Tanh())),
    ("norm(x + nn(x))", 3, rng => new Residual(new Sequential(new Linear(width, width, rng), new Relu(), new Linear(width, width, rng)), new LayerNorm(width))),
};

// One step of training: the most bytes alive at once, how often a layer was run, the time (the best of three), and the gradients.
(double Peak, double Runs, double Seconds, float[][] Gradients) Step(Func<Rng, Module> layer, int every)
{
    Rng rng = Rng.FromSeed(7);
    Counted[] counted = [.. Enumerable.Range(0, layers).Select(_ => new Counted(layer(rng)))];
    var network = new Sequential(counted) { RecomputeEvery = every };
    double peak = 0, seconds = double.PositiveInfinity;
    for (int repeat = 0; repeat < 4; repeat++)
    {
        foreach (Parameter parameter in network.Parameters) parameter.Value.ClearGradient();
        var clock = Stopwatch.StartNew();
        peak = MemoryUse.PeakBytes(() => Scope.Run(() => { Tape.Differentiate(() => network.Call(input).Square().Mean()); }));
        if (repeat > 0) seconds = Math.Min(seconds, clock.Elapsed.TotalSeconds);
    }
    return (peak, counted.Sum(each => each.Runs) / 4.0, seconds, [.. network.Parameters.Select(parameter => parameter.Value.Gradient!.ToArray<float>())]);
}

var table = new List<object[]>();
var memory = new FigureGrid($"Memory of {layers} layers: only the input of every kth is kept");
var work = new Figure($"Work: {layers} layers, one step") { XAxis = new("k: layers run again at a time", Scale.Log), YAxis = new("forward runs of a layer / layers") { Min = 0.9, Max = 2.1 } };
double worst = 0;
foreach (var (name, saved, layer) in kinds)
{
    var kept = Step(layer, 0);
    lesson.Measure($"{name}: everything kept", kept.Peak / unit);
    table.Add([name, "all kept", kept.Peak / unit, 1.0, kept.Runs / layers, 1.0]);
    var (peaks, runs) = (new List<double>(), new List<double>());
    foreach (int every in everies)
    {
        var again = Step(layer, every);
        peaks.Add(lesson.Measure($"{name}: k = {every}", again.Peak / unit));
        lesson.Measure($"{name}: runs, k = {every}", again.Runs);
        worst = Math.Max(worst, again.Gradients.Zip(kept.Gradients, (a, b) => a.Zip(b, (x, y) => Math.Abs((double)x - y)).Max()).Max());
        table.Add([name, every, again.Peak / unit, again.Peak / kept.Peak, again.Runs / layers, again.Seconds / kept.Seconds]);
        runs.Add(again.Runs / layers);
    }
    if (saved == 1) work.Line("counted", everies, runs).Line("2 − k/n", everies, everies.Select(k => 2 - (double)k / layers), markers: false);
    lesson.Measure($"{name}: best k", everies[peaks.IndexOf(peaks.Min())]);
    lesson.Measure($"{name}: least", peaks.Min());
    memory.Add(new Figure(name) { XAxis = new("k: layers run again at a time", Scale.Log), YAxis = new("most results alive at once", Scale.Log) }
        .Line("all kept", [everies[0], everies[^1]], [kept.Peak / unit, kept.Peak / unit], markers: false).Line("measured", everies, peaks)
        .Line($"n/k + {(saved == 1 ? "" : saved)}k", everies, everies.Select(k => (double)layers / k + saved * k), markers: false));
}
lesson.Measure("largest difference of gradients", worst);
lesson.Table(["layer", "k", "results alive", "share of memory", "runs of a layer", "time ×"], table);
lesson.Save(memory, "memory");
lesson.Save(work, "work");

string Best(int kind) => $"k = {lesson.Measured($"{kinds[kind].Name}: best k")} takes {lesson.Measured($"{kinds[kind].Name}: least"):0.0} instead of {lesson.Measured($"{kinds[kind].Name}: everything kept"):0.0} results";
lesson.Verdict($"{layers} layers of tanh(Wx): {Best(0)}, and √n is {Math.Sqrt(layers):0}. A layer that saves c results itself has its best k nearer √(n/c): norm(x + nn(x)) saves 3, and {Best(1)}. " +
    $"That costs at most one more forward, a third of a step; the gradients differ by {worst:0}: they are the same bits.");

/// <summary>A layer that counts how often it runs.</summary>
sealed partial class Counted(Module layer) : Module
{
    readonly Module layer = layer;

    public int Runs { get; private set; }

    public override Tensor Forward(Tensor input)
    {
        Runs++;
        return layer.Call(input);
    }
}
