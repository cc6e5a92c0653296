// Lesson 20. "Vectorized SGD: one step size per dimension", "Example: Adagrad": what it mends on an ill-conditioned bowl, and what it does not.
using Nabla.Devices;

var lesson = new Lesson("one step size per dimension, from the sum of squared gradients, makes the scale of a dimension irrelevant; no schedule is needed", args);

// The bowl ½(u² + κv²), with u and v along the axes, or turned by an angle.
(List<double> X, List<double> Y, int Steps) Descend(OptimizerSettings rule, double rate, double kappa, int most, double angle = 0, double until = 1.7e-3)
{
    Parameter x = new(Tensor.From(-1.5)), y = new(Tensor.From(0.8));
    var arena = new ParameterArena([x, y]);
    var optimizer = rule.For(arena);
    var (cos, sin) = (Math.Cos(angle), Math.Sin(angle));
    var (wayX, wayY) = (new List<double> { -1.5 }, new List<double> { 0.8 });
    // Until about a thousandth of the distance is left.
    while (wayX.Count <= most && double.Hypot(wayX[^1], wayY[^1]) > until)
    {
        Tape.Differentiate(() => (((x.Value * cos + y.Value * sin).Square() + (y.Value * cos - x.Value * sin).Square() * kappa) * 0.5).Sum());
        optimizer.Step(rate);
        arena.ClearGradients();
        wayX.Add(x.Value.ToArray<double>()[0]);
        wayY.Add(y.Value.ToArray<double>()[0]);
    }
    return (wayX, wayY, wayX.Count - 1);
}

// 1. Steps by condition number. Gradient descent has its best step size, 2/(1 + κ); Adagrad the best of a few.
double[] kappas = lesson.Pick<double[]>([1, 3, 10, 30, 100, 300, 1000, 3000], [1, 10, 100]), etas = [0.1, 0.3, 1, 3];
int most = lesson.Pick(20_000, 2000);
double Best(OptimizerSettings rule, double kappa, double angle) => etas.Min(eta => Descend(rule, eta, kappa, most, angle).Steps);
(string Name, Func<double, double> Steps)[] ways =
[
    ("gradient descent", kappa => Descend(new Sgd(), 2 / (1 + kappa), kappa, most).Steps),
    ("Adagrad", kappa => Best(new Adagrad(), kappa, 0)),
    ("Adagrad, bowl turned by 45°", kappa => Best(new Adagrad(), kappa, Math.PI / 4)),
];
var byKappa = new Figure("Steps until a thousandth of the distance is left") { XAxis = new("condition number κ", Scale.Log), YAxis = new("steps", Scale.Log) };
var rows = new List<object[]>();
foreach (var (name, steps) in ways)
{
    double[] needed = [.. kappas.Select(kappa => lesson.Measure($"{name}: steps at κ = {kappa}", steps(kappa)))];
    byKappa.Line(name, kappas, needed);
    rows.Add([name, .. kappas.Select((_, i) => (object)needed[i])]);
}
lesson.Table(["steps at κ =", .. kappas.Select(kappa => $"{kappa}")], rows);
lesson.Save(byKappa, "steps");

// 2. The paths at κ = 30. The slide's index, taken to the letter, makes each step η/√t long whatever the gradient: it swings about the minimum by half of that.
// ε stands under the root on the slide: where gradients are far above √ε = 1e-5 nobody can tell.
var paths = new FigureGrid("Paths on a bowl of condition number 30", columns: 3);
var slideForm = Descend(new Adagrad { EpsilonUnderRoot = true }, 1, 30, 200);
var usualForm = Descend(new Adagrad(), 1, 30, 200);
double apart = lesson.Measure("ε under the root: paths apart", slideForm.X.Zip(usualForm.X, (a, b) => Math.Abs(a - b)).Max());
foreach (var (name, rule, rate) in new (string, OptimizerSettings, double)[] { ("gradient descent", new Sgd(), 2 / 31.0), ("Adagrad", new Adagrad(), 1), ("the slide's index", new AdagradToTheLetter(), 1) })
{
    var (x, y, _) = Descend(rule, rate, 30, 1000, until: -1);
    lesson.Measure($"{name}: distance left after 1000 steps", x.Skip(900).Zip(y.Skip(900), double.Hypot).Average());
    paths.Add(new Figure(name) { XAxis = new("x") { Min = -1.8, Max = 1.8 }, YAxis = new("y") { Min = -1.2, Max = 1.2 }, Width = 400, Height = 330 }
        .Contours(Surface.Sample((u, v) => (u * u + 30 * v * v) / 2, -1.8, 1.8, -1.2, 1.2), scale: Scale.Log).Trajectory(name, x.Take(31), y.Take(31)));
}
lesson.Save(paths, "paths");

// 3. "No need to set a learning rate schedule": what does (T − t)/T bring SGD and Adagrad, each at its best rate?
int batches = lesson.Pick(600, 100), seeds = lesson.Pick(3, 2);
var digits = Enumerable.Range(0, batches).Select(i => Glyphs.Stream(seed: 0).Range(16 * i, 16).ToTensors()).ToArray();
var (testImages, testLabels) = Glyphs.Stream(seed: 0).Range(1_000_000, 2000).ToTensors();

double TestLoss(OptimizerSettings rule, Schedule schedule, double rate, long seed)
{
    Rng rng = Rng.FromSeed(seed);
    Sequential model = new(new Flatten(), new Linear(784, 64, rng), new Relu(), new Linear(64, 10, rng));
    var arena = new ParameterArena(model.Parameters);
    var optimizer = rule.For(arena);
    for (int step = 0; step < batches; step++)
    {
        Tape.Differentiate(() => model.Call(digits[step].Input).CrossEntropyMean(digits[step].Target));
        optimizer.Step(rate * schedule.At(step));
        arena.ClearGradients();
    }
    return Scope.Run(() => model.Call(testImages).CrossEntropyMean(testLabels)).ToScalar();
}

var learnt = new List<object[]>();
foreach (var (name, rule, rates) in new (string, OptimizerSettings, double[])[] { ("SGD", new Sgd(), [0.03, 0.1, 0.3, 1]), ("Adagrad", new Adagrad(), [0.01, 0.03, 0.1, 0.3]), ("the slide's index", new AdagradToTheLetter(), [0.003, 0.01, 0.03, 0.1]) })
{
    double Loss(Schedule schedule) => lesson.Pick(rates, rates[1..3]).Min((double rate) => Enumerable.Range(0, seeds).Average((int seed) => TestLoss(rule, schedule, rate, seed)));
    double constant = lesson.Measure($"{name}: loss, fixed rate", Loss(new Fixed())), falling = lesson.Measure($"{name}: loss, falling rate", Loss(new LinearDecay(batches)));
    learnt.Add([name, constant, falling, lesson.Measure($"{name}: what a schedule changes", falling / constant - 1)]);
}
lesson.Table([$"digits, {batches} steps", "test loss, fixed rate", "rate falls as (T − t)/T", "change"], learnt);

int hundred = Array.IndexOf(kappas, 100) + 1;
lesson.Verdict($"at condition number 100 gradient descent needs {rows[0][hundred]} steps at its best and Adagrad {rows[1][hundred]}, as on a round bowl; but turned by 45° the bowl costs it {rows[2][hundred]}: a step size per dimension mends scales, not directions. " +
    $"On digits the falling rate (T − t)/T changes Adagrad's loss by {learnt[1][3]:+0 %;−0 %} and SGD's by {learnt[0][3]:+0 %;−0 %}: neither gains from one here (test loss {learnt[1][1]:0.00} with a fixed rate; SGD {learnt[0][1]:0.00}). " +
    $"The slide sums g_t² over j where g_j² is meant: that leaves steps of η/√t, and a distance of {lesson.Measured("the slide's index: distance left after 1000 steps"):0.000} after 1,000 of them; ε under the root moves the path by {apart:0e+0}.");

/// <summary>The slide's G = Σ_j g_t² = t·g_t², its index taken to the letter: a step of η·g/√(t·g² + ε).</summary>
sealed record AdagradToTheLetter : OptimizerSettings
{
    public override IReadOnlyList<string> StateNames => [];

    protected override void Update(in UpdatePass pass) => pass.Run(new Formula(pass.LearningRate, pass.Step));

    readonly struct Formula(Coefficient rate, Coefficient time) : IUpdateFormula
    {
        public static int States => 0;

        public void Step<R>(ref R parameter, R gradient, ref R first, ref R second) where R : struct, IReal<R> =>
            parameter -= rate.In<R>() * gradient / R.Sqrt(time.In<R>() * gradient * gradient + R.Constant(1e-10));
    }
}
