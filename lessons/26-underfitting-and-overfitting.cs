// Lesson 26. "Underfitting and overfitting": train and test error by number of layers, on a small set and on endless data.
using Nabla.Metrics;

var lesson = new Lesson("more layers overfit a small training set; where data is endless they do not, and the test set is not even needed", args);

int width = 128, batch = 64, small = 400, seeds = lesson.Pick(3, 1), steps = lesson.Pick(1500, 400);
int[] depths = lesson.Pick<int[]>([0, 1, 2, 3, 4, 6], [0, 1, 3]);
Dataset stream = Glyphs.Stream(seed: 0);
var (testImages, testLabels) = stream.Range(10_000_000, 2000).ToTensors();

Sequential Network(int layers, long seed)
{
    Rng rng = Rng.FromSeed(seed);
    List<Module> modules = [new Flatten()];
    for (int layer = 0; layer < layers; layer++) modules.AddRange([new Linear(layer == 0 ? 784 : width, width, rng, Initializer.Kaiming), new Relu()]);
    return new([.. modules, new Linear(layers == 0 ? 784 : width, 10, rng)]);
}

double Error(Sequential network, Tensor images, Tensor labels) => 1 - Predictions.Accuracy(Scope.Run(() => network.Call(images)), labels.ToArray<int>());

// The same steps for both: batches of a small set, again and again, or of digits never seen before.
(double Train, double Test) Train(int layers, bool endless, long seed)
{
    Sequential network = Network(layers, seed);
    var step = new TrainStep(network, new CrossEntropyLoss(), new AdamW().For(new ParameterArena(network.Parameters))) { LearningRate = 2e-3, Schedule = new Cosine(steps) };
    Dataset data = endless ? stream.Range(small, (long)steps * batch) : stream.Range(0, small);
    using var loader = new Loader(data, new Nabla.Data.Samplers.ShuffledSampler(data.Count!.Value, batch, seed, dropLast: true));
    var late = new List<double>();
    for (int i = 0; i < steps; i++)
    {
        loader.MoveNext();
        step.Accumulate(loader.Current, i);
        StepOutcome outcome = step.Update(i);
        // Of endless data, each batch is new when the network meets it: its error before the update is a test error.
        if (i >= steps * 9 / 10) late.Add(1 - outcome.Score!.Value.Value);
    }
    var (images, labels) = stream.Range(0, small).ToTensors();
    return (endless ? late.Average() : Error(network, images, labels), Error(network, testImages, testLabels));
}

var rows = new List<object[]>();
var grid = new FigureGrid($"Layers of {width} units on drawn digits, {steps:N0} steps");
foreach (bool endless in (bool[])[false, true])
{
    string regime = endless ? "endless" : "small";
    var figure = new Figure(endless ? "Endless data, one pass" : $"{small} examples, again and again") { XAxis = new("hidden layers"), YAxis = new("error", Scale.Log) };
    var runs = depths.Select(layers => Enumerable.Range(0, seeds).Select(seed => Train(layers, endless, seed)).ToArray()).ToArray();
    foreach (bool test in (bool[])[false, true])
    {
        string label = test ? "test" : endless ? "train, before each update" : "train";
        // An error of none is drawn as half of one example.
        double[][] errors = [.. runs.Select(each => each.Select(run => Math.Max(test ? run.Test : run.Train, 0.5 / small)).ToArray())];
        figure.Line(label, depths, errors.Select(each => each.Average())).Band(label, depths, errors.Select(each => each.Min()), errors.Select(each => each.Max()));
    }
    for (int i = 0; i < depths.Length; i++)
    {
        lesson.Measure($"{regime}, {depths[i]} layers: train", runs[i].Average(run => run.Train));
        lesson.Measure($"{regime}, {depths[i]} layers: test", runs[i].Average(run => run.Test));
        rows.Add([regime, depths[i], runs[i].Average(run => run.Train), runs[i].Average(run => run.Test), runs[i].Average(run => run.Test - run.Train)]);
    }
    grid.Add(figure);
}
lesson.Table(["data", "hidden layers", "train error", "test error", "gap"], rows);
lesson.Save(grid, "errors");

double At(string regime, int layers, string part) => lesson.Measured($"{regime}, {layers} layers: {part}") * 100;
int deep = depths[^1], one = 1;
lesson.Verdict($"{small} digits are learnt by heart with {one} hidden layer or more ({At("small", one, "train"):0.0} % train error), but {At("small", one, "test"):0.0} % of new ones are wrong, and {At("small", deep, "test"):0.0} % with {deep}. " +
    $"On endless data the gap is gone: {deep} layers have {At("endless", deep, "train"):0.0} % before each update and {At("endless", deep, "test"):0.0} % on the test set. Without a hidden layer a network underfits it: {At("endless", 0, "test"):0.0} % wrong, however much data there is.");
