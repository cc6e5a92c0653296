// Lesson 04. "non-linear classifier = linear classifier of non-linear features": monomials x₁ᵖx₂^q and exp(−λ‖X − X_j‖²), by degree and by λ.
using Nabla.Features;
using Nabla.LinearModels;

var lesson = new Lesson("a linear classifier of non-linear features draws non-linear boundaries; too few features underfit, too many overfit", args);

int seeds = lesson.Pick(5, 2), train = 80;
int[] degrees = lesson.Pick<int[]>([1, 2, 3, 4, 5, 6, 8, 10, 12], [1, 3, 5, 12]);
double[] lambdas = lesson.Pick<double[]>([0.01, 0.1, 0.3, 1, 3, 10, 30, 100, 300], [0.01, 0.3, 30, 300]);
Dataset Moons(int count, long seed) => PlaneSets.Moons(count, noise: 0.25f, seed);
Dataset test = Moons(2000, seed: 1000);

// Features are standardised, fitted to the training points; then logistic regression with a small penalty, which keeps its weights finite.
(Pipeline Features, LogisticFit Fit) Train(Dataset data, Func<Dataset, Stage> features, double penalty = 1e-6)
{
    Pipeline pipeline = Pipeline.Fit(data, features, rows => Normalizers.Standardize(rows, Spread.Feature));
    var (x, y) = pipeline.On(data).ToTensors();
    return (pipeline, new LogisticRegression { Penalty = penalty, Accelerated = true, Tolerance = 1e-5, MaxIterations = 20_000 }.FitBinary(x, y));
}

double Error(Pipeline pipeline, LogisticFit fit, Dataset data)
{
    var (x, y) = pipeline.On(data).ToTensors();
    return 1 - fit.Accuracy(x, y);
}

Stage Polynomial(Dataset data, int degree) => new PolynomialFeatures(2, degree);
Stage Rbf(Dataset data, double lambda) => RbfFeatures.Fit(data, train, seed: 0, (float)lambda, CenterChoice.Examples);

// Train and test error over the seeds, as lines with bands.
Figure Sweep<T>(string title, string axis, string name, T[] values, Func<Dataset, T, Stage> features) where T : struct, System.Numerics.INumberBase<T>
{
    var figure = new Figure(title) { XAxis = new(axis, typeof(T) == typeof(double) ? Scale.Log : Scale.Linear), YAxis = new("error") { Min = 0 } };
    var errors = values.Select(value => Enumerable.Range(0, seeds).Select(seed =>
    {
        Dataset data = Moons(train, seed);
        var (pipeline, fit) = Train(data, rows => features(rows, value));
        return (Train: Error(pipeline, fit, data), Test: Error(pipeline, fit, test));
    }).ToArray()).ToArray();
    foreach (bool tested in (bool[])[false, true])
    {
        string label = tested ? "test" : "train";
        double[][] each = [.. errors.Select(runs => runs.Select(run => tested ? run.Test : run.Train).ToArray())];
        figure.Line(label, values, each.Select(runs => runs.Average())).Band(label, values, each.Select(runs => runs.Min()), each.Select(runs => runs.Max()));
        for (int i = 0; i < values.Length; i++) lesson.Measure($"{name} {values[i]}: {label}", each[i].Average());
    }
    lesson.Table([axis, "train error", "test error"], values.Select((value, i) => (object[])[value, errors[i].Average(e => e.Train), errors[i].Average(e => e.Test)]));
    return figure;
}

Figure byDegree = Sweep("Polynomial features", "degree", "degree", degrees, Polynomial);
Figure byLambda = Sweep("Radial basis functions on every point", "λ", "λ", lambdas, Rbf);

// Four boundaries: too simple, about right, and too fine, of one training set.
Figure Boundary(string title, Func<Dataset, Stage> features)
{
    Dataset data = Moons(train, seed: 0);
    var (pipeline, fit) = Train(data, features);
    var map = Surface.SampleAll(points => fit.Predict(Tensor.From(pipeline.Apply(points, points.Length / 2, 2), [points.Length / 2, pipeline.OutputSize(2)])).ToArray<int>(), -2, 3, -1.7, 2.2);
    var figure = new Figure(title) { XAxis = new("x₁"), YAxis = new("x₂") }.Regions(map, "upper", "lower");
    var (x, y) = data.ToTensors();
    float[][] points = [.. x.ToArray<float>().Chunk(2)];
    int[] sides = y.ToArray<int>();
    for (int side = 0; side < 2; side++)
        figure.Scatter(side == 0 ? "upper" : "lower", points.Where((_, i) => sides[i] == side).Select(p => p[0]), points.Where((_, i) => sides[i] == side).Select(p => p[1]));
    return figure;
}

lesson.Save(new FigureGrid("Linear classifiers of non-linear features")
{
    Boundary("x₁, x₂", rows => Polynomial(rows, 1)), Boundary("monomials up to degree 5", rows => Polynomial(rows, 5)),
    Boundary("RBF, λ = 1", rows => Rbf(rows, 1)), Boundary("RBF, λ = 100", rows => Rbf(rows, 100)),
}, "boundaries");
lesson.Save(new FigureGrid($"{train} points to learn from, 2,000 to be judged on") { byDegree, byLambda }, "errors");
double Test(string of) => lesson.Measured($"{of}: test") * 100;
double Trained(string of) => lesson.Measured($"{of}: train") * 100;
lesson.Verdict($"a line has {Test("degree 1"):0.0} % test error, monomials of degree 3 {Test("degree 3"):0.0} %, of degree 12 {Test("degree 12"):0.0} % (on the training points {Trained("degree 1"):0.0}, {Trained("degree 3"):0.0}, {Trained("degree 12"):0.0} %): the gap opens, though the test error does not rise. " +
    $"RBF: {Test("λ 0.01"):0.0} % at λ = 0.01, {Test("λ 0.3"):0.0} % at 0.3, {Test("λ 300"):0.0} % at 300, where it knows every training point ({Trained("λ 300"):0.0} %) and nothing between them.");
