// Lesson 02. "Doesn't converge!": without a separating line the perceptron goes round for ever; logistic regression settles on the same data.
using Nabla.LinearModels;

var lesson = new Lesson("on data that no plane separates the perceptron does not converge, logistic regression does", args);

// Two clouds of whole numbers that overlap; whole numbers let weights repeat exactly.
int count = 60, passes = lesson.Pick(400, 200), seeds = lesson.Pick(10, 4);
(Tensor Points, Tensor Labels) Draw(int seed)
{
    var random = new Random(seed);
    var (points, labels) = (new List<double>(), new List<int>());
    for (int i = 0; i < count; i++)
    {
        int label = i % 2 * 2 - 1;
        points.AddRange([random.Next(-4, 5) + 2 * label, random.Next(-4, 5) + label]);
        labels.Add(label);
    }
    return (Tensor.From([.. points], [count, 2]), Tensor.From([.. labels]));
}

var (points, labels) = Draw(seed: 1);
var online = new List<PerceptronPass>();
PerceptronFit perceptron = new Perceptron { MaxPasses = passes, OnPass = online.Add }.Fit(points, labels);
var batch = new List<PerceptronPass>();
PerceptronFit slide = new Perceptron { Rule = PerceptronRule.Batch, MaxPasses = passes, OnPass = batch.Add }.Fit(points, labels);
var steps = new List<LogisticStep>();
LogisticFit logistic = new LogisticRegression { OnStep = steps.Add }.FitBinary(points, labels);

// The errors of a plane (w₁, w₂, b) on the examples.
int Errors(double[] w)
{
    double[] x = points.ToArray<double>();
    return labels.ToArray<int>().Where((label, i) => (w[0] * x[2 * i] + w[1] * x[2 * i + 1] + w[2] >= 0 ? 1 : -1) != label).Count();
}

int late = online.Count / 2;
int best = lesson.Measure("perceptron: fewest errors late", online.Skip(late).Min(pass => pass.Errors)) is var low ? (int)low : 0;
int worst = (int)lesson.Measure("perceptron: most errors late", online.Skip(late).Max(pass => pass.Errors));
int settled = (int)lesson.Measure("logistic: errors at the end", Errors(steps[^1].Weights));
lesson.Measure("logistic: errors change late", steps.Skip(steps.Count / 2).Select(step => Errors(step.Weights)).Distinct().Count() - 1);
lesson.Measure("logistic: gradient", logistic.GradientNorm);

// Does it come to an end for any data drawn so?
var outcomes = Enumerable.Range(0, seeds).Select(seed => Draw(seed)).Select(data => (
    Online: new Perceptron { MaxPasses = passes }.Fit(data.Points, data.Labels), Batch: new Perceptron { Rule = PerceptronRule.Batch, MaxPasses = passes }.Fit(data.Points, data.Labels),
    Logistic: new LogisticRegression().FitBinary(data.Points, data.Labels))).ToArray();
double converged = lesson.Measure("perceptrons that converge", outcomes.Count(each => each.Online.Converged || each.Batch.Converged));
double cycles = lesson.Measure("perceptrons in a cycle", outcomes.Count(each => each.Online.Outcome == PerceptronOutcome.Cycles || each.Batch.Outcome == PerceptronOutcome.Cycles));
double smooth = lesson.Measure("logistic regressions that converge", outcomes.Count(each => each.Logistic.Converged));

lesson.Table(["rule", "passes", "errors in the second half", "how it ends"],
[
    ["perceptron, one example at a time", online.Count, $"{best} to {worst} of {count}", perceptron.Outcome],
    ["perceptron, the slide's sum over all", batch.Count, $"{batch.Skip(batch.Count / 2).Min(p => p.Errors)} to {batch.Skip(batch.Count / 2).Max(p => p.Errors)} of {count}", slide.Outcome],
    ["logistic regression", logistic.Iterations, $"{settled} of {count}", $"gradient {logistic.GradientNorm:0e0}"],
]);
Console.WriteLine($"  {perceptron.Statement}\n  {slide.Statement}\n");

var errors = new Figure("Errors after each pass") { XAxis = new("pass"), YAxis = new("errors of 60") { Min = 0 } };
int window = Math.Min(online.Count, 120);
errors.Line("perceptron", Enumerable.Range(1, window), online.Take(window).Select(pass => pass.Errors), markers: false);
errors.Line("logistic regression", Enumerable.Range(1, window), steps.Skip(1).Take(window).Select(step => Errors(step.Weights)), markers: false);
var path = new Figure("Where the weights go, as a direction") { XAxis = new("pass"), YAxis = new("angle of w [°]") };
double Angle(double[] w) => Math.Atan2(w[1], w[0]) * 180 / Math.PI;
path.Line("perceptron", Enumerable.Range(1, window), online.Take(window).Select(pass => Angle(pass.Weights)), markers: false);
path.Line("logistic regression", Enumerable.Range(1, window), steps.Skip(1).Take(window).Select(step => Angle(step.Weights)), markers: false);
lesson.Save(new FigureGrid("No line separates these classes") { errors, path }, "cycle");

lesson.Verdict($"the perceptron keeps jumping between {best} and {worst} errors of {count}; none of {2 * seeds} runs converges, in {cycles:0} of {seeds} data sets its weights come back to earlier ones exactly and it goes round for ever. " +
    $"Logistic regression settles at {settled} errors, its gradient below {logistic.GradientNorm:0e0}, {smooth:0} times of {seeds}.");
