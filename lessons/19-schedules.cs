// Lesson 19. "Solution 1: linear decay", "Solution 2: cosine scheduler": how the learning rate may fall, and what each way is worth for the same number of steps.
var lesson = new Lesson("a learning rate that falls beats a fixed one: a/(b + t), cuts, (T − t)/T, or a cosine that ends at 0.1 of the start", args);

int steps = lesson.Pick(2000, 500), seeds = lesson.Pick(5, 3), batch = 8;
(string Name, Schedule Schedule)[] ways =
[
    ("fixed", new Fixed()),
    ("b/(b + t)", new InverseDecay(halving: steps / 8)),
    ("cut when it stalls", new ReduceOnPlateau(Gamma: 0.3, Patience: 2)),
    ("cut at 1/2, 3/4", new MilestoneDecay([steps / 2, steps * 3 / 4], gamma: 0.3)),
    ("(T − t)/T", new LinearDecay(steps)),
    // The slide's cosine is a quarter wave: it stays high for long and falls steeply at the end. Half a wave is usual today.
    ("quarter cosine, to 0.1", new Cosine(steps, Floor: 0.1)),
    ("quarter cosine, to 0", new Cosine(steps, Floor: 0)),
    ("half cosine, to 0.1", new HalfCosine(steps, Floor: 0.1)),
    ("half cosine, to 0", new HalfCosine(steps, Floor: 0)),
];
if (lesson.Quick) ways = [.. ways.Where(way => way.Name is "fixed" or "b/(b + t)" or "(T − t)/T" or "quarter cosine, to 0.1" or "half cosine, to 0.1")];

var data = Enumerable.Range(0, steps).Select(i => Glyphs.Stream(seed: 0).Range(batch * i, batch).ToTensors()).ToArray();
var validation = Glyphs.Stream(seed: 0).Range(1_000_000, lesson.Pick(500, 200)).ToTensors();
var test = Glyphs.Stream(seed: 0).Range(2_000_000, lesson.Pick(4000, 2000)).ToTensors();

// One pass over the digits, in an order of its own for each seed; the loss is taken twenty times on the way.
(double[] Factors, double[] Losses, double Test) Train(Schedule schedule, double rate, int seed)
{
    Rng rng = Rng.FromSeed(seed);
    Sequential model = new(new Flatten(), new Linear(784, 32, rng), new Relu(), new Linear(32, 10, rng));
    double Loss((Tensor Input, Tensor Target) set) => Scope.Run(() => model.Call(set.Input).CrossEntropyMean(set.Target)).ToScalar();
    var arena = new ParameterArena(model.Parameters);
    var optimizer = new Sgd().For(arena);
    var (factors, losses) = (new List<double>(), new List<double>());
    var order = Enumerable.Range(0, steps).ToArray();
    new Random(seed).Shuffle(order);
    for (int step = 0; step < steps; step++)
    {
        var (input, target) = data[order[step]];
        Tape.Differentiate(() => model.Call(input).CrossEntropyMean(target));
        optimizer.Step(rate * schedule.At(step));
        arena.ClearGradients();
        factors.Add(schedule.At(step));
        if ((step + 1) % (steps / 20) != 0) continue;
        losses.Add(Loss(validation));
        schedule = schedule.After(step + 1, losses[^1]); // only the one that listens to it changes
    }
    return ([.. factors], [.. losses], Loss(test));
}

var curves = new Figure("The schedules") { XAxis = new("share of the steps made"), YAxis = new("learning rate / its start") };
var progress = new Figure("Loss on the way, at the best rate of each") { XAxis = new("share of the steps made"), YAxis = new("validation loss", Scale.Log) };
double[] rates = lesson.Pick<double[]>([0.06, 0.12, 0.24, 0.48], [0.12, 0.24]);
var rows = new List<object[]>();
foreach (var (name, schedule) in ways)
{
    // Each way has the best of the rates, by the validation loss of other seeds.
    double best = rates.MinBy(rate => Enumerable.Range(100, lesson.Pick(2, 1)).Average(seed => Train(schedule, rate, seed).Losses[^1]));
    var runs = Enumerable.Range(0, seeds).Select(seed => Train(schedule, best, seed)).ToArray();
    double mean = lesson.Measure($"{name}: loss", runs.Average(run => run.Test));
    double deviation = Math.Sqrt(runs.Sum(run => Math.Pow(run.Test - mean, 2)) / (seeds - 1));
    lesson.Measure($"{name}: mean factor", runs[0].Factors.Average());
    lesson.Measure($"{name}: last factor", runs[0].Factors[^1]);
    rows.Add([name, best, runs[0].Factors.Average(), runs[0].Factors[^1], mean, deviation / Math.Sqrt(seeds)]);
    if (name.EndsWith("to 0")) continue; // told apart from its neighbour by the table
    int every = steps / 100;
    curves.Line(name, Enumerable.Range(0, 100).Select(i => i / 100.0), Enumerable.Range(0, 100).Select(i => runs[0].Factors[i * every]), markers: false);
    double[] Over(Func<IEnumerable<double>, double> of) => [.. Enumerable.Range(0, 20).Select(i => of(runs.Select(run => run.Losses[i])))];
    double[] places = [.. Enumerable.Range(1, 20).Select(i => i / 20.0)];
    progress.Line(name, places[3..], Over(Enumerable.Average)[3..], markers: false);
    if (name is "fixed" or "quarter cosine, to 0.1") progress.Band(name, places[3..], Over(Enumerable.Min)[3..], Over(Enumerable.Max)[3..]);
}
lesson.Table([$"{steps} steps", "best rate", "mean factor", "last factor", "test loss", "± standard error"], rows);
lesson.Save(new FigureGrid("One pass over drawn digits, batches of 8") { curves, progress }, "schedules");
lesson.Save(new Figure("Test loss at the end, ± standard error") { YAxis = new("test loss"), Width = 900 }.Bars("test loss", ways.Select(way => way.Name), rows.Select(row => (double)row[4]), rows.Select(row => (double)row[5])), "final");

string Found(string name) => $"{lesson.Measured($"{name}: loss"):0.000}";
// Lower by more than chance: by two standard errors of the difference.
string lower = string.Join("; ", rows.Skip(1).Where(row => (double)rows[0][4] - (double)row[4] > 2 * double.Hypot((double)row[5], (double)rows[0][5])).Select(row => $"{row[0]} with {row[4]:0.000}"));
lesson.Verdict($"in {steps:N0} steps, each way at its best rate, a fixed rate ends at a test loss of {Found("fixed")} (± {rows[0][5]:0.000}). Clearly lower: {lower}. " +
    $"Along which curve it falls matters little as long as it stays high for long: b/(b + t), which falls early, ends at {Found("b/(b + t)")}, the slide's quarter cosine at {Found("quarter cosine, to 0.1")}, the usual half wave at {Found("half cosine, to 0.1")}.");
