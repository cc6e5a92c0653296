using Nabla.Operations;
using Nabla.Tensors;

namespace Nabla.Tests.Differential;

/// <summary>Reductions, softmax, and positions of the largest.</summary>
static class ReductionCalls
{
    // Sums of up to 34 numbers round each time: relative to the largest.
    static readonly Tolerance Exact = new(0), Divided = new(1), Sum = new(1, OfLargest: 4);

    // A deviation of 1 beside a mean of 100 has lost the places that 100 has more.
    static readonly Tolerance Shifted = new(1, OfLargest: 100);

    public static IEnumerable<Call> All =>
    [
        .. Fold("Sum", (x, axes) => x.Sum(axes), Sum, Exact), .. Fold("Mean", (x, axes) => x.Mean(axes), Sum, Divided), .. Fold("Max", (x, axes) => x.Max(axes), Exact, Divided),
        .. Fold("Min", (x, axes) => x.Min(axes), Exact, Divided), .. Fold("Variance", (x, axes) => x.Variance(false, axes), Sum, Sum),
        Call.Of("Variance, unbiased over 1", x => x[0].Variance(true, 1), Sum),
        .. Kinds.SelectMany(kind => new[]
        {
            Call.Of($"ArgMax{kind}", x => x[0].ArgMax(1), Exact), Call.Of($"Softmax{kind}", x => x[0].Softmax(), Sum), Call.Of($"LogSoftmax{kind}", x => x[0].LogSoftmax(), Sum),
        }),
    ];

    static string[] Kinds => ["", " of ties", " of special rows"];

    static IEnumerable<Call> Fold(string name, Func<Tensor, int[], Tensor> call, Tolerance result, Tolerance gradient) =>
    [
        Call.Of($"{name} over 0", x => call(x[0], [0]), result, gradient), Call.Of($"{name} over 1", x => call(x[0], [1]), result, gradient),
        Call.Of($"{name} of all", x => call(x[0], []), result, gradient), Call.Of($"{name} of ties", x => call(x[0], [1]), result, gradient),
        name == "Variance" ? Call.Of($"{name} around 100", x => call(x[0], [1]), Shifted) : Call.Of($"{name} around 100", x => call(x[0], [1]), result, gradient),
        Call.Of($"{name} of special rows", x => call(x[0], [1]), result, gradient),
    ];
}
