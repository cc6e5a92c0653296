// Lesson 14. "Fan-in initialization": weights ≈ 1/√fan-in keep signal and gradient at one size; others lose both, or saturate.
var lesson = new Lesson("weights of about 1/√fan-in keep the size of activations and gradients through many layers", args);

int width = 256, layers = 20, seeds = lesson.Pick(5, 2);
double[] gains = [0.25, 0.5, 0.7, 1, 1.4, 2, 4];
var images = Tensor.Normal([128, width], Rng.FromSeed(1).Fork("inputs"));

// One network of 20 equal layers: every weight is drawn with deviation gain/√fan-in, as on the slide for gain 1.
Sequential Network(Func<Module> transfer, double gain, long seed)
{
    Rng rng = Rng.FromSeed(seed);
    var initializer = new VarianceScaling(Fan.In, Gain: gain);
    return new([.. Enumerable.Range(0, layers).SelectMany(_ => (Module[])[new Linear(width, width, rng, initializer), transfer()])]);
}

double Size(Tensor x) => Math.Sqrt(x.Square().Mean().ToScalar());

// Sizes of what each layer gives, and of the gradient that comes back to it; and the share of units where tanh is flat.
(double[] Forward, double[] Backward, double Saturated) Look(Func<Module> transfer, double gain, long seed)
{
    Sequential network = Network(transfer, gain, seed);
    var trace = new ModuleTrace();
    Tensor direction = Tensor.Normal([128, width], Rng.FromSeed(seed).Fork("direction"));
    Module.Observed(trace, () => Tape.Differentiate(() => (network.Call(images) * direction).Sum()));
    Tensor Output(int layer) => trace.OutputOf(network[2 * layer + 1]);
    return ([.. Enumerable.Range(0, layers).Select(layer => Size(Output(layer)))],
        [.. Enumerable.Range(0, layers).Select(layer => Size(trace.GradientOf(network[2 * layer + 1])))],
        Output(layers - 1).Abs().ToArray<float>().Average(size => size > 0.99 ? 1.0 : 0.0));
}

var rows = new List<object[]>();
double[,] Map(Func<Module> transfer, string name, bool backward)
{
    var map = new double[gains.Length, layers];
    for (int i = 0; i < gains.Length; i++)
    {
        var looks = Enumerable.Range(0, seeds).Select(seed => Look(transfer, gains[i], seed)).ToArray();
        for (int layer = 0; layer < layers; layer++) map[i, layer] = looks.Average(look => (backward ? look.Backward : look.Forward)[layer]);
        if (backward) continue;
        // From the fifth layer on, so that what the first inputs are no longer matters.
        double signal = Math.Pow(map[i, layers - 1] / map[i, 4], 1.0 / (layers - 5));
        double gradient = Math.Pow(looks.Average(look => look.Backward[0]) / looks.Average(look => look.Backward[^1]), 1.0 / (layers - 1));
        lesson.Measure($"{name} {gains[i]}: signal per layer", signal);
        lesson.Measure($"{name} {gains[i]}: gradient per layer", gradient);
        double saturated = lesson.Measure($"{name} {gains[i]}: saturated", looks.Average(look => look.Saturated));
        rows.Add([name, gains[i], signal, gradient, name == "tanh" ? saturated.ToString("P0") : "-"]);
    }
    return map;
}

var grid = new FigureGrid("Through 20 layers of 256 units", columns: 2) { Caption = "Root mean square of what each layer gives, and of the gradient that comes back to it." };
string[] names = [.. gains.Select(gain => $"{gain}/√n")], numbers = [.. Enumerable.Range(1, layers).Select(layer => $"{layer}")];
foreach (var (name, transfer) in ((string, Func<Module>)[])[("tanh", () => new Tanh()), ("ReLU", () => new Relu())])
    foreach (bool backward in (bool[])[false, true])
    {
        grid.Add(new Figure($"{name}: {(backward ? "gradient" : "activation")}") { XAxis = new("layer"), YAxis = new("weights") }
            .HeatMap(Map(transfer, name, backward), names, numbers, backward ? "gradient" : "activation", Scale.Log, ColorMap.Sequential, (1e-6, 1e6)));
    }
lesson.Table(["transfer", "gain", "signal, × a layer", "gradient, × a layer", "saturated units"], rows);
lesson.Save(grid, "sizes");

object[] Row(string name, double gain) => rows.First(row => (string)row[0] == name && (double)row[1] == gain);
lesson.Verdict($"tanh with 1/√fan-in: signal {Row("tanh", 1)[2]:0.00} × and gradient {Row("tanh", 1)[3]:0.00} × a layer; half of that loses half at every layer ({Row("tanh", 0.5)[2]:0.00} ×), " +
    $"four times as much saturates {Row("tanh", 4)[4]} of the units and the gradient explodes ({Row("tanh", 4)[3]:0.00} ×). ReLU halves the square, so it wants √2/√fan-in: {Row("ReLU", 1)[2]:0.00} × without, {Row("ReLU", 1.4)[2]:0.00} × with 1.4.");
