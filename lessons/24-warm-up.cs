// Lesson 24. "Warm-up": α_t = min(1, t/K)·α. Most explosions happen at the beginning, where matrices are poorly set: start with small steps.
var lesson = new Lesson("most gradient explosion happens at the beginning of training; starting with a small rate and increasing it avoids that", args);

int steps = lesson.Pick(1200, 250), batch = 64, seeds = lesson.Pick(3, 2), width = 64, depth = 12;
int[] warmups = lesson.Pick<int[]>([0, 100, 1000], [0, 30, 100]);
double[] rates = lesson.Pick<double[]>([0.003, 0.006, 0.012, 0.024], [0.006, 0.012, 0.024]);
Dataset stream = Glyphs.Stream(seed: 0);

// A deep network without skip connections or norms, whose matrices need to find their places first.
(double[] Losses, double[] Norms) Train(double rate, int warmup, long seed)
{
    Rng rng = Rng.FromSeed(seed);
    Sequential network = new([new Flatten(), new Linear(784, width, rng, Initializer.Kaiming), new Relu(),
        .. Enumerable.Range(0, depth).SelectMany(_ => (Module[])[new Linear(width, width, rng, Initializer.Kaiming), new Relu()]), new Linear(width, 10, rng)]);
    var step = new TrainStep(network, new CrossEntropyLoss(), new Adam().For(new ParameterArena(network.Parameters))) { LearningRate = rate, Schedule = new Warmup(warmup) };
    using var loader = new Loader(stream, new Nabla.Data.Samplers.StreamSampler(batch), firstStep: seed * steps);
    var (losses, norms) = (new double[steps], new double[steps]);
    for (int i = 0; i < steps; i++)
    {
        loader.MoveNext();
        step.Accumulate(loader.Current, i);
        StepOutcome outcome = step.Update(i);
        (losses[i], norms[i]) = (outcome.Loss, outcome.GradientNorm);
    }
    return (losses, norms);
}

var rows = new List<object[]>();
var final = new Figure("Loss at the end by rate") { XAxis = new("learning rate α", Scale.Log), YAxis = new("loss, last 10 %", Scale.Log) { Max = 3 }, Ordered = true };
var early = new Figure($"Norm of the gradient, α = {rates[^2]}") { XAxis = new("step") , YAxis = new("norm", Scale.Log), Ordered = true };
var course = new Figure($"Loss, α = {rates[^2]}") { XAxis = new("step"), YAxis = new("cross-entropy", Scale.Log), Ordered = true };
int[] middles = [.. Enumerable.Range(0, steps / 10).Select(i => 10 * i + 5)];
foreach (int warmup in warmups)
{
    string name = warmup == 0 ? "no warm-up" : $"K = {warmup}";
    var byRate = rates.Select(rate => Enumerable.Range(0, seeds).Select(seed => Train(rate, warmup, seed)).ToArray()).ToArray();
    double[] End(int rate) => [.. byRate[rate].Select(run => run.Losses.TakeLast(steps / 10).Average())];
    final.Line(name, rates, rates.Select((_, i) => End(i).Average())).Band(name, rates, rates.Select((_, i) => End(i).Min()), rates.Select((_, i) => End(i).Max()));
    double[] Mean(Func<(double[] Losses, double[] Norms), double[]> of) => [.. middles.Select(at => byRate[^2].Average(run => of(run).Skip(at - 5).Take(10).Average()))];
    early.Line(name, middles, Mean(run => run.Norms), markers: false);
    course.Line(name, middles, Mean(run => run.Losses), markers: false);
    for (int i = 0; i < rates.Length; i++)
    {
        lesson.Measure($"{name}, {rates[i]}: loss", End(i).Average());
        // ln 10 = 2.30 is the loss of a network that knows nothing: above 2 it has not begun to learn.
        double norm = lesson.Measure($"{name}, {rates[i]}: largest norm", byRate[i].Max(run => run.Norms.Take(30).Max())), loss = lesson.Measure($"{name}, {rates[i]}: largest loss", byRate[i].Max(run => run.Losses.Take(30).Max()));
        rows.Add([name, rates[i], End(i).Average(), lesson.Measure($"{name}, {rates[i]}: runs that learn", End(i).Count(loss => loss < 2)), norm, loss]);
    }
}
lesson.Table(["", "rate", "loss at the end", $"runs of {seeds} that learn", "largest norm, first 30 steps", "largest loss, first 30"], rows);
lesson.Save(new FigureGrid($"Adam on a plain network of {depth + 1} hidden layers", columns: 3) { course, early, final }, "warm-up");
double At(string name, string what) => lesson.Measured($"{name}, {rates[^1]}: {what}");
string longest = $"K = {warmups[^1]}";
lesson.Verdict($"at α = {rates[^1]} the norm reaches {At("no warm-up", "largest norm"):0} and the loss {At("no warm-up", "largest loss"):0.0} within 30 steps without warm-up, {At(longest, "largest norm"):0.0} and {At(longest, "largest loss"):0.0} with {longest}. " +
    $"At α = {rates[0]} the loss ends at {lesson.Measured($"no warm-up, {rates[0]}: loss"):0.00} without and {lesson.Measured($"{longest}, {rates[0]}: loss"):0.00} with it; at α = {rates[^1]}, {At("no warm-up", "runs that learn"):0} of {seeds} runs learn without and {At(longest, "runs that learn"):0} with: " +
    "warm-up tames the beginning, it does not make a rate right that is too large throughout.");
