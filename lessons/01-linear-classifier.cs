// Lesson 01. "Linear classifier", "Perceptron algorithm": find w and b with sign(wᵀX + b) = Y; where a plane separates the classes, the perceptron finds one.
using Nabla.LinearModels;

var lesson = new Lesson("where some w and b have sign(wᵀX_i + b) = Y_i for all i, the perceptron algorithm finds such ones, after at most (R/γ)² mistakes", args);

int count = 200, seeds = lesson.Pick(30, 8);
double[] gaps = [0.3, 0.1, 0.03, 0.01, 0.003];

// Points in a disc, none nearer than the gap to a line through it: the line w*ᵀx + b* = 0 separates them.
(Tensor Points, Tensor Labels, double Margin) Draw(double gap, int seed)
{
    var random = new Random(seed);
    double angle = random.NextDouble() * 2 * Math.PI, offset = 0.3 * random.NextDouble(), least = double.PositiveInfinity;
    var (points, labels) = (new List<double>(), new List<int>());
    while (labels.Count < count)
    {
        double x = 2 * random.NextDouble() - 1, y = 2 * random.NextDouble() - 1, side = x * Math.Cos(angle) + y * Math.Sin(angle) + offset;
        if (x * x + y * y > 1 || Math.Abs(side) < gap) continue;
        points.AddRange([x, y]);
        labels.Add(Math.Sign(side));
        least = Math.Min(least, Math.Abs(side));
    }
    // The bias is one more weight, on an input that is always 1: γ is measured with it.
    return (Tensor.From([.. points], [count, 2]), Tensor.From([.. labels]), least / Math.Sqrt(1 + offset * offset));
}

var rows = new List<object[]>();
var byMargin = new Figure("Mistakes until none is left") { XAxis = new("margin γ", Scale.Log), YAxis = new("mistakes", Scale.Log) };
var (margins, mistakes, bounds) = (new List<double>(), new List<double>(), new List<double>());
foreach (double gap in gaps)
{
    var fits = Enumerable.Range(0, seeds).Select(seed =>
    {
        var (points, labels, margin) = Draw(gap, seed);
        PerceptronFit fit = new Perceptron { MaxPasses = 100_000 }.Fit(points, labels);
        return (Fit: fit, Margin: margin, Bound: fit.Radius / margin * (fit.Radius / margin));
    }).ToArray();
    margins.AddRange(fits.Select(each => each.Margin));
    mistakes.AddRange(fits.Select(each => (double)each.Fit.Mistakes));
    bounds.AddRange(fits.Select(each => each.Bound));
    lesson.Measure($"gap {gap}: errors", fits.Sum(each => each.Fit.Errors));
    double share = lesson.Measure($"gap {gap}: mistakes over bound", fits.Max(each => each.Fit.Mistakes / each.Bound));
    rows.Add([gap, (double)fits.Sum(each => each.Fit.Errors), fits.Average(each => (double)each.Fit.Passes), lesson.Measure($"gap {gap}: mistakes", fits.Average(each => (double)each.Fit.Mistakes)), fits.Average(each => each.Bound), share]);
}
lesson.Table(["gap", "errors left", "passes", "mistakes", "(R/γ)²", "largest share of the bound"], rows);
byMargin.Scatter("perceptron", margins, mistakes, radius: 2.5).Scatter("(R/γ)²", margins, bounds, radius: 2.5);

// One run, drawn: the line after each pass.
var (shown, sides, _) = Draw(0.05, seed: 3);
var passes = new List<double[]>();
PerceptronFit found = new Perceptron { OnPass = pass => passes.Add(pass.Weights) }.Fit(shown, sides);
var plane = new Figure("The line after each pass") { XAxis = new("x₁") { Min = -1.05, Max = 1.05 }, YAxis = new("x₂") { Min = -1.05, Max = 1.05 }, EqualUnits = true };
float[][] places = [.. shown.ToArray<double>().Select(x => (float)x).Chunk(2)];
int[] labelled = sides.ToArray<int>();
foreach (int side in (int[])[-1, 1])
    plane.Scatter($"Y = {side}", places.Where((_, i) => labelled[i] == side).Select(p => p[0]), places.Where((_, i) => labelled[i] == side).Select(p => p[1]), radius: 2.5);
foreach (double[] w in passes) plane.Line(w == passes[^1] ? "found" : "on the way", [-1.05, 1.05], new[] { -1.05, 1.05 }.Select(x => -(w[0] * x + w[2]) / w[1]), width: w == passes[^1] ? 2.5 : 0.8, markers: false);
lesson.Save(new FigureGrid("The perceptron on classes that a line separates") { plane, byMargin }, "perceptron");

lesson.Verdict($"in {gaps.Length * seeds} runs on separable data {rows.Sum(row => (double)row[1]):0} errors are left; mistakes stay below (R/γ)², at most {rows.Max(row => (double)row[5]) * 100:0} % of it, " +
    $"and grow from {rows[0][3]:0} to {rows[^1][3]:0} as the gap shrinks from {gaps[0]} to {gaps[^1]}. In the run drawn, {found.Mistakes} mistakes in {found.Passes} passes.");
