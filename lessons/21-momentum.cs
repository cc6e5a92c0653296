// Lesson 21. "Example: momentum (or heavy ball)": what inertia does on an ill-conditioned bowl, and how fast it gets down.
var lesson = new Lesson("a heavy ball, M = γM + ηg and θ = θ − M, goes down faster than gradient descent; γ is typically 0.9 or 0.99", args);

// The bowl: f(x, y) = ½(x² + κy²). Its curvature is 1 along x and κ along y, its condition number κ.
List<double[]> Descend(double gamma, double rate, double kappa, int steps, double from = 1)
{
    var theta = new Parameter(Tensor.From(-from, from / 2));
    var arena = new ParameterArena([theta]);
    var optimizer = new Momentum { Coefficient = gamma, RateInside = true }.For(arena);
    Tensor curvature = Tensor.From(1, kappa);
    var path = new List<double[]> { theta.Value.ToArray<double>() };
    // Beyond 1e-12 there is nothing to learn.
    while (path.Count <= steps && Math.Abs(path[^1][0]) + Math.Abs(path[^1][1]) > 1e-12)
    {
        Tape.Differentiate(() => (theta.Value.Square() * curvature).Sum() * 0.5);
        optimizer.Step(rate);
        arena.ClearGradients();
        path.Add(theta.Value.ToArray<double>());
    }
    return path;
}

// What a step leaves of the distance to the minimum: the slope of its logarithm over the later half, where the start is forgotten.
double Rate(List<double[]> path)
{
    var later = Enumerable.Range(path.Count / 2, path.Count - path.Count / 2).Select(t => (T: (double)t, Log: Math.Log(double.Hypot(path[t][0], path[t][1])))).ToArray();
    double t = later.Average(point => point.T), log = later.Average(point => point.Log);
    return Math.Exp(later.Sum(point => (point.T - t) * (point.Log - log)) / later.Sum(point => (point.T - t) * (point.T - t)));
}

// Theory: a direction of curvature λ follows θ' = (1 + γ − ηλ)θ − γ·(θ before). Complex roots (it swings) have the modulus √γ; else the larger root counts.
double Theory(double gamma, double rate, double curvature)
{
    double b = 1 + gamma - rate * curvature, inside = b * b - 4 * gamma;
    return inside < 0 ? Math.Sqrt(gamma) : (Math.Abs(b) + Math.Sqrt(inside)) / 2;
}

// 1. Paths: the same step size, three inertias.
double[] typical = [0, 0.9, 0.99];
var paths = new FigureGrid("60 steps on a bowl of condition number 25, η = 1/25", columns: 3);
var rows = new List<object[]>();
int most = lesson.Pick(4000, 1500);
foreach (double gamma in typical)
{
    double[][] shown = [.. Descend(gamma, 1 / 25.0, 25, 60, from: 2)];
    var figure = new Figure($"γ = {gamma}") { XAxis = new("x") { Min = -2.4, Max = 2.4 }, YAxis = new("y") { Min = -1.6, Max = 1.6 }, Width = 400, Height = 330 };
    paths.Add(figure.Contours(Surface.Sample((x, y) => (x * x + 25 * y * y) / 2, -2.4, 2.4, -1.6, 1.6), scale: Scale.Log).Trajectory($"γ = {gamma}", shown.Select(at => at[0]), shown.Select(at => at[1])));
    double measured = lesson.Measure($"γ = {gamma}: rate", Rate(Descend(gamma, 1 / 25.0, 25, most)));
    double theory = lesson.Measure($"γ = {gamma}: rate in theory", Math.Max(Theory(gamma, 1 / 25.0, 1), Theory(gamma, 1 / 25.0, 25)));

    // 2. What M becomes when the gradient stays 1: η + γη + γ²η + … = η/(1 − γ).
    var slope = new Parameter(Tensor.From(0.0));
    var arena = new ParameterArena([slope]);
    var optimizer = new Momentum { Coefficient = gamma, RateInside = true }.For(arena);
    for (int step = 0; step < 3000; step++)
    {
        Tape.Differentiate(() => slope.Value.Sum());
        optimizer.Step(0.1);
        arena.ClearGradients();
    }
    double sum = lesson.Measure($"γ = {gamma}: M over η", optimizer.State[0].Value.ToArray<double>()[0] / 0.1);
    rows.Add([$"γ = {gamma}", measured, theory, Math.Log(1e-6) / Math.Log(measured), sum]);
}
lesson.Table(["κ = 25, η = 1/25", "distance left by a step", "in theory", "steps to a millionth", "M / η, gradient 1"], rows);
lesson.Save(paths, "paths");

// 3. The rate by γ, and the steps needed by κ when both constants are the best there are.
double[] gammas = lesson.Pick<double[]>([0, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99], [0, 0.4, 0.64, 0.8, 0.9]);
var byGamma = new Figure("κ = 25, η = 1/25") { XAxis = new("γ"), YAxis = new("distance left by a step") }
    .Curve("theory", gamma => Math.Max(Theory(gamma, 1 / 25.0, 1), Theory(gamma, 1 / 25.0, 25)), 0, 0.99)
    .Scatter("measured", gammas, gammas.Select(gamma => Rate(Descend(gamma, 1 / 25.0, 25, most))), radius: 4);
double[] kappas = lesson.Pick<double[]>([4, 10, 30, 100, 300, 1000], [4, 25, 100]);
double[] plain = [.. kappas.Select(kappa => Math.Log(1e-6) / Math.Log(Rate(Descend(0, 2 / (1 + kappa), kappa, most))))];
double[] heavy = [.. kappas.Select(kappa =>
{
    double root = Math.Sqrt(kappa), gamma = Math.Pow((root - 1) / (root + 1), 2), rate = Rate(Descend(gamma, 4 / Math.Pow(1 + root, 2), kappa, most));
    lesson.Measure($"κ = {kappa}: best rate over theory", (1 - rate) / (1 - (root - 1) / (root + 1)));
    return Math.Log(1e-6) / Math.Log(rate);
})];
var byKappa = new Figure("Best constants for each bowl") { XAxis = new("condition number κ", Scale.Log), YAxis = new("steps to a millionth", Scale.Log) }
    .Scatter("gradient descent", kappas, plain, radius: 4).Curve("gradient descent", kappa => Math.Log(1e-6) / Math.Log((kappa - 1) / (kappa + 1)), 4, kappas[^1])
    .Scatter("heavy ball", kappas, heavy, radius: 4).Curve("heavy ball", kappa => Math.Log(1e-6) / Math.Log((Math.Sqrt(kappa) - 1) / (Math.Sqrt(kappa) + 1)), 4, kappas[^1]);
lesson.Save(new FigureGrid("Measured (points) and in theory (lines)") { byGamma, byKappa }, "rates");
int hundred = Array.IndexOf(kappas, 100);
lesson.Measure("κ = 100: gradient descent, steps", plain[hundred]);
lesson.Measure("κ = 100: heavy ball, steps", heavy[hundred]);

lesson.Verdict($"on a bowl of condition number 100 gradient descent at its best needs {plain[hundred]:0} steps for a millionth of the distance, a heavy ball at its best {heavy[hundred]:0}: about √κ in place of κ. " +
    $"A ball that swings keeps √γ of the distance at each step whatever the slope (γ = 0.9: {rows[1][1]:0.000}, theory {rows[1][2]:0.000}), so that 0.99 is slower than none on a mild bowl ({rows[2][3]:0} steps against {rows[0][3]:0}); " +
    $"and M is no average but a sum: with γ = 0.9 its steps grow to {rows[1][4]:0.0} times ηg, with 0.99 to {rows[2][4]:0}.");
