// Lesson 18. "Solution 0: fixed learning rate": what too large and too small look like, and how to tell.
var lesson = new Lesson("with a fixed learning rate: if it diverges or oscillates, reduce it; if progress is slow but consistent, increase it", args);

// What the losses of a run say. The slide's two rules are the first two and the last.
string Diagnosis(double[] losses)
{
    double rises = Enumerable.Range(1, losses.Length - 1).Count(t => losses[t] > losses[t - 1]) / (losses.Length - 1.0);
    return !double.IsFinite(losses[^1]) || losses[^1] > losses[0] ? "diverges"
        : losses.Max() > 2 * losses[0] && losses[^1] > 0.9 * losses[0] ? "breaks" // jumps up, and comes down to where it knew nothing
        : rises > 0.1 ? "oscillates"
        : losses[^1] > 0.5 * losses[0] ? "crawls"
        : "learns";
}

// 1. A bowl with the curvatures 1 and 10: a step multiplies x by 1 − α and y by 1 − 10α.
int steps = 60;
(double[] X, double[] Y) Descend(double alpha)
{
    var theta = new Parameter(Tensor.From(-2.0, 0.5));
    var arena = new ParameterArena([theta]);
    var optimizer = new Sgd().For(arena);
    Tensor curvature = Tensor.From(1.0, 10.0);
    double[][] way = [[-2, 0.5], .. Enumerable.Range(0, steps).Select(_ =>
    {
        Tape.Differentiate(() => (theta.Value.Square() * curvature).Sum() * 0.5);
        optimizer.Step(alpha);
        arena.ClearGradients();
        return theta.Value.ToArray<double>();
    })];
    return ([.. way.Select(at => at[0])], [.. way.Select(at => at[1])]);
}

var rows = new List<object[]>();
var paths = new FigureGrid("20 steps on a bowl with curvatures 1 and 10: 1/λ = 0.1, 2/λ = 0.2", columns: 2);
foreach (double alpha in (double[])[0.01, 0.08, 0.1, 0.15, 0.19, 0.199, 0.201, 0.21])
{
    var (x, y) = Descend(alpha);
    double[] distance = [.. x.Zip(y, double.Hypot)];
    // Along the steep direction: does it change sides, and does it come nearer?
    double sides = lesson.Measure($"α = {alpha}: share of steps that change sides", Enumerable.Range(1, steps).Count(t => y[t] * y[t - 1] < 0) / (double)steps);
    double steep = lesson.Measure($"α = {alpha}: y left by a step", Math.Abs(y[2] / y[1]) is var left && double.IsFinite(left) ? left : 0);
    lesson.Measure($"α = {alpha}: distance left", distance[^1] / distance[0]);
    rows.Add([alpha, 1 - 10 * alpha, steep, sides, distance[^1] / distance[0]]);
    if (alpha is not (0.01 or 0.08 or 0.19 or 0.21)) continue;
    string word = alpha switch { 0.01 => "crawls", 0.08 => "learns", 0.19 => "oscillates", _ => "diverges" };
    paths.Add(new Figure($"α = {alpha}: {word}") { XAxis = new("x") { Min = -2.4, Max = 1.2 }, YAxis = new("y") { Min = -1.2, Max = 1.2 }, Width = 560, Height = 320 }
        .Contours(Surface.Sample((u, v) => (u * u + 10 * v * v) / 2, -2.4, 1.2, -1.2, 1.2), scale: Scale.Log)
        .Trajectory($"α = {alpha}", x.Take(21), y.Take(21)));
}
lesson.Table(["α", "1 − 10α", "y left by a step", "steps that change sides", $"distance left after {steps}"], rows);
lesson.Save(paths, "paths");

// 2. A small network, gradient descent over 256 digits. Its curvature changes as it learns, so that no formula tells the border.
var (images, labels) = Glyphs.Stream(seed: 0).Range(0, 256).ToTensors();
int rounds = lesson.Pick(200, 80), seeds = lesson.Pick(3, 2);
double[] Train(double alpha, long seed)
{
    Rng rng = Rng.FromSeed(seed);
    Sequential model = new(new Flatten(), new Linear(784, 32, rng), new Relu(), new Linear(32, 10, rng));
    var arena = new ParameterArena(model.Parameters);
    var optimizer = new Sgd().For(arena);
    return [.. Enumerable.Range(0, rounds).Select(_ =>
    {
        double loss = Tape.Differentiate(() => model.Call(images).CrossEntropyMean(labels)).ToScalar();
        optimizer.Step(alpha);
        arena.ClearGradients();
        return loss;
    })];
}

var found = new List<object[]>();
var losses = new Figure("A hidden layer on 256 drawn digits, gradient descent") { XAxis = new("step"), YAxis = new("training loss", Scale.Log) { Max = 20 } };
foreach (double alpha in (double[])[0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10])
{
    double[][] runs = [.. Enumerable.Range(0, seeds).Select(seed => Train(alpha, seed))];
    double last = lesson.Measure($"network, α = {alpha}: loss", runs.Average(run => run[^1]));
    double rises = lesson.Measure($"network, α = {alpha}: share of steps upward", runs.Average(run => Enumerable.Range(1, rounds - 1).Count(t => run[t] > run[t - 1]) / (rounds - 1.0)));
    double highest = lesson.Measure($"network, α = {alpha}: highest loss", runs.Max(run => run.Max()));
    found.Add([alpha, last, highest, rises, string.Join(", ", runs.Select(Diagnosis).Distinct())]);
    if (alpha is not (0.01 or 0.03 or 3)) losses.Line($"α = {alpha}", runs[0], markers: false);
}
lesson.Table(["α", $"loss after {rounds} steps", "highest loss", "share of steps upward", "diagnosis"], found);
lesson.Save(losses, "network");

object[] best = found.MinBy(row => (double)row[1])!, smooth = found.Where(row => (double)row[3] == 0).MinBy(row => (double)row[1])!;
lesson.Verdict($"on a bowl with the largest curvature λ = 10, α = 0.08 goes straight, α = 0.19 swings from side to side at every step (1/λ = 0.1 is the border) and still arrives, α = 0.201 just diverges (2/λ = 0.2), α = 0.01 has {rows[0][4]:P0} of the way left after {steps} steps. " +
    $"A network does the same from α = {found[0][0]} ({found[0][4]}, loss {found[0][1]:0.00}) to α = {smooth[0]} (loss {smooth[1]:0.000}), but α = 10 does not diverge for good: it jumps to {found[^1][2]:0} and stays at {found[^1][1]:0.00}, having learnt nothing; " +
    $"and the lowest loss after {rounds} steps is that of α = {best[0]} ({best[1]:0.000}), of whose steps {best[3]:P0} go upward.");
