// Lesson 23. "Avoiding gradient explosion", "Gradient clipping": G = min(μ, ‖G‖)·G/‖G‖ on a recurrent net, where one matrix is multiplied with itself.
var lesson = new Lesson("multiplying with matrices whose eigenvalues are above 1 makes gradients explode; clipping their norm keeps training stable", args);

int width = 32, length = 30, batch = 32, steps = lesson.Pick(1500, 400), seeds = lesson.Pick(5, 2);

// h_t = tanh(W h_{t−1} + U x_t): the net of all these steps, with one W for all; what it says is read from the last h.
(Sequential Parts, Func<Tensor, Tensor> Call) Recurrent(double radius, long seed, bool linear = false)
{
    Rng rng = Rng.FromSeed(seed);
    // An orthogonal matrix times ρ: all of its singular values are ρ.
    Linear w = new(width, width, rng, new Orthogonal(radius), hasBias: false), u = new(1, width, rng, Initializer.LeCun), read = new(width, 1, rng);
    Tensor Call(Tensor x)
    {
        Tensor h = Tensor.Zeros([x.Shape[0], width]);
        for (int t = 0; t < x.Shape[1]; t++)
        {
            h = w.Call(h) + u.Call(x.Slice(1, t, 1));
            if (!linear) h = h.Tanh();
        }
        return read.Call(h);
    }
    return (new(w, u, read), Call);
}

// A gradient on its way back is multiplied with W at every step: how long is it after T of them?
double[] radii = [0.8, 1, 1.2, 1.5];
var growth = new Figure("A gradient carried back T steps") { XAxis = new("T"), YAxis = new("norm, relative to T = 0", Scale.Log), Ordered = true };
var rows = new List<object[]>();
foreach (double radius in radii)
{
    var (parts, _) = Recurrent(radius, seed: 3);
    _ = new ParameterArena(parts.Parameters);
    Tensor vector = Tensor.Normal([1, width], Rng.FromSeed(1)), weight = ((Linear)parts[0]).Weight;
    List<double> norms = [];
    for (int t = 0; t <= 30; t++, vector = vector.MatMul(weight)) norms.Add(Math.Sqrt(vector.Square().Sum().ToScalar()));
    growth.Line($"ρ = {radius}", norms.Select(norm => norm / norms[0]), markers: false);
    rows.Add([$"{radius}", lesson.Measure($"ρ = {radius}: factor per step", Math.Pow(norms[^1] / norms[0], 1.0 / 30)), Math.Pow(radius, 30)]);
}
lesson.Table(["ρ", "measured, × a step", "ρ³⁰"], rows);

// Learn the sum of 30 numbers (over √30, so that its variance is 1), from a W of ρ = 1.1, without tanh, which would hide what the matrix does.
(double[] Losses, double[] Norms, bool Broke) Train(GradientClipping clipping, long seed)
{
    var (parts, call) = Recurrent(1.1, seed, linear: true);
    var arena = new ParameterArena(parts.Parameters);
    var optimizer = new Sgd().For(arena);
    var reader = Rng.FromSeed(seed).Fork("data").Reader();
    var (losses, norms) = (new List<double>(), new List<double>());
    for (int step = 0; step < steps; step++)
    {
        float[] x = [.. Enumerable.Range(0, batch * length).Select(_ => reader.Normal())];
        float[] y = [.. x.Chunk(length).Select(row => row.Sum() / MathF.Sqrt(length))];
        Tensor input = Tensor.From(x, [batch, length]), target = Tensor.From(y, [batch, 1]);
        losses.Add(Tape.Differentiate(() => (call(input) - target).Square().Mean()).ToScalar());
        ClippedGradients gradient = clipping.Apply(arena);
        norms.Add(gradient.Norm);
        if (!gradient.IsFinite || !double.IsFinite(losses[^1])) return ([.. losses], [.. norms], true);
        optimizer.Step(learningRate: 0.01, gradient.Scale);
        arena.ClearGradients();
    }
    return ([.. losses], [.. norms], false);
}

var curves = new Figure("Loss, as a share of knowing nothing") { XAxis = new("step", Scale.Log), YAxis = new("loss / variance", Scale.Log) { Max = 1e5 } };
var sizes = new Figure("Norms of the gradient before clipping") { XAxis = new("log₁₀ of the norm"), YAxis = new("share of steps") };
var table = new List<object[]>();
foreach (var (name, clipping) in ((string, GradientClipping)[])[("not clipped", GradientClipping.None), ("clipped at 1", GradientClipping.ByNorm(1))])
{
    var runs = Enumerable.Range(0, seeds).Select(seed => Train(clipping, seed)).ToArray();
    curves.Line(name, Enumerable.Range(1, runs[0].Losses.Length), runs[0].Losses, markers: false);
    sizes.Histogram(name, runs.SelectMany(run => run.Norms).Where(norm => norm > 0 && double.IsFinite(norm)).Select(Math.Log10), bins: 30, shares: true);
    double final = lesson.Measure($"{name}: loss", runs.Any(run => run.Broke) ? double.PositiveInfinity : runs.Average(run => run.Losses.TakeLast(50).Average()));
    double broke = lesson.Measure($"{name}: runs that broke", runs.Count(run => run.Broke));
    lesson.Measure($"{name}: most steps", runs.Max(run => run.Losses.Length));
    double largest = lesson.Measure($"{name}: largest norm", runs.Max(run => run.Norms.Max()));
    table.Add([name, final, runs.Average(run => run.Norms.Order().ElementAt(run.Norms.Length / 2)), largest, broke, (double)runs.Max(run => run.Losses.Length)]);
}
lesson.Table(["", "loss / variance at the end", "median norm", "largest norm", "runs that broke", "steps made"], table);
lesson.Save(new FigureGrid("An exploding recurrent net", columns: 3) { growth, curves, sizes }, "clipping");
lesson.Verdict($"through a matrix of ρ the gradient grows by {rows[2][1]:0.00} × a step at ρ = 1.2 and {rows[3][1]:0.00} × at 1.5: {Math.Pow(1.5, 30):N0} times in 30 steps. Learning the sum of 30 numbers from ρ = 1.1, " +
    $"the first gradients have norms of {table[0][3]:0.0e0}: without clipping all {seeds} runs break within {table[0][5]} steps; clipped at norm 1, at the same rate, none does, and the loss comes down to {table[1][1]:0.00} of the variance.");
