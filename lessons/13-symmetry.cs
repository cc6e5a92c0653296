// Lesson 13. "Initialization": if two units are equal, they stay equal; chance breaks the symmetry.
var lesson = new Lesson("hidden units that start equal stay equal, which wastes capacity; random initialisation breaks the symmetry", args);

int hidden = 16, steps = lesson.Pick(3000, 600), seeds = lesson.Pick(5, 2);
var (points, labels) = PlaneSets.Moons(400, seed: 1).ToTensors();

// The slide's network W g(VX): what differs is how V and W start. One unit by itself shows what a crowd of equals is worth.
Sequential Network(string start, long seed)
{
    Rng rng = Rng.FromSeed(seed);
    Initializer draw = start switch { "all zero" => Initializer.Zeros, "all equal" => new Constant(0.5), _ => Initializer.LeCun };
    int units = start == "one unit" ? 1 : hidden;
    return new(new Linear(2, units, rng, draw), new Tanh(), new Linear(units, 2, rng, draw));
}

// Units are different when their input weights are: how many rows of V are there, up to a millionth?
int DifferentUnits(Sequential network)
{
    float[][] rows = [.. ((Linear)network[0]).Weight.Value.ToArray<float>().Chunk(2)];
    return rows.DistinctBy(row => (Math.Round(row[0], 6), Math.Round(row[1], 6))).Count();
}

(double[] Losses, double Accuracy, int Units, float[] Weights) Train(string start, long seed)
{
    Sequential network = Network(start, seed);
    var arena = new ParameterArena(network.Parameters);
    var optimizer = new Sgd().For(arena);
    var losses = new double[steps];
    for (int step = 0; step < steps; step++)
    {
        losses[step] = Tape.Differentiate(() => network.Call(points).CrossEntropyMean(labels)).ToScalar();
        optimizer.Step(learningRate: 0.5);
        arena.ClearGradients();
    }
    int[] predicted = Scope.Run(() => network.Call(points).ArgMax()).ToArray<int>();
    double accuracy = predicted.Zip(labels.ToArray<int>(), (a, b) => a == b ? 1.0 : 0.0).Average();
    return (losses, accuracy, DifferentUnits(network), ((Linear)network[0]).Weight.Value.ToArray<float>());
}

var rows = new List<object[]>();
var loss = new Figure("Loss") { XAxis = new("step"), YAxis = new("cross-entropy", Scale.Log) };
var units = new Figure("Input weights of the hidden units, trained") { XAxis = new("weight of x₁"), YAxis = new("weight of x₂") };
int[] shown = [.. Enumerable.Range(0, 60).Select(i => i * (steps - 1) / 59)];
foreach (string start in (string[])["all zero", "all equal", "one unit", "random"])
{
    var runs = Enumerable.Range(0, start.StartsWith("all") ? 1 : seeds).Select(seed => Train(start, seed)).ToArray();
    double[] Over(Func<IEnumerable<double>, double> of) => [.. shown.Select(step => of(runs.Select(run => run.Losses[step])))];
    loss.Line(start, shown, Over(Enumerable.Average), markers: false);
    if (runs.Length > 1) loss.Band(start, shown, Over(Enumerable.Min), Over(Enumerable.Max));
    units.Scatter(start, runs[0].Weights.Chunk(2).Select(row => row[0]), runs[0].Weights.Chunk(2).Select(row => row[1]), radius: start == "random" ? 4 : 7);
    rows.Add([start, (double)runs.Min(run => run.Units), runs.Average(run => run.Losses[^1]), runs.Average(run => run.Accuracy)]);
    lesson.Measure($"{start}: different units", runs.Min(run => run.Units));
    lesson.Measure($"{start}: loss", runs.Average(run => run.Losses[^1]));
    lesson.Measure($"{start}: accuracy", runs.Average(run => run.Accuracy));
}
lesson.Table(["start", "different units at the end", "loss", "accuracy"], rows);
lesson.Save(new FigureGrid("A hidden layer of 16 units on two moons") { loss, units }, "symmetry");
lesson.Verdict($"started equal, 16 units are still {rows[1][1]:0} unit after {steps:N0} steps and get {rows[1][3]:P1} of two moons right (loss {rows[1][2]:0.000}), as one unit alone does ({rows[2][3]:P1}, {rows[2][2]:0.000}); " +
    $"started at zero no gradient reaches any weight ({rows[0][3]:P1}); started at random they stay {rows[3][1]:0} different units and get {rows[3][3]:P1} (loss {rows[3][2]:0.0000}).");
