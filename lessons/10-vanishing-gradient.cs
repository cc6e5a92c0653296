// Lesson 10. "Going deeper – vanishing gradient problem": why deep plain networks do not learn, and y = norm(x + nn(x)) does.
var lesson = new Lesson("the gradient vanishes with depth: sigmoids and small matrices shrink it layer by layer; a skip connection with a norm keeps it", args);

int width = 64, seeds = lesson.Pick(5, 2);
int[] depths = lesson.Pick<int[]>([2, 5, 10, 20, 30, 40, 50], [2, 10, 20]);
int deepest = depths[^1];
string[] kinds = ["sigmoid", "ReLU", "ReLU, larger weights", "norm(x + nn(x))"];
var (images, labels) = Glyphs.Stream(seed: 0).Range(0, 128).ToTensors();

// Each network has the same blocks: a layer of 64 × 64 and what the kind does with it. Weights are about 1/√64, the larger ones √2 times that.
Module Block(string kind, Rng rng) => kind switch
{
    "sigmoid" => new Sequential(new Linear(width, width, rng, Initializer.LeCun), new Sigmoid()),
    "ReLU" => new Sequential(new Linear(width, width, rng, Initializer.LeCun), new Relu()),
    "ReLU, larger weights" => new Sequential(new Linear(width, width, rng, Initializer.Kaiming), new Relu()),
    _ => new Residual(new Sequential(new Linear(width, width, rng, Initializer.LeCun), new Relu()), new LayerNorm(width)),
};

Sequential Network(string kind, int depth, long seed)
{
    Rng rng = Rng.FromSeed(seed);
    return new([new Flatten(), new Linear(784, width, rng), .. Enumerable.Range(0, depth).Select(_ => Block(kind, rng)), new Linear(width, 10, rng)]);
}

// The norm of the loss's gradient in what each block gives, from the first block to the last.
double[] GradientNorms(string kind, int depth, long seed)
{
    Sequential network = Network(kind, depth, seed);
    var trace = new ModuleTrace();
    Module.Observed(trace, () => Tape.Differentiate(() => network.Call(images).CrossEntropyMean(labels)));
    return [.. Enumerable.Range(2, depth).Select(i => Math.Sqrt(trace.GradientOf(network[i]).Square().Sum().ToScalar()))];
}

// What that means for learning: accuracy on the training batch after 100 steps of Adam, at 20 layers.
double Accuracy(string kind)
{
    Sequential network = Network(kind, 20, seed: 0);
    var arena = new ParameterArena(network.Parameters);
    var optimizer = new Adam().For(arena);
    for (int step = 0; step < lesson.Pick(200, 60); step++)
    {
        Tape.Differentiate(() => network.Call(images).CrossEntropyMean(labels));
        optimizer.Step(learningRate: 1e-3);
        arena.ClearGradients();
    }
    return Scope.Run(() => network.Call(images).ArgMax()).ToArray<int>().Zip(labels.ToArray<int>(), (a, b) => a == b ? 1.0 : 0.0).Average();
}

var rows = new List<object[]>();
var byLayer = new Figure($"Gradient by layer, {deepest} layers") { XAxis = new("layer"), YAxis = new("norm of the gradient", Scale.Log) };
var byDepth = new Figure("What arrives at the first layer") { XAxis = new("layers"), YAxis = new("first gradient / last gradient", Scale.Log) };
foreach (string kind in kinds)
{
    // Geometric means over the seeds; what has fallen below the smallest float32 is 0, and leaves a gap on a log axis.
    var means = depths.ToDictionary(depth => depth, depth =>
    {
        double[][] runs = [.. Enumerable.Range(0, seeds).Select(seed => GradientNorms(kind, depth, seed))];
        return Enumerable.Range(0, depth).Select(layer => Math.Exp(runs.Average(run => Math.Log(run[layer])))).ToArray();
    });
    byLayer.Line(kind, Enumerable.Range(1, deepest), means[deepest], markers: false);
    byDepth.Line(kind, depths, depths.Select(depth => means[depth][0] / means[depth][^1]));
    double perLayer = lesson.Measure($"{kind}: factor per layer", Math.Pow(means[10][0] / means[10][^1], 1.0 / 9));
    rows.Add([kind, perLayer, means[deepest][0] / means[deepest][^1], lesson.Measure($"{kind}: accuracy", Accuracy(kind))]);
}
lesson.Table(["network", "gradient, × a layer", $"share left at the first of {deepest}", "accuracy after training, 20 layers"], rows);
lesson.Save(new FigureGrid("The gradient on its way back") { byLayer, byDepth }, "gradient");

string Found(int kind) => $"{rows[kind][1]:0.00} × a layer and {(double)rows[kind][3]:P0} learnt";
lesson.Verdict($"sigmoid: the gradient falls {Found(0)} (20 layers, one batch), a millionth is left after {-6 / Math.Log10((double)rows[0][1]):0} layers; ReLU: {Found(1)}; " +
    $"with weights √2 times as large: {Found(2)}; norm(x + nn(x)): {Found(3)}, whatever the weights.");
