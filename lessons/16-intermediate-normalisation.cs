// Lesson 16. "Intermediate normalization": batch norm, layer norm and RMS norm ('RSMnorm' on the slide) between layers, and whether layer norm is preferred.
using Nabla.Devices;

var lesson = new Lesson("normalising what is between layers makes learning faster, and layer norm is preferred over batch norm", args);

int width = 64, depth = 4, examples = 64 * lesson.Pick(300, 150), seeds = lesson.Pick(3, 1);
double target = 1;
var (images, labels) = Glyphs.Stream(seed: 0).Range(0, examples).ToTensors();
var (testImages, testLabels) = Glyphs.Stream(seed: 0).Range(1_000_000, 2000).ToTensors();
string[] norms = ["none", "batch norm", "layer norm", "RMS norm"];

// Four blocks of a layer, a norm and a ReLU. Weights begin as ReLU wants them, so that the plain network is not handicapped.
Module[] Block(string norm, int inputs, Rng rng) => norm switch
{
    "batch norm" => [new Linear(inputs, width, rng, Initializer.Kaiming), new BatchNorm(width), new Relu()],
    "layer norm" => [new Linear(inputs, width, rng, Initializer.Kaiming), new LayerNorm(width), new Relu()],
    "RMS norm" => [new Linear(inputs, width, rng, Initializer.Kaiming), new RmsNorm(width), new Relu()],
    _ => [new Linear(inputs, width, rng, Initializer.Kaiming), new Relu()],
};

Sequential Network(string norm, long seed)
{
    Rng rng = Rng.FromSeed(seed);
    return new([new Flatten(), .. Enumerable.Range(0, depth).SelectMany(i => Block(norm, i == 0 ? 784 : width, rng)), new Linear(width, 10, rng)]);
}

// Plain SGD, one pass through the digits, ended when the smoothed training loss is below the target: steps it took (infinite if never), and test accuracy.
(double Steps, double Accuracy) Train(string norm, double rate, int batch, long seed, int digits, double target)
{
    Sequential network = Network(norm, seed);
    var arena = new ParameterArena(network.Parameters);
    var optimizer = new Sgd().For(arena);
    double smooth = Math.Log(10);
    int step = 0;
    for (; step < digits / batch && smooth >= target; step++) // a loss that is no number ends it too
    {
        smooth += 0.1 * (Scope.Run(() => Tape.Differentiate(() => network.Call(images.Slice(0, step * batch, batch)).CrossEntropyMean(labels.Slice(0, step * batch, batch)))).ToScalar() - smooth);
        optimizer.Step(rate);
        arena.ClearGradients();
    }
    int[] predicted = Scope.Run(() => network.Call(testImages).ArgMax()).ToArray<int>();
    return (smooth < target ? step : double.PositiveInfinity, predicted.Zip(testLabels.ToArray<int>(), (a, b) => a == b ? 1.0 : 0.0).Average());
}

// A norm forgets the scale of the weights before it: the slide's smaller space of parameters. How far does the output move when weights grow tenfold?
double ScaleMatters(string norm)
{
    Sequential network = Network(norm, seed: 0);
    double[] Output()
    {
        double[] output = [];
        Tape.Differentiate(() => // recording, as in training: batch norm takes the batch's statistics
        {
            Tensor result = network.Call(images.Slice(0, 0, 64));
            output = result.To(DataType.Float64).ToArray<double>();
            return result.Sum();
        });
        return output;
    }
    double[] before = Output();
    Parameter first = ((Linear)network[1]).Weight;
    first.Value.CopyFrom<float>([.. first.Value.ToArray<float>().Select(weight => 10 * weight)]);
    return Output().Zip(before, (after, x) => Math.Abs(after - x)).Max() / before.Max(Math.Abs);
}

double[] rates = lesson.Pick<double[]>([0.01, 0.03, 0.1, 0.3, 1, 3], [0.03, 0.1, 0.3, 1, 3]);
int[] batches = lesson.Pick<int[]>([2, 4, 8, 16, 64], [2, 64]);
double[] batchRates = lesson.Pick<double[]>([0.03, 0.1, 0.3], [0.03, 0.3]);
int few = lesson.Pick(3200, 1600);
var speed = new Figure($"Batches of 64: steps to a loss of {target}") { XAxis = new("learning rate", Scale.Log), YAxis = new("steps", Scale.Log) };
var small = new Figure($"{few:N0} digits in batches of 2 to 64") { XAxis = new("batch size", Scale.Log), YAxis = new("test accuracy, best rate") { Min = 0, Max = 1 } };
var rows = new List<object[]>();
foreach (string norm in norms)
{
    // Where not all seeds come there, there is no point.
    double[][] steps = [.. rates.Select(rate => Enumerable.Range(0, seeds).Select(seed => Train(norm, rate, 64, seed, examples, target).Steps).ToArray())];
    int[] reached = [.. Enumerable.Range(0, rates.Length).Where(i => steps[i].All(double.IsFinite))];
    speed.Line(norm, reached.Select(i => rates[i]), reached.Select(i => steps[i].Average()));
    speed.Band(norm, reached.Select(i => rates[i]), reached.Select(i => steps[i].Min()), reached.Select(i => steps[i].Max()));

    // By batch size: the accuracies of the seeds at the rate that is best on average.
    double[][] accuracies = [.. batches.Select(batch => batchRates.Select(rate => Enumerable.Range(0, seeds).Select(seed => Train(norm, rate, batch, seed, few, target: 0).Accuracy).ToArray()).MaxBy(Enumerable.Average)!)];
    small.Line(norm, batches, accuracies.Select(Enumerable.Average)).Band(norm, batches, accuracies.Select(Enumerable.Min), accuracies.Select(Enumerable.Max));

    double best = lesson.Measure($"{norm}: steps", steps.Min(Enumerable.Average));
    lesson.Measure($"{norm}: rates that reach it", reached.Length);
    lesson.Measure($"{norm}: batches of 2", accuracies[0].Average());
    lesson.Measure($"{norm}: batches of 64", accuracies[^1].Average());
    rows.Add([norm, best, string.Join(", ", reached.Select(i => rates[i])), accuracies[0].Average(), accuracies[^1].Average(), lesson.Measure($"{norm}: scale matters", ScaleMatters(norm))]);
}
lesson.Table(["norm", $"least steps to {target}", "at these rates at all", "accuracy, batches of 2", "batches of 64", "output's change when weights × 10"], rows);
lesson.Save(new FigureGrid("Four layers of 64 units on drawn digits") { speed, small }, "norms");

double Of(string norm, string what) => lesson.Measured($"{norm}: {what}");
lesson.Verdict($"a loss of {target} takes {Of("none", "steps"):0} steps without a norm, {Of("batch norm", "steps"):0} with batch norm, {Of("layer norm", "steps"):0} with layer norm, {Of("RMS norm", "steps"):0} with RMS norm, each at its best rate, and batch norm bears the largest rates. " +
    $"Preferring layer norm does not show here at 64 examples a batch ({Of("layer norm", "batches of 64"):P0} right against {Of("batch norm", "batches of 64"):P0}); it shows in batches of 2, where batch norm knows too little ({Of("layer norm", "batches of 2"):P0} against {Of("batch norm", "batches of 2"):P0}). 'RSMnorm' is RMS norm.");
