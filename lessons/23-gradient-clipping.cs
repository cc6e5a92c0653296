// Lesson 23. "Avoiding gradient explosion", "Gradient clipping": G = min(μ, ‖G‖)·G/‖G‖ on a recurrent net, where one matrix is multiplied with itself.
var lesson = new Lesson("multiplying with matrices whose eigenvalues are above 1 makes gradients explode; clipping their norm keeps training stable", args);

int width = 32, length = 30, batch = 32, steps = lesson.Pick(1500, 400), seeds = lesson.Pick(5, 2);

// h_t = W h_{t−1} + U x_t: without tanh, which would hide what the matrix does. W is an orthogonal matrix times ρ: all of its singular values are ρ.
Rnn Recurrent(double radius, long seed) => new(1, width, Rng.FromSeed(seed), new() { HasBias = false, Initializer = Initializer.LeCun, HiddenInitializer = new Orthogonal(radius) }, RnnActivation.None);

// A gradient on its way back is multiplied with W at every step: how long is it after T of them?
double[] radii = [0.8, 1, 1.2, 1.5];
var growth = new Figure("A gradient carried back T steps") { XAxis = new("T"), YAxis = new("norm, relative to T = 0", Scale.Log), Ordered = true };
var rows = new List<object[]>();
foreach (double radius in radii)
{
    Rnn net = Recurrent(radius, seed: 3);
    Tensor first = Tensor.Zeros([1, width]).RequireGradient(), direction = Tensor.Normal([1, width], Rng.FromSeed(1));
    List<double> norms = [];
    for (int t = 0; t <= 30; t++, first.ClearGradient())
    {
        Tape.Differentiate(() => (net.Call(Tensor.Zeros([1, t, 1]), lengths: null, [new RecurrentState(first)]).Final[0].Hidden * direction).Sum());
        norms.Add(Math.Sqrt(first.Gradient!.Square().Sum().ToScalar()));
    }
    growth.Line($"ρ = {radius}", norms.Select(norm => norm / norms[0]), markers: false);
    rows.Add([$"{radius}", lesson.Measure($"ρ = {radius}: factor per step", Math.Pow(norms[^1] / norms[0], 1.0 / 30)), Math.Pow(radius, 30)]);
}
lesson.Table(["ρ", "measured, × a step", "ρ³⁰"], rows);

// Learn the sum of 30 numbers (over √30, so that its variance is 1), read from the last h, from a W of ρ = 1.1.
Run Train(GradientClipping clipping, long seed)
{
    Rnn net = Recurrent(1.1, seed);
    var read = new Linear(width, 1, Rng.FromSeed(seed).Fork("read"));
    var arena = new ParameterArena([.. net.Parameters, .. read.Parameters]);
    var optimizer = new Sgd().For(arena);
    var reader = Rng.FromSeed(seed).Fork("data").Reader();
    var run = new Run([], [], [], false);
    for (int step = 0; step < steps; step++)
    {
        float[] x = [.. Enumerable.Range(0, batch * length).Select(_ => reader.Normal())];
        float[] y = [.. x.Chunk(length).Select(row => row.Sum() / MathF.Sqrt(length))];
        Tensor input = Tensor.From(x, [batch, length, 1]), target = Tensor.From(y, [batch, 1]);
        run.Losses.Add(Tape.Differentiate(() => (read.Call(net.Call(input, lengths: null).Final[0].Hidden) - target).Square().Mean()).ToScalar());
        float[] before = All(arena);
        ClippedGradients gradient = clipping.Apply(arena);
        run.Norms.Add(gradient.Norm);
        if (!gradient.IsFinite || !double.IsFinite(run.Losses[^1])) return run with { Broke = true };
        if (gradient.Norm > 1) run.Cosines.Add(Cosine(before, All(arena))); // where clipping does something
        optimizer.Step(learningRate: 0.01, gradient.Scale);
        arena.ClearGradients();
    }
    return run;
}

float[] All(ParameterArena arena) => [.. arena.Parameters.SelectMany(parameter => parameter.Value.Gradient!.ToArray<float>())];

double Cosine(float[] a, float[] b)
{
    double product = a.Zip(b, (x, y) => (double)x * y).Sum();
    return product / Math.Sqrt(a.Sum(x => (double)x * x) * b.Sum(x => (double)x * x));
}

var curves = new Figure("Loss, as a share of knowing nothing") { XAxis = new("step", Scale.Log), YAxis = new("loss / variance", Scale.Log) { Max = 1e5 } };
var sizes = new Figure("Norms of the gradient before clipping") { XAxis = new("log₁₀ of the norm"), YAxis = new("share of steps") };
var turns = new Figure("How far clipping turns the gradient") { XAxis = new("degrees"), YAxis = new("share of clipped steps") };
var table = new List<object[]>();
// A gradient of 1,089 numbers of 0.03 has a norm of 1, too.
foreach (var (name, clipping) in ((string, GradientClipping)[])[("not clipped", GradientClipping.None), ("norm clipped at 1", GradientClipping.ByNorm(1)), ("values clipped at 0.03", GradientClipping.ByValue(0.03))])
{
    Run[] runs = [.. Enumerable.Range(0, seeds).Select(seed => Train(clipping, seed))];
    curves.Line(name, Enumerable.Range(1, runs[0].Losses.Count), runs[0].Losses, markers: runs[0].Broke);
    sizes.Histogram(name, runs.SelectMany(run => run.Norms).Where(norm => norm > 0 && double.IsFinite(norm)).Select(Math.Log10), bins: 30, shares: true);
    double[] degrees = [.. runs.SelectMany(run => run.Cosines).Where(double.IsFinite).Select(cosine => Math.Acos(Math.Min(1, cosine)) * 180 / Math.PI)];
    if (clipping != GradientClipping.None) turns.Histogram(name, degrees, bins: 30, shares: true);
    double final = lesson.Measure($"{name}: loss", runs.Any(run => run.Broke) ? double.PositiveInfinity : runs.Average(run => run.Losses.TakeLast(50).Average()));
    double broke = lesson.Measure($"{name}: runs that broke", runs.Count(run => run.Broke));
    double most = lesson.Measure($"{name}: most steps", runs.Max(run => run.Losses.Count));
    double largest = lesson.Measure($"{name}: largest norm", runs.Max(run => run.Norms.Max()));
    double turn = lesson.Measure($"{name}: mean turn", degrees.Average());
    table.Add([name, final, largest, turn, broke, most]);
}
lesson.Table(["", "loss / variance at the end", "largest norm", "turned by, degrees", "runs that broke", "steps made"], table);
lesson.Save(new FigureGrid("An exploding recurrent net", columns: 2) { growth, curves, sizes, turns }, "clipping");
lesson.Verdict($"through a matrix of ρ the gradient grows by {rows[2][1]:0.00} × a step at ρ = 1.2 and {rows[3][1]:0.00} × at 1.5: {Math.Pow(1.5, 30):N0} times in 30 steps. Learning the sum of 30 numbers from ρ = 1.1, " +
    $"the first gradients have norms of {table[0][2]:0.0e0}: without clipping all {seeds} runs break within {table[0][5]} steps; clipped at norm 1, at the same rate, none does, and the loss comes down to {table[1][1]:0.00} of the variance. " +
    $"Clipping the norm keeps the direction; clipping each number turns the gradient by {table[2][3]:0} degrees and ends at {table[2][1]:0.00}.");

record Run(List<double> Losses, List<double> Norms, List<double> Cosines, bool Broke);
