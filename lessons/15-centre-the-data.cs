// Lesson 15. "Data normalization (whitening)": a layer's update is proportional to its input, so inputs far from zero make updates huge and learning slow.
using Nabla.Devices;
using Nabla.Features;

var lesson = new Lesson("centring the data matters: with inputs near 100 the mean of the updates is small but each is huge, and gradient descent crawls", args);

// The slide's example: inputs 100 and 101, whose losses have slopes +1 and −1. The gradient in w is slope · input.
double[] Updates(double[] inputs) => [.. inputs.Select((input, i) =>
{
    Tensor w = Tensor.From(0.0).RequireGradient();
    Tape.Differentiate(() => (w * input * (i == 0 ? 1 : -1)).Sum());
    return w.Gradient!.ToArray<double>()[0];
})];
double[] far = Updates([100, 101]), near = Updates([-0.5, 0.5]);
double farMean = lesson.Measure("100 and 101: mean", far.Average()), farSize = lesson.Measure("100 and 101: size", far.Average(Math.Abs));
double nearMean = lesson.Measure("centred: mean", near.Average()), nearSize = lesson.Measure("centred: size", near.Average(Math.Abs));
lesson.Table(["inputs", "updates", "mean", "size of each"],
[
    ["100, 101", $"{far[0]}, {far[1]}", farMean, farSize],
    ["centred: −0.5, 0.5", $"{near[0]}, {near[1]}", nearMean, nearSize],
]);

// Linear regression on five inputs around 100, of different spreads, of which some go together.
int examples = 300, features = 5, most = lesson.Pick(200_000, 30_000);
var reader = Rng.FromSeed(2).Reader();
double Normal() => reader.Normal();
double[] spreads = [0.5, 1, 2, 4, 8];
double[] truth = [2, -1, 0.5, 0.25, -0.125];
var (x, y) = (new float[examples * features], new float[examples]);
for (int i = 0; i < examples; i++)
{
    double common = Normal();
    for (int j = 0; j < features; j++)
    {
        x[i * features + j] = (float)(100 + spreads[j] * (0.8 * common + 0.6 * Normal()));
        y[i] += (float)(truth[j] * (x[i * features + j] - 100));
    }
    y[i] += 0.1f * (float)Normal();
}
var data = new ArrayDataset("table", Column.Of(x, [features]), Column.Of(y, [1]));

(string Name, Func<Dataset, Stage>[] Stages)[] kinds =
[
    ("raw", []), ("centred", [Normalizers.Center]), ("standardised", [rows => Normalizers.Standardize(rows)]),
    ("whitened (PCA)", [rows => Normalizers.WhitenPca(rows)]), ("whitened (ZCA)", [rows => Normalizers.WhitenZca(rows)]),
];
var rows = new List<object[]>();
var descent = new Figure("Gradient descent, each with the largest safe step") { XAxis = new("step", Scale.Log), YAxis = new("loss above the least", Scale.Log) };
foreach (var (name, stages) in kinds)
{
    var (input, target) = Pipeline.Fit(data, stages).On(data).ToTensors();
    Tensor inputs = Tensor.Concatenate([input.To(DataType.Float64), Tensor.Ones([examples, 1], DataType.Float64)], 1), targets = target.To(DataType.Float64);

    // The Hessian of the mean squared error ½‖Xw − y‖²/N is XᵀX/N: its largest eigenvalue sets the step, its least the pace.
    Tensor hessian = inputs.Transpose().MatMul(inputs) / examples;
    double[] eigenvalues = SymmetricEigen.Of(hessian.ToArray<double>(), features + 1).Values;
    double largest = eigenvalues.Max(), condition = largest / eigenvalues.Min();

    Tensor w = Tensor.Zeros([features + 1, 1], DataType.Float64);
    double Loss() => Scope.Run(() => (inputs.MatMul(w) - targets).Square().Mean() * 0.5).ToScalar();
    var (steps, losses) = (new List<int>(), new List<double>());
    double least = 0.5 * 0.01, first = Loss();
    int step = 0, reached = -1;
    for (; step < most && reached < 0; step++)
    {
        if (step % Math.Max(1, step / 20) == 0)
        {
            steps.Add(step + 1);
            losses.Add(Loss());
            if (losses[^1] < 1.5 * least) reached = step;
        }
        Tensor before = w;
        w = Scope.Run(() => before - inputs.Transpose().MatMul(inputs.MatMul(before) - targets) * (1 / (largest * examples)));
    }
    descent.Line(name, steps, losses, markers: false);
    lesson.Measure($"{name}: condition", condition);
    lesson.Measure($"{name}: steps", reached < 0 ? double.PositiveInfinity : reached);
    rows.Add([name, condition, reached < 0 ? $"> {most:N0}" : $"{reached:N0}"]);
}
lesson.Table(["inputs", "condition number of the Hessian", "steps until near the least loss"], rows);
lesson.Save(descent, "descent");
double Condition(int row) => (double)rows[row][1];
lesson.Verdict($"100 and 101 with slopes ±1 give updates of {far[0]:0} and {far[1]:0} whose mean is {farMean:0.0}; centred, each is {near[0]:0.0}: {farSize / nearSize:0} times smaller, with the same mean. On a table around 100 " +
    $"the Hessian's condition number falls from {Condition(0):0.0e0} to {Condition(1):0} by centring, {Condition(2):0} by standardising, {Condition(3):0.0} by whitening, and the steps from {rows[0][2]} to {rows[1][2]}, {rows[2][2]} and {rows[3][2]}. (What the slide calls centring, (x − μ)/σ, is standardising.)");
