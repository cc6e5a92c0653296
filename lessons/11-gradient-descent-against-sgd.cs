// Lesson 11. "Stochastic gradient descent": a step costs one example instead of N, so that N steps cost one step of gradient descent.
using System.Diagnostics;

var lesson = new Lesson("gradient descent passes over the whole set for one step; with stochastic gradients N steps cost as much, and learn far more", args);

int examples = lesson.Pick(8192, 2048), passes = lesson.Pick(30, 15), seeds = lesson.Pick(3, 2);
var (images, labels) = Glyphs.Stream(seed: 0).Range(0, examples).ToTensors();
var (testImages, testLabels) = Glyphs.Stream(seed: 0).Range(1_000_000, 2000).ToTensors();

// Softmax regression is convex: the full gradient can take long steps here, so that the comparison is fair to it.
// K examples a step, drawn anew for each pass; each K has the best of the rates tried.
(double[] Seen, double[] Seconds, double[] Losses, TimeSpan Processor) Train(int batch, double rate, long seed)
{
    Sequential model = new(new Flatten(), new Linear(784, 10, Rng.FromSeed(seed)));
    var arena = new ParameterArena(model.Parameters);
    var optimizer = new Sgd().For(arena);
    var order = Enumerable.Range(0, examples).ToArray();
    var random = new Random((int)seed);
    var (seen, seconds, losses) = (new List<double>(), new List<double>(), new List<double>());
    var clock = new Stopwatch();
    TimeSpan processor = default; // of all threads: what other programs do meanwhile does not count
    int steps = passes * examples / batch, often = Math.Max(1, steps / 60);
    for (int step = 0; step < steps; step++)
    {
        if (step * batch % examples == 0) random.Shuffle(order);
        TimeSpan used = Environment.CpuUsage.TotalTime;
        clock.Start();
        Scope.Run(() =>
        {
            // The whole set as it lies, or K of its rows.
            Tensor rows = Tensor.From(order.AsSpan(step * batch % examples, batch).ToArray());
            var (x, y) = batch == examples ? (images, labels) : (images.Gather(rows), labels.Gather(rows));
            return Tape.Differentiate(() => model.Call(x).CrossEntropyMean(y));
        });
        optimizer.Step(rate * (1 - (double)step / steps));
        arena.ClearGradients();
        clock.Stop();
        processor += Environment.CpuUsage.TotalTime - used;
        if ((step + 1) % often != 0 && step > 20 && step + 1 < steps) continue;
        seen.Add((step + 1.0) * batch);
        seconds.Add(clock.Elapsed.TotalSeconds);
        losses.Add(Scope.Run(() => model.Call(testImages).CrossEntropyMean(testLabels)).ToScalar());
    }
    return ([.. seen], [.. seconds], [.. losses], processor);
}

var rows = new List<object[]>();
var bySeen = new Figure("By examples seen") { XAxis = new("examples seen", Scale.Log), YAxis = new("test loss", Scale.Log), Ordered = true };
var bySeconds = new Figure("By time") { XAxis = new("time [s]", Scale.Log), YAxis = new("test loss", Scale.Log), Ordered = true };
int[] batches = [examples, 256, 16, 1];
foreach (int batch in batches)
{
    string name = batch == examples ? "gradient descent" : batch == 1 ? "SGD" : $"batches of {batch}";
    double[] rates = batch == examples ? [0.3, 1, 3, 10] : batch == 256 ? [0.3, 1, 3] : batch == 16 ? [0.03, 0.1, 0.3] : [0.001, 0.003, 0.01];
    double best = rates.MinBy(rate => Train(batch, rate, seed: 0).Losses[^1]);
    var runs = Enumerable.Range(0, seeds).Select(seed => Train(batch, best, seed)).ToArray();
    var first = runs[0];
    bySeen.Line(name, first.Seen, first.Losses, markers: false);
    bySeconds.Line(name, first.Seconds, first.Losses, markers: false);
    double loss = lesson.Measure($"{name}: loss", runs.Average(run => run.Losses[^1]));
    lesson.Measure($"{name}: loss after one pass", runs.Average(run => run.Losses[Array.FindIndex(run.Seen, seen => seen >= examples)]));
    // How many examples until the loss is what gradient descent ends with?
    int reached = Array.FindIndex(first.Losses, now => now <= lesson.Measured("gradient descent: loss"));
    double needed = lesson.Measure($"{name}: examples needed", reached < 0 ? double.PositiveInfinity : first.Seen[reached]);
    double perStep = lesson.Measure($"{name}: microseconds a step", first.Seconds[^1] / ((double)passes * examples / batch) * 1e6);
    lesson.Measure($"{name}: processor microseconds a step", first.Processor.TotalMicroseconds / ((double)passes * examples / batch));
    double seconds = lesson.Measure($"{name}: seconds needed", reached < 0 ? double.PositiveInfinity : first.Seconds[reached]);
    rows.Add([name, best, (double)passes * examples / batch, perStep, loss, needed, seconds]);
}
lesson.Table(["", "best rate", "steps", "µs a step", $"loss after {passes} passes", "examples until gradient descent's", "seconds until"], rows);
lesson.Save(new FigureGrid($"Softmax regression on {examples:N0} drawn digits, {passes} passes") { bySeen, bySeconds }, "race");

double Found(string what) => lesson.Measured(what);
string Milliseconds(string name) => $"{Found($"{name}: seconds needed") * 1000:0} ms";
double cheaper = lesson.Measure("times quicker a step", Found("gradient descent: microseconds a step") / Found("SGD: microseconds a step"));
lesson.Verdict($"after one pass over {examples:N0} digits gradient descent has made 1 step and stands at a test loss of {Found("gradient descent: loss after one pass"):0.00}, SGD has made {examples:N0} steps and stands at {Found("SGD: loss after one pass"):0.00}; " +
    $"what {passes} passes bring gradient descent to ({Found("gradient descent: loss"):0.00}) SGD reaches with {passes * examples / Found("SGD: examples needed"):0} times fewer examples (not {examples:N0} times). " +
    $"On the clock a step is {cheaper:0} times quicker, and that loss takes gradient descent {Milliseconds("gradient descent")}, SGD {Milliseconds("SGD")}, batches of 16 {Milliseconds("batches of 16")}.");
