// Lesson 03. "Purple: logistic regression": smooth and convex, so that gradient descent meets the one minimum from anywhere; and the minus that the slide lacks.
using Nabla.LinearModels;

var lesson = new Lesson("the logistic loss is smooth and convex: gradient descent converges to its global minimum, wherever it starts", args);

int count = 200, iterations = lesson.Pick(1000, 600);
var random = new Random(4);
double Normal() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
double[] signs = [.. Enumerable.Range(0, count).Select(i => i % 2 * 2.0 - 1)];
double[] x = [.. signs.SelectMany(y => (double[])[Normal() + 0.8 * y, Normal() - 0.5 * y])];
Tensor points = Tensor.From(x, [count, 2]), labels = Tensor.From([.. signs.Select(y => (int)y)]);

// Newton's method on the three weights w₁, w₂, b: each step solves H·d = g, by elimination. It is the reference.
double Score(double[] w, int i) => w[0] * x[2 * i] + w[1] * x[2 * i + 1] + w[2];
double[] Newton()
{
    double[] w = [0, 0, 0];
    for (int step = 0; step < 12; step++)
    {
        var system = new double[3, 4];
        for (int i = 0; i < count; i++)
        {
            double[] input = [x[2 * i], x[2 * i + 1], 1];
            double p = 1 / (1 + Math.Exp(-Score(w, i))), target = (signs[i] + 1) / 2;
            for (int r = 0; r < 3; r++)
            {
                for (int c = 0; c < 3; c++) system[r, c] += p * (1 - p) * input[r] * input[c];
                system[r, 3] += (target - p) * input[r];
            }
        }
        for (int pivot = 0; pivot < 3; pivot++)
            for (int r = 0; r < 3; r++)
                if (r != pivot && system[r, pivot] / system[pivot, pivot] is var factor)
                    for (int c = 0; c < 4; c++) system[r, c] -= factor * system[pivot, c];
        for (int r = 0; r < 3; r++) w[r] += system[r, 3] / system[r, r];
    }
    return w;
}

double[] newton = Newton();
double Distance(double[] w) => Math.Sqrt(w.Zip(newton, (a, b) => (a - b) * (a - b)).Sum());
double Loss(double[] w) => Enumerable.Range(0, count).Average(i => Math.Log(1 + Math.Exp(-signs[i] * Score(w, i))));
double Errors(double[] w) => Enumerable.Range(0, count).Average(i => Math.Sign(Score(w, i)) == signs[i] ? 0.0 : 1);

// The slide's update from several starts.
double[][] starts = [[0, 0, 0], [4, 4, 2], [-4, 3, -3], [-2, -5, 3], [5, -4, -4]];
var distance = new Figure("Distance to Newton's solution") { XAxis = new("iteration"), YAxis = new("distance", Scale.Log), Ordered = true };
var rows = new List<object[]>();
foreach (double[] start in starts)
{
    var steps = new List<LogisticStep>();
    new LogisticRegression { Start = Tensor.From(start, [1, 3]), StepSize = 1, Tolerance = 0, MaxIterations = iterations, OnStep = steps.Add }.FitBinary(points, labels);
    string name = $"from ({string.Join(", ", start)})";
    distance.Line(name, steps.Select(step => step.Iteration), steps.Select(step => Distance(step.Weights)), markers: false);
    rows.Add([name, steps[0].Loss, steps[^1].Loss, lesson.Measure($"{name}: distance", Distance(steps[^1].Weights))]);
    lesson.Measure($"{name}: first distance", Distance(start));
}
lesson.Table(["gradient descent", "first loss", "last loss", "distance to Newton"], rows);

// Convex: between any two points the loss lies below the chord. The perceptron's count of errors does not, and is flat almost everywhere.
double Above(Func<double[], double> loss) => starts.SelectMany(a => starts.SelectMany(b => Enumerable.Range(1, 19).Select(i => i / 20.0)
    .Select(t => loss([.. a.Zip(b, (p, q) => (1 - t) * p + t * q)]) - ((1 - t) * loss(a) + t * loss(b))))).Max();
double logistic = lesson.Measure("logistic: most above the chord", Above(Loss)), perceptron = lesson.Measure("perceptron: most above the chord", Above(Errors));
double[] On(double t) => [.. starts[2].Zip(starts[4], (p, q) => (1 - t) * p + t * q)];
var line = new Figure("The two losses along a line of weights") { XAxis = new("from one start to another"), YAxis = new("loss per example") };
line.Curve("logistic", t => Loss(On(t)), 0, 1).Curve("perceptron: errors", t => Errors(On(t)), 0, 1);

// As the slide writes it, ℓ(w) = Σ log σ((wᵀX + b)Y), the loss is the better the worse the classifier: descending it runs away.
var asWritten = Tensor.From([0.1, 0, 0], [3, 1]).RequireGradient();
Tensor inputs = Tensor.Concatenate([points, Tensor.Ones([count, 1], Nabla.Devices.DataType.Float64)], 1), targets = Tensor.From(signs, [count, 1]);
for (int step = 0; step < iterations; step++)
{
    // log σ(s) is −softplus(−s), which does not round to log 0.
    Tape.Differentiate(() => -(-(inputs.MatMul(asWritten) * targets)).Softplus().Mean());
    double[] next = [.. asWritten.ToArray<double>().Zip(asWritten.Gradient!.ToArray<double>(), (w, g) => w - g)];
    asWritten = Tensor.From(next, [3, 1]).RequireGradient();
}
double[] lost = asWritten.ToArray<double>();
double size = lesson.Measure("as written: size of w", Math.Sqrt(lost.Sum(w => w * w))), wrong = lesson.Measure("as written: errors", Errors(lost));
lesson.Measure("with minus: errors", Errors(newton));
lesson.Save(new FigureGrid("Logistic regression") { distance, line }, "convex");
lesson.Verdict($"{starts.Length} starts, one end: after {iterations} steps all are within {rows.Max(row => (double)row[3]):0e0} of Newton's solution. No chord lies below the logistic loss ({logistic:0.0e0}), " +
    $"but the perceptron's count of errors rises {perceptron * 100:0} points above one. Without its minus, as on the slide, descending the loss gets {wrong * 100:0} % wrong with weights that grow without end (‖w‖ = {size:0} after {iterations} steps); with it {Errors(newton) * 100:0} % are wrong.");
