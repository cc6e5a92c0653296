// Lesson 12. "Stochastic gradient descent": drawn at random, the gradient of K examples is the full gradient on average, with variance ∝ 1/K.
using Nabla.Data.Samplers;
using Nabla.Devices;

var lesson = new Lesson("the stochastic gradient is the full gradient in expectation (no bias); with K examples its variance is 1/K of that with one", args);

int examples = 512, draws = lesson.Pick(20_000, 4_000);
var (points, labels) = PlaneSets.Moons(examples, noise: 0.2f, seed: 3).ToTensors();
Rng rng = Rng.FromSeed(0);
Sequential network = new(new Linear(2, 16, rng), new Tanh(), new Linear(16, 2, rng));
network.SetDataType(DataType.Float64);
points = points.To(DataType.Float64);
var arena = new ParameterArena(network.Parameters);

double[] Gradient(Tensor x, Tensor y)
{
    Tape.Differentiate(() => network.Call(x).CrossEntropyMean(y));
    double[] gradient = arena.Gradients.ToArray<double>();
    arena.ClearGradients();
    return gradient;
}

double Square(double[] a, double[] b) => a.Zip(b, (x, y) => (x - y) * (x - y)).Sum();

// The gradient of each example by itself: whatever is drawn, the gradient of a batch is a mean of these.
double[][] each = [.. Enumerable.Range(0, examples).Select(i => Gradient(points.Slice(0, i, 1), labels.Slice(0, i, 1)))];
double[] full = Gradient(points, labels);
double fullSize = Math.Sqrt(Square(full, new double[full.Length])), spread = each.Average(gradient => Square(gradient, full));

// One example in N, each as likely as the next: the expectation is the mean over all of them, and can be taken exactly.
double[] expectation = [.. full.Select((_, j) => each.Average(gradient => gradient[j]))];
lesson.Measure("expectation", Math.Sqrt(Square(expectation, full)) / fullSize);

// Draws batches: how far is one from the full gradient (squared, on average), and how far is the mean of all so far, at each mark?
(double Variance, double[] Bias) Draw(Sampler sampler, int[] marks)
{
    double[] sum = new double[full.Length];
    long[] chosen = new long[sampler.BatchSize];
    double variance = 0;
    var bias = new List<double>();
    for (int draw = 1; draw <= marks[^1]; draw++)
    {
        int count = sampler.Fill(draw - 1, chosen);
        var gradient = new double[full.Length];
        for (int i = 0; i < count; i++) for (int j = 0; j < gradient.Length; j++) gradient[j] += each[chosen[i]][j] / count;
        variance += Square(gradient, full) / marks[^1];
        for (int j = 0; j < sum.Length; j++) sum[j] += gradient[j];
        if (marks.Contains(draw)) bias.Add(Math.Sqrt(Square([.. sum.Select(s => s / draw)], full)) / fullSize);
    }
    return (variance, [.. bias]);
}

int[] marks = [.. Enumerable.Range(0, 20).Select(i => (int)Math.Round(Math.Pow(draws, i / 19.0))).Distinct()];
double[] one = Draw(new ReplacementSampler(examples, 1, seed: 5), marks).Bias;
lesson.Measure("bias at the end", one[^1]);
lesson.Measure("bias expected", Math.Sqrt(spread / draws) / fullSize);

int[] batches = [1, 2, 4, 8, 16, 32, 64, 128, 256];
var replaced = batches.Select(k => Draw(new ReplacementSampler(examples, k, seed: k), [draws / 4])).ToArray();
double[] with = [.. replaced.Select(drawn => drawn.Variance)];
// The finest look for a bias: draws/4 means of 256 examples leave chance little.
lesson.Measure("K = 256: bias over chance", replaced[^1].Bias[^1] * fullSize / Math.Sqrt(spread / 256 / (draws / 4)));
double[] without = [.. batches.Select(k => Draw(new ShuffledSampler(examples, k, seed: k), [draws / 4]).Variance)];

// The slope of log variance over log K, by least squares.
double Slope(double[] variances)
{
    double[] x = [.. batches.Select(k => Math.Log(k))], y = [.. variances.Select(v => Math.Log(v))];
    double mx = x.Average(), my = y.Average();
    return x.Zip(y, (a, b) => (a - mx) * (b - my)).Sum() / x.Sum(a => (a - mx) * (a - mx));
}

lesson.Table(["K", "variance", "spread/K", "without replacement", "spread/K·(N−K)/(N−1)"], batches.Select((k, i) =>
{
    double finite = spread / k * (examples - k) / (examples - 1);
    lesson.Measure($"K = {k}: variance over spread/K", with[i] / (spread / k));
    lesson.Measure($"K = {k}: without replacement, over its formula", without[i] / finite);
    return (object[])[k, with[i], spread / k, without[i], finite];
}));

var bias = new Figure("No bias: the mean of many draws, K = 1") { XAxis = new("draws", Scale.Log), YAxis = new("distance from the full gradient, relative", Scale.Log) };
bias.Line("mean of draws", marks, one).Curve("σ/√draws", draw => Math.Sqrt(spread / draw) / fullSize, 1, draws);
var variance = new Figure("Variance by batch size") { XAxis = new("K", Scale.Log), YAxis = new("mean squared distance", Scale.Log) };
variance.Line("with replacement", batches, with).Line("without", batches, without).Curve("σ²/K", k => spread / k, 1, 256);
lesson.Save(new FigureGrid("Gradients of K random examples of 512") { bias, variance }, "draws");

double slope = lesson.Measure("slope", Slope(with));
lesson.Verdict($"the mean of all {examples} gradients of one example is the full gradient but for {lesson.Measured("expectation"):0.0E+0} of it; the mean of {draws:N0} drawn ones is within {one[^1] * 100:0.0} % of the full gradient, as chance alone would leave it ({Math.Sqrt(spread / draws) / fullSize * 100:0.0} %); " +
    $"the variance falls as K^{slope:0.00}; drawn without replacement it falls faster, to nothing at K = N ({without[^1] / with[^1]:0.00} of it at half of the data).");
