// Lesson 27. "Not true in the infinite data regime": in one pass over endless data the loss before each update is the test loss.
using Nabla.Data.Samplers;

var lesson = new Lesson("in the infinite data regime there is no more test set: what is met for the first time is test data, and its loss before the update the test loss", args);

int batch = 50, set = 2000, passes = lesson.Pick(40, 10), width = 128, fresh = lesson.Pick(500, 250), stepsOfPass = set / batch;
Dataset stream = Glyphs.Stream(seed: 0);

// Trains on new digits, or on the same ones pass after pass. At every step: the loss of the batch, and that of digits nobody has seen, at the same weights.
// There is no dropout here: with it, the loss in training is that of another network than the one that is tested.
(double[] Before, double[] Fresh) Train(bool endless)
{
    Rng rng = Rng.FromSeed(1);
    Sequential network = [new Flatten(), new Linear(784, width, rng, Initializer.Kaiming), new Relu(), new Linear(width, width, rng, Initializer.Kaiming), new Relu(), new Linear(width, 10, rng)];
    int steps = passes * stepsOfPass;
    var step = new TrainStep(network, new CrossEntropyLoss(), new AdamW().For(new ParameterArena(network.Parameters))) { LearningRate = 1e-3, Schedule = new Cosine(steps) };
    Dataset data = endless ? stream.Range(0, (long)steps * batch) : stream.Range(0, set);
    using var loader = new Loader(data, new ShuffledSampler(data.Count!.Value, batch, 1, dropLast: true));
    var (before, unseen) = (new double[steps], new double[steps]);
    for (int i = 0; i < steps; i++)
    {
        loader.MoveNext();
        step.Accumulate(loader.Current, i);
        var (images, labels) = stream.Range(1_000_000_000L + (long)i * fresh, fresh).ToTensors();
        unseen[i] = Scope.Run(() => network.Call(images).CrossEntropyMean(labels)).ToScalar();
        before[i] = step.Update(i).Loss;
    }
    return (before, unseen);
}

// The mean difference and its standard error. Given the weights, the difference of two samples of the same source is 0 on average, step by step.
(double Mean, double Error) Gap(double[] before, double[] unseen, int from, int to)
{
    double[] differences = [.. Enumerable.Range(from, to - from).Select(i => before[i] - unseen[i])];
    double mean = differences.Average();
    return (mean, Math.Sqrt(differences.Sum(d => (d - mean) * (d - mean)) / (differences.Length - 1.0) / differences.Length));
}

double[] OfPasses(double[] losses) => [.. losses.Chunk(stepsOfPass).Select(pass => pass.Average())];

var rows = new List<object[]>();
var losses = new FigureGrid("The loss before each update, and that of new digits at the same weights");
var gaps = new Figure("Loss before the update less loss of new digits") { XAxis = new("digits seen"), YAxis = new("difference, ± 2 standard errors"), Width = 760 };
foreach (bool endless in (bool[])[true, false])
{
    string regime = endless ? "one pass" : "same set";
    var (before, unseen) = Train(endless);
    double[] seen = [.. Enumerable.Range(1, passes).Select(pass => (double)pass * set)];
    losses.Add(new Figure(endless ? "Endless: one pass over new digits" : $"{set:N0} digits, again and again") { XAxis = new("digits seen"), YAxis = new("loss", Scale.Log) { Min = 1e-3 } }
        .Line("before the update", seen, OfPasses(before), markers: false).Line("new digits", seen, OfPasses(unseen), markers: false));
    var byPass = Enumerable.Range(0, passes).Select(pass => Gap(before, unseen, pass * stepsOfPass, (pass + 1) * stepsOfPass)).ToArray();
    string label = endless ? "endless" : "same set";
    gaps.Line(label, seen, byPass.Select(gap => gap.Mean), markers: false).Band(label, seen, byPass.Select(gap => gap.Mean - 2 * gap.Error), byPass.Select(gap => gap.Mean + 2 * gap.Error));
    foreach (var (part, from, to) in ((string, int, int)[])[("first pass", 0, 1), ("later passes", 1, passes), ("last pass", passes - 1, passes)])
    {
        (int a, int b) = (from * stepsOfPass, to * stepsOfPass);
        var (mean, error) = Gap(before, unseen, a, b);
        lesson.Measure($"{regime}, {part}: before", before[a..b].Average());
        lesson.Measure($"{regime}, {part}: new", unseen[a..b].Average());
        lesson.Measure($"{regime}, {part}: difference", mean);
        lesson.Measure($"{regime}, {part}: error", error);
        rows.Add([regime, endless ? part.Replace("passes", "digits").Replace("pass", $"{set:N0}") : part, before[a..b].Average(), unseen[a..b].Average(), mean, error, mean / error]);
    }
}
lesson.Table(["data", "when", "loss before the update", "loss of new digits", "difference", "standard error", "in errors"], rows);
lesson.Save(losses, "losses");
lesson.Save(gaps, "difference");

double At(string what) => lesson.Measured(what);
string Found(string what) => $"{At(what + ": before"):0.0000} before the update, {At(what + ": new"):0.0000} on new digits, a difference of {At(what + ": difference"):0.0000} ± {At(what + ": error"):0.0000}";
lesson.Verdict($"endless data, after the first {set:N0} digits: {Found("one pass, later passes")}: no test set is needed. {set:N0} digits again and again: the first pass is a test too ({Found("same set, first pass")}), " +
    $"from the second on it is not: in the last, {Found("same set, last pass")}.");
