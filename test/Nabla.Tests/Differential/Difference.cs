using Nabla.Devices;

namespace Nabla.Tests.Differential;

/// <summary>Where Nabla means to give another number than libtorch: named in docs/numbers.md.</summary>
/// <param name="Case">The case.</param>
/// <param name="Part">The tensor of it.</param>
/// <param name="At">Its places.</param>
/// <param name="Gives">What Nabla gives there, which is held too.</param>
/// <param name="Reason">Why.</param>
sealed record Difference(string Case, string Part, Func<Pair, bool> At, double Gives, string Reason)
{
    const double Infinity = double.PositiveInfinity, Nan = double.NaN;

    public static Difference[] All { get; } =
    [
        .. Of("Relu", "no number: the value says enough, the slope is the negative side's", ("grad 0", x => double.IsNaN(x), 0)),
        .. Of("LectureLeakyRelu(0.1)", "no number: the value says enough, the slope is the negative side's", ("grad 0", x => double.IsNaN(x), 0.1)),
        .. Of("Clamp(-1, 0.5)", "no number: the value says enough", ("grad 0", x => double.IsNaN(x), 1)),
        .. Of("Elu(0.7)", "NaN is not hidden", ("grad 0", x => double.IsNaN(x), Nan)),
        .. new[] { "Gelu", "GeluTanh" }.SelectMany(name =>
            Of(name, "a slope is its limit where there is one", ("grad 0", x => x == Infinity, 1), ("grad 0", x => x == -Infinity, 0))),
        .. Of("Silu", "value and slope are their limits", ("out 0", x => x == -Infinity, 0), ("grad 0", x => x == Infinity, 1), ("grad 0", x => x == -Infinity, 0)),
        .. Of("Power(0.5)", "a norm of zeros then has a gradient", ("grad 0", x => x == 0, 0)),
        .. Of("Power(-1.5)", "negative numbers have no broken powers", ("out 0", x => x == -Infinity, Nan), ("grad 0", x => x == -Infinity, Nan)),
        .. Of("Power(-1.5)", "the whole part of the exponent keeps the sign of zero", ("out 0", x => x == 0 && double.IsNegative(x), -Infinity)),
        .. Of("Power(2.7)", "negative numbers have no broken powers", ("out 0", x => x == -Infinity, Nan), ("grad 0", x => x == -Infinity, Nan)),
        .. new[] { "Maximum", "Minimum" }.SelectMany(name => Of(name, "a tie, or no number: the gradient goes to b, whole",
            ("grad 0", (a, b) => a == b || double.IsNaN(a) || double.IsNaN(b), 0), ("grad 1", (a, b) => a == b, 1))),
        .. Of("Pow", "negative numbers have no powers", ("out 0", (a, _) => a < 0, Nan), ("grad 0", (a, b) => a < 0 && b != 0, Nan)),
        .. Of("Pow", "the sign of zero is not looked at", ("grad 0", (a, b) => a == 0 && double.IsNegative(a) && b == -2, -Infinity)),
        .. Of("Pow", "NaN is not hidden", ("out 0", (a, b) => a == 1 && double.IsNaN(b) || double.IsNaN(a) && b == 0, Nan),
            ("grad 0", (a, b) => double.IsNaN(a) && b == 1, Nan), ("grad 1", (a, b) => a == 1 && double.IsNaN(b), Nan)),
        .. Of("Pow", "0 · ∞ in the exponent", ("out 0", NoExponent, Nan), ("grad 0", (a, b) => a == 1 && double.IsInfinity(b) || a == Infinity && b == 1, Nan),
            ("grad 1", NoExponent, Nan)),
        .. Of("LogisticLoss, soft labels", "its limit", ("out 0", (f, _) => f == -Infinity, Infinity)),
        .. Of("HingeLoss 0/1", "the slope at the kink is that of what is wrong", ("grad 0", (f, t) => f == -1 && t == 0, 1), ("grad 0", (f, t) => f == 1 && t == 1, -1)),
        .. Of("PerceptronLoss 0/1", "the slope at the kink is that of what is wrong", ("grad 0", (f, t) => f == 0 && t == 0, 1), ("grad 0", (f, t) => f == 0 && t == 1, -1)),
    ];

    /// <summary>Whether Nabla's number is what it is meant to be.</summary>
    public bool Holds(Pair pair) => pair.Actual.Equals(pair.Type == DataType.Float32 ? (float)Gives : Gives) || pair.Actual == 0 && Gives == 0;

    public static Difference? Find(string name, Pair pair) => All.FirstOrDefault(each => each.Case == name && each.Part == pair.Part && each.At(pair));

    static bool NoExponent(double a, double b) => a == 1 && double.IsInfinity(b) || a == Infinity && b == 0;

    static IEnumerable<Difference> Of(string name, string reason, params (string Part, Func<double, bool> At, double Gives)[] places) =>
        places.Select(place => new Difference(name, place.Part, pair => place.At(pair.At[0]), place.Gives, reason));

    static IEnumerable<Difference> Of(string name, string reason, params (string Part, Func<double, double, bool> At, double Gives)[] places) =>
        places.Select(place => new Difference(name, place.Part, pair => place.At(pair.At[0], pair.At[1]), place.Gives, reason));
}
