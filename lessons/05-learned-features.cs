// Lesson 05. "Why not learn the non linear features too?": f(X) = Σ w_j g(v_jᵀX) + b with V learned, against fixed features of the same number.
using Nabla.Features;
using Nabla.LinearModels;

var lesson = new Lesson("the non-linear features can be learned too, as hidden units g(v_jᵀX): then fewer serve", args);

int seeds = lesson.Pick(5, 2), steps = lesson.Pick(3000, 1500), train = 400;
int[] counts = lesson.Pick<int[]>([2, 4, 8, 16, 32], [4, 8, 32]);
double[] lambdas = lesson.Pick<double[]>([0.3, 1, 3, 10, 30], [1, 3, 10]);
(string Name, Func<int, long, Dataset> Draw, double[] Box)[] sets =
[
    ("moons", (count, seed) => PlaneSets.Moons(count, noise: 0.2f, seed), [-1.8, 2.8, -1.4, 1.9]),
    ("spirals", (count, seed) => PlaneSets.Spirals(count, noise: 0.04f, seed), [-1.2, 1.2, -1.2, 1.2]),
];

LogisticRegression regression = new() { Penalty = 1e-5, Accelerated = true, Tolerance = 1e-4, MaxIterations = 5000 };

// Fixed features: standardised, then logistic regression, which finds the best W there is for them.
double Fixed(Dataset data, Dataset test, Func<Dataset, Stage> features)
{
    Pipeline pipeline = Pipeline.Fit(data, features, rows => Normalizers.Standardize(rows, Spread.Feature));
    var (x, y) = pipeline.On(data).ToTensors();
    var (testX, testY) = pipeline.On(test).ToTensors();
    return 1 - regression.FitBinary(x, y).Accuracy(testX, testY);
}

double Error(Units units, Dataset data)
{
    var (x, y) = data.ToTensors();
    return Scope.Run(() => units.Output(x)).ToArray<float>().Zip(y.ToArray<int>(), (f, label) => f > 0 == (label == 1) ? 0.0 : 1.0).Average();
}

// The same units twice: left as they were drawn with the best W for them, and learned together with W.
(Units Drawn, Units Learned) Fit(Dataset data, int count, long seed)
{
    var (x, y) = data.ToTensors();
    var (drawn, learned) = (new Units(count, seed), new Units(count, seed));
    LogisticFit best = regression.FitBinary(Scope.Run(() => drawn.Hidden(x)), y);
    (drawn.W, drawn.B) = (new(best.Weight), new(best.Bias));
    var arena = new ParameterArena([learned.V, learned.C, learned.W, learned.B]);
    var (optimizer, cosine, loss) = (new Adam().For(arena), new Cosine(steps), new LogisticLoss());
    Tensor target = y.To(x.DataType).Unsqueeze(1);
    for (int step = 0; step < steps; step++)
    {
        Tape.Differentiate(() => loss.Mean(learned.Output(x), target));
        optimizer.Step(learningRate: 0.05 * cosine.At(step));
        arena.ClearGradients();
    }
    return (drawn, learned);
}

// What a part of the network says of each point of a part of the plane.
Surface Map(double[] box, Func<Tensor, Tensor> says, Func<float, float> shown) =>
    Surface.SampleAll(points => Scope.Run(() => says(Tensor.From(points, [points.Length / 2, 2]))).ToArray<float>().Select(shown).ToArray(), box[0], box[1], box[2], box[3], 161, 161);

// The regions of eight units, the line of each, and the points to learn from.
Figure Plane(string title, Units units, Dataset data, double[] box)
{
    var figure = new Figure(title) { XAxis = new("x₁") { Min = box[0], Max = box[1] }, YAxis = new("x₂") { Min = box[2], Max = box[3] }, EqualUnits = true };
    figure.Regions(Map(box, x => units.Output(x), f => f > 0 ? 1 : 0), "class 0", "class 1");
    var (x, y) = data.ToTensors();
    var points = x.ToArray<float>().Chunk(2).Zip(y.ToArray<int>()).ToArray();
    for (int side = 0; side < 2; side++) figure.Scatter($"class {side}", points.Where(p => p.Second == side).Select(p => p.First[0]), points.Where(p => p.Second == side).Select(p => p.First[1]), radius: 1.8);
    float[] v = units.V.Value.ToArray<float>(), c = units.C.Value.ToArray<float>();
    for (int j = 0; j < 8; j++) figure.Line("hidden unit", [box[0], box[1]], new[] { box[0], box[1] }.Select(x => -(v[2 * j] * x + c[j]) / v[2 * j + 1]), width: 1.2, markers: false);
    return figure;
}

string[] kinds = ["monomials", "radial", "units as drawn", "units learned"];
var byCount = new FigureGrid($"{train} points to learn from, 2,000 to be judged on") { Caption = $"Means of {seeds} training sets." };
var planes = new FigureGrid("Eight hidden units, each a line where v_jᵀX + c_j = 0, and the classes they make together");
var maps = new FigureGrid("What each of the eight learned units says of two spirals: g(v_jᵀX + c_j)", columns: 4);
foreach (var (name, draw, box) in sets)
{
    Dataset test = draw(2000, 1000);
    var figure = new Figure(name) { XAxis = new("features", Scale.Log), YAxis = new("test error", Scale.Log) };
    var errors = kinds.ToDictionary(kind => kind, _ => new List<double>());
    foreach (int count in counts)
    {
        var fits = Enumerable.Range(0, seeds).Select(seed => (Seed: seed, Data: draw(train, seed))).Select(set => (set.Seed, set.Data, Units: Fit(set.Data, count, set.Seed))).ToArray();
        // The largest degree that has no more monomials; the λ that turns out best on the test set, an advantage which the learned units do not have.
        int degree = Enumerable.Range(1, 12).Last(d => (d + 1) * (d + 2) / 2 - 1 <= count);
        errors[kinds[0]].Add(fits.Average(fit => Fixed(fit.Data, test, rows => new PolynomialFeatures(2, degree))));
        errors[kinds[1]].Add(lambdas.Min(λ => fits.Average(fit => Fixed(fit.Data, test, rows => RbfFeatures.Fit(rows, count, fit.Seed, (float)λ)))));
        errors[kinds[2]].Add(fits.Average(fit => Error(fit.Units.Drawn, test)));
        errors[kinds[3]].Add(fits.Average(fit => Error(fit.Units.Learned, test)));
        lesson.Measure($"{name}, units learned, training error: {count}", fits.Average(fit => Error(fit.Units.Learned, fit.Data)));
        foreach (string kind in kinds) lesson.Measure($"{name}, {kind}: {count}", errors[kind][^1]);
        if (count != 8) continue;
        planes.Add(Plane($"{name}: as drawn at random, W fitted", fits[0].Units.Drawn, fits[0].Data, box));
        planes.Add(Plane($"{name}: learned", fits[0].Units.Learned, fits[0].Data, box));
        if (name != "spirals") continue;
        foreach (int j in Enumerable.Range(0, 8))
            maps.Add(new Figure($"unit {j + 1}") { XAxis = new("x₁"), YAxis = new("x₂"), Width = 300, Height = 270, EqualUnits = true }.HeatMap(Map(box, x => fits[0].Units.Learned.Hidden(x).Slice(1, j, 1), h => h), colors: ColorMap.Diverging, colorRange: (-1, 1)));
    }
    foreach (string kind in kinds) figure.Line(kind, counts, errors[kind]);
    byCount.Add(figure);
    lesson.Table([$"{name}: features", .. kinds], counts.Select((count, i) => (object[])[count, .. kinds.Select(kind => (object)errors[kind][i])]));
}
lesson.Save(byCount, "errors");
lesson.Save(planes, "units");
lesson.Save(maps, "activations");

double TestError(string set, string kind, int count) => lesson.Measured($"{set}, {kind}: {count}");
string Found(string set, int count) => $"{TestError(set, kinds[^1], count):0.0 %} against {kinds[..^1].Min(kind => TestError(set, kind, count)):0.0 %}";
lesson.Verdict($"test error of learned units against the best of as many fixed features: with 8 on two spirals {Found("spirals", 8)}, with 4 on two moons {Found("moons", 4)}; learned features serve better while they are few. " +
    $"With 32 the fixed ones have caught up: spirals {Found("spirals", 32)}, noisy moons {Found("moons", 32)}, where 32 learned units fit the noise too (training error {lesson.Measured("moons, units learned, training error: 32"):0.0 %}).");

/// <summary>The slide's network W g(VX) with its biases: units of tanh in the plane.</summary>
sealed class Units(int count, long seed)
{
    static Tensor Normal(Shape shape, long seed, string name, double deviation) => Tensor.Normal(shape, Rng.FromSeed(seed).Fork(name), 0, deviation);
    public Parameter V { get; } = new(Normal([count, 2], seed, "V", 2));
    public Parameter C { get; } = new(Normal([count], seed, "c", 1));
    public Parameter W { get; set; } = new(Normal([1, count], seed, "W", 1 / Math.Sqrt(count)));
    public Parameter B { get; set; } = new(Tensor.Zeros([1]));
    public Tensor Hidden(Tensor x) => x.Linear(V, C).Tanh();
    public Tensor Output(Tensor x) => Hidden(x).Linear(W, B);
}
