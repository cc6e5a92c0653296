// Lesson 14. "Fan-in initialization": weights ≈ 1/√fan-in keep signal and gradient at one size; others lose both, or saturate.
using Nabla.Devices;

var lesson = new Lesson("weights of about 1/√fan-in keep the size of activations and gradients through many layers, and units out of saturated areas", args);

int width = 256, layers = 20, seeds = lesson.Pick(5, 2);
var images = Tensor.Normal([128, width], Rng.FromSeed(1).Fork("inputs"));

// Weights of deviation gain/√fan-in; last what Linear draws when it is not told: uniform between ±1/√fan-in.
double[] gains = [0.25, 0.5, 0.7, 1, 1.4, 2, 4, 8];
(string Name, Initializer Draw)[] starts = [.. gains.Select(gain => ($"{gain}/√n", (Initializer)new VarianceScaling(Fan.In, Gain: gain))), ("±1/√n", Initializer.FanIn)];

// Each transfer function, and where it is flat: within a hundredth of its limits, or where ReLU is off.
(string Name, Func<Module> New, Func<float, bool> IsFlat)[] transfers =
[
    ("tanh", () => new Tanh(), y => Math.Abs(y) > 0.99), ("sigmoid", () => new Sigmoid(), y => y is < 0.01f or > 0.99f), ("ReLU", () => new Relu(), y => y == 0),
];

// In float64: squares of what has nearly vanished are too small for float32.
double Size(Tensor x) => Math.Sqrt(x.To(DataType.Float64).Square().Mean().ToScalar());

// In one network of 20 equal layers: sizes of what each layer gives, and of the gradient that comes back to it; the share of flat units in the last.
(double[] Forward, double[] Backward, double Flat) Look(Func<Module> transfer, Func<float, bool> isFlat, Initializer draw, long seed)
{
    Rng rng = Rng.FromSeed(seed);
    Sequential network = new([.. Enumerable.Range(0, layers).SelectMany(_ => (Module[])[new Linear(width, width, rng, draw), transfer()])]);
    var trace = new ModuleTrace();
    Tensor direction = Tensor.Normal([128, width], Rng.FromSeed(seed).Fork("direction"));
    Module.Observed(trace, () => Tape.Differentiate(() => (network.Call(images) * direction).Sum()));
    Module[] given = [.. Enumerable.Range(0, layers).Select(layer => network[2 * layer + 1])];
    return ([.. given.Select(layer => Size(trace.OutputOf(layer)))], [.. given.Select(layer => Size(trace.GradientOf(layer)))],
        trace.OutputOf(given[^1]).ToArray<float>().Average(y => isFlat(y) ? 1.0 : 0.0));
}

var rows = new List<object[]>();
var grid = new FigureGrid("Through 20 layers of 256 units", columns: 2) { Caption = "Root mean square of what each layer gives, and of the gradient that comes back to it." };
var saturation = new Figure("Flat units in the 20th layer") { XAxis = new("weights, in 1/√n", Scale.Log), YAxis = new("share of units") };
string[] names = [.. starts.Select(start => start.Name)], numbers = [.. Enumerable.Range(1, layers).Select(layer => $"{layer}")];
foreach (var (name, transfer, isFlat) in transfers)
{
    var (forward, backward) = (new double[starts.Length, layers], new double[starts.Length, layers]);
    var flat = new double[starts.Length];
    for (int i = 0; i < starts.Length; i++)
    {
        var looks = Enumerable.Range(0, seeds).Select(seed => Look(transfer, isFlat, starts[i].Draw, seed)).ToArray();
        for (int layer = 0; layer < layers; layer++)
            (forward[i, layer], backward[i, layer]) = (looks.Average(look => look.Forward[layer]), looks.Average(look => look.Backward[layer]));
        // The signal from the fifth layer on: what the first inputs were no longer matters.
        string key = $"{name} {starts[i].Name}";
        double signal = lesson.Measure($"{key}: signal per layer", Math.Pow(forward[i, layers - 1] / forward[i, 4], 1.0 / (layers - 5)));
        double gradient = lesson.Measure($"{key}: gradient per layer", Math.Pow(backward[i, 0] / backward[i, layers - 1], 1.0 / (layers - 1)));
        flat[i] = lesson.Measure($"{key}: flat", looks.Average(look => look.Flat));
        rows.Add([name, starts[i].Name, signal, gradient, flat[i].ToString("P0")]);
    }
    grid.Add(new Figure($"{name}: activation") { XAxis = new("layer"), YAxis = new("weights") }.HeatMap(forward, names, numbers, "activation", Scale.Log, ColorMap.Sequential, (1e-6, 1e6)));
    grid.Add(new Figure($"{name}: gradient") { XAxis = new("layer"), YAxis = new("weights") }.HeatMap(backward, names, numbers, "gradient", Scale.Log, ColorMap.Sequential, (1e-6, 1e6)));
    saturation.Line(name, gains, flat[..gains.Length]);
}
lesson.Table(["transfer", "weights", "signal, × a layer", "gradient, × a layer", "flat units"], rows);
lesson.Save(grid, "sizes");
lesson.Save(saturation, "saturation");

double Found(string what) => lesson.Measured(what);
lesson.Verdict($"tanh with 1/√n: signal {Found("tanh 1/√n: signal per layer"):0.00} × and gradient {Found("tanh 1/√n: gradient per layer"):0.00} × a layer, no unit flat; half as large: {Found("tanh 0.5/√n: signal per layer"):0.00} ×; " +
    $"four times as large: {Found("tanh 4/√n: flat"):P0} of the units are flat and the gradient explodes ({Found("tanh 4/√n: gradient per layer"):0.00} ×). ReLU wants √2 times more: {Found("ReLU 1/√n: signal per layer"):0.00} × with 1/√n, " +
    $"{Found("ReLU 1.4/√n: signal per layer"):0.00} × with 1.4/√n. Uniform in ±1/√n, the usual default and Linear's, is too small for both ({Found("tanh ±1/√n: signal per layer"):0.00} × and {Found("ReLU ±1/√n: signal per layer"):0.00} ×).");
