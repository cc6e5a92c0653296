// The small cases: formulas, where numbers are ordinary and where they end, losses, and reductions.
namespace Differential;

static partial class FigureCases
{
    public static IEnumerable<FigureCase> All => [.. Formulas, .. Pairs, .. Losses, .. CrossEntropies, .. Reductions, .. Layers, .. Sequences, .. Movements, .. Steps];

    const double Infinity = double.PositiveInfinity;

    static readonly double[] Grid = [0, -0.0, .. Signed(1e-30, 1e-4, 0.1, 0.5, 1, 3, 5.2, 10, 30, 88, 100, 1e15, Infinity), double.NaN];

    static IEnumerable<double> Signed(params double[] numbers) => numbers.SelectMany(x => new[] { x, -x });

    // Others with another constant, or the other way around, are there.
    static readonly string[] Alike = ["LeakyRelu(0.3)", "Elu(1)", "2.5 + x", "x - 0.3", "1.7 * x"];

    static IEnumerable<FigureCase> Formulas =>
    [
        new("Identity", [Figure.Real(Grid)], x => [x[0] * 1], Ones: true),
        .. ElementwiseCases.Unaries.Where(u => !Alike.Contains(u.Name)).Select(u => new FigureCase(u.Name, [Figure.Real(Grid)], x => [u.Torch(x[0])], Ones: true,
            Exact: u.Name == "GeluTanh" ? x => x * torch.sigmoid(Inner(x)) : u.Exact, Slope: Slopes.GetValueOrDefault(u.Name))),
    ];

    /// <summary>2u of GELU by tanh: ½(1 + tanh u) is σ(2u), which keeps its digits where 1 + tanh u has none.</summary>
    static TT Inner(TT x) => Math.Sqrt(8 / Math.PI) * (x + 0.044715 * x * x * x);

    // What autograd computes from 1 − y, y + α and the like.
    static readonly Dictionary<string, Func<TT, TT>> Slopes = new()
    {
        ["Sigmoid"] = x => torch.sigmoid(x) * torch.sigmoid(-x),
        ["Tanh"] = x => 4 * torch.sigmoid(2 * x) * torch.sigmoid(-2 * x),
        ["Silu"] = x => torch.sigmoid(x) * (1 + x * torch.sigmoid(-x)),
        ["GeluTanh"] = x => torch.sigmoid(Inner(x)) * (1 + x * torch.sigmoid(-Inner(x)) * (Math.Sqrt(8 / Math.PI) * (1 + 3 * 0.044715 * x * x))),
        ["Then(ScaleShift, Tanh)"] = x => 2.8 * torch.sigmoid(1.4 * x - 0.4) * torch.sigmoid(0.4 - 1.4 * x),
        ["Then(Square, Sigmoid)"] = x => 2 * x * torch.sigmoid(x * x) * torch.sigmoid(-x * x),
        ["Elu(0.7)"] = x => torch.where(x > 0, torch.ones_like(x), 0.7 * torch.exp(x)),
    };

    static IEnumerable<FigureCase> Pairs
    {
        get
        {
            double[] some = [0, -0.0, 1, -2, 3, 1e-4, Infinity, -Infinity, double.NaN];
            Figure a = Figure.Real([.. some.SelectMany(x => some.Select(_ => x))]), b = Figure.Real([.. some.SelectMany(_ => some)]);
            foreach (ElementwiseCases.Binary each in ElementwiseCases.Binaries)
            {
                yield return new(each.Name, [a, b], x => [each.Torch(x[0], x[1])], Ones: true);
                Random r = FigureCase.Draw(each.Name);
                Figure Positive(params int[] shape) => Figure.Real(In.Of(shape, _ => r.Next(8, 97) / 32.0).Values, shape);
                yield return new(each.Name + ", broadcast", [Positive(3, 1), Positive(2, 1, 5)], x => [each.Torch(x[0], x[1])]);
            }
        }
    }

    static IEnumerable<FigureCase> Losses
    {
        get
        {
            double[] outputs = [0, -0.0, .. Signed(1e-30, 0.25, 1, 3, 20, 100, 1000, Infinity), double.NaN];
            TT Y(TT t, bool zeroOne) => zeroOne ? 2 * t - 1 : t;
            (string Name, double[] Targets, Func<TT, TT, TT> Each)[] losses =
            [
                ("MeanSquaredError", [0, 1], (f, y) => F.mse_loss(f, y, torch.nn.Reduction.None)),
                ("MeanAbsoluteError", [0, 1], (f, y) => F.l1_loss(f, y, torch.nn.Reduction.None)),
                ("HuberLoss(1)", [0, 1], (f, y) => F.huber_loss(f, y, 1, torch.nn.Reduction.None)),
                ("HuberLoss(0.25)", [0, 1], (f, y) => F.huber_loss(f, y, 0.25, torch.nn.Reduction.None)),
                ("LogisticLoss, soft labels", [0.25], (f, t) => F.binary_cross_entropy_with_logits(f, t, reduction: torch.nn.Reduction.None)),
                .. new[] { true, false }.SelectMany(zeroOne => new (string, double[], Func<TT, TT, TT>)[]
                {
                    ($"LogisticLoss {Kind(zeroOne)}", Classes(zeroOne), (f, t) => -F.logsigmoid(Y(t, zeroOne) * f)),
                    ($"HingeLoss {Kind(zeroOne)}", Classes(zeroOne), (f, t) => F.relu(1 - Y(t, zeroOne) * f)),
                    ($"SquaredHingeLoss {Kind(zeroOne)}", Classes(zeroOne), (f, t) => F.relu(1 - Y(t, zeroOne) * f).square()),
                    ($"PerceptronLoss {Kind(zeroOne)}", Classes(zeroOne), (f, t) => F.relu(-Y(t, zeroOne) * f)),
                }),
            ];
            foreach (var (name, targets, each) in losses)
            {
                Figure f = Figure.Real([.. targets.SelectMany(_ => outputs)]), t = Figure.Real([.. targets.SelectMany(t => outputs.Select(_ => t))]) with { Grad = false };
                // Labels of ±1 are the same numbers, turned into those before.
                if (!name.EndsWith(Kind(false), StringComparison.Ordinal)) yield return new(name, [f, t], x => [each(x[0], x[1])], Ones: true);
                Random r = FigureCase.Draw(name);
                // Between kinks: what stands for the slope at one is each library's own.
                Figure mean = Figure.Normal(r, [5, 3], 1, 1 / 64.0), to = Figure.Real(In.Of([5, 3], _ => targets[r.Next(targets.Length)]).Values, [5, 3], grad: false);
                yield return new(name + ", mean", [mean, to], x => [each(x[0], x[1]).mean()]);
            }
        }
    }

    static string Kind(bool zeroOne) => zeroOne ? "0/1" : "±1";
    static double[] Classes(bool zeroOne) => zeroOne ? [0, 1] : [-1, 1];

    static IEnumerable<FigureCase> CrossEntropies
    {
        get
        {
            foreach (var (kind, logits, labels) in new (string, Figure, int[])[]
            {
                ("ordinary logits", Figure.Normal(FigureCase.Draw("logits"), [7, 5], 3), [0, 4, 2, 1, 3, 3, 0]),
                ("ignored labels", Figure.Normal(FigureCase.Draw("ignored"), [5, 3], 3), [0, -1, 2, -1, 1]),
                ("logits of 0 and 10000", Figure.Real([0, 1e4, 1e4, 0, 0, 1e4, 1e4, 1e4, 1e4], [3, 3]), [0, 0, 1]),
                ("equal logits of 100000000", Figure.Real([1e8, 1e8, -1e8, -1e8], [2, 2]), [0, 1]),
            })
                foreach (double smoothing in new[] { 0, 0.1 })
                {
                    TT Of(TT[] x, torch.nn.Reduction reduction) =>
                        F.cross_entropy(x[0], x[1].to(torch.int64), ignore_index: -1, reduction: reduction, label_smoothing: smoothing);
                    Figure[] inputs = [logits, Figure.Ints(labels, labels.Length)];
                    string detail = $"{kind}{(smoothing > 0 ? $", smoothing {smoothing}" : "")}";
                    yield return new($"CrossEntropy, {detail}", inputs, x => [Of(x, torch.nn.Reduction.None)]);
                    yield return new($"CrossEntropyMean, {detail}", inputs, x => [Of(x, torch.nn.Reduction.Mean)]);
                }
        }
    }

    static IEnumerable<FigureCase> Reductions
    {
        get
        {
            Figure plain = Figure.Normal(FigureCase.Draw("plain"), [2, 17]), ties = Figure.Real(In.Of([4, 6], i => i * i % 7 % 3).Values, [4, 6]),
                shifted = Figure.Normal(FigureCase.Draw("shifted"), [2, 9], 1, 100), rows = Figure.Real([1, -2, 3, 1, double.NaN, 3, Infinity, 1, 2, -Infinity, 1, 2,
                Infinity, -Infinity, 0, Infinity, Infinity, 1, 0, -0.0, 0, 88, 89, 1000, -1000, -2000, -1000, 1e-30, -1e-30, 0], [10, 3]);
            (string Name, Func<TT, long[], TT> Call)[] folds =
            [
                ("Sum", (x, axes) => x.sum(axes)), ("Mean", (x, axes) => x.mean(axes)), ("Max", (x, axes) => torch.amax(x, axes)), ("Min", (x, axes) => torch.amin(x, axes)),
                ("Variance", (x, axes) => torch.var(x, axes, false)), ("Variance, unbiased", (x, axes) => torch.var(x, axes, true)),
            ];
            foreach (var (name, call) in folds)
            {
                yield return new($"{name} over 1", [plain], x => [call(x[0], [1])]);
                if (name.EndsWith("unbiased", StringComparison.Ordinal)) continue;
                yield return new($"{name} over 0", [plain], x => [call(x[0], [0])]);
                yield return new($"{name} of all", [plain], x => [call(x[0], [0, 1])]);
                yield return new($"{name} of ties", [ties], x => [call(x[0], [1])]);
                yield return new($"{name} around 100", [shifted], x => [call(x[0], [1])]);
                yield return new($"{name} of special rows", [rows], x => [call(x[0], [1])], Ones: true);
            }
            foreach (var (kind, x0) in new[] { ("", plain), (" of ties", ties), (" of special rows", rows) })
            {
                // libtorch takes any of the largest on a tie, unless it looks for the first of what is 1 alone.
                TT First(TT x, int axis) => x.isnan().any().item<bool>() ? torch.argmax(x, axis) : (x == torch.amax(x, [axis], keepdim: true)).to(torch.float32).argmax(axis);
                yield return new($"ArgMax{kind}", [x0 with { Grad = false }], x => [torch.stack([.. x[0].unbind(0).Select(row => First(row, 0))])]);
                yield return new($"Softmax{kind}", [x0], x => [F.softmax(x[0], 1)]);
                yield return new($"LogSoftmax{kind}", [x0], x => [F.log_softmax(x[0], 1)]);
            }
        }
    }
}
