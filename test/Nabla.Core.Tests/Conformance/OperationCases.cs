using Nabla.Devices;
using Nabla.Gradients;
using Nabla.Operations;
using Nabla.Operations.Elementwise;
using Nabla.Outside.Tests;
using Nabla.Tensors;

namespace Nabla.Core.Tests.Conformance;

/// <summary>One way to call an operation: inputs, the call, and the same in plain operations where it is fused.</summary>
public sealed record OperationCase(string Name, Shape[] Inputs, Func<Tensor[], Tensor> Call, Func<Tensor[], Tensor>? Composed = null, double Low = -2, double High = 2)
{
    public Tensor[] Draw(DataType type, Device? device = null)
    {
        Rng rng = Rng.FromSeed(11).Fork(Name);
        return [.. Inputs.Select((shape, i) => Tensor.Uniform(shape, rng.Fork((ulong)i), Low, High, type, device))];
    }

    public override string ToString() => Name;
}

/// <summary>All operations that are no element-wise formula (those are found by type), with the shapes that matter.</summary>
public static class OperationCases
{
    public static IEnumerable<OperationCase> All => [.. Products, .. Fused, .. Reductions, .. Views, .. PictureCases.All, .. AttentionCases.All, .. RecurrentCases.All];

    static readonly int[] Sizes = [1, 7, 16, 17, 33];

    static Tensor Labels(Tensor like, Shape shape, int classes, bool ignoring = false)
    {
        var labels = new int[shape.Count];
        for (int i = 0; i < labels.Length; i++) labels[i] = ignoring && i % 3 == 1 ? -1 : i * 7 % classes;
        return Tensor.From(labels, shape, like.Device);
    }

    static Tensor Indices(Tensor like) => Tensor.From([5, 0, 0, 3], [4], like.Device);

    static Tensor Numbers(Tensor like, params double[] numbers) => Tensor.From(numbers, [numbers.Length], like.Device).To(like.DataType);

    static IEnumerable<OperationCase> Products
    {
        get
        {
            foreach (int n in Sizes)
            {
                yield return new($"MatMul {n}", [[n, 5], [5, n]], x => x[0].MatMul(x[1]));
                yield return new($"MatMul transposed {n}", [[5, n], [n, 5]], x => x[0].Transpose().MatMul(x[1].Transpose()));
                yield return new($"Linear {n}", [[3, n], [4, n], [4]], x => x[0].Linear(x[1], x[2]), x => LinearOperation.Composed(x[0], x[1], x[2], default(Identity)));
                yield return new($"Linear tanh {n}", [[3, 4], [n, 4], [n]], x => x[0].Linear(x[1], x[2], new Tanh()), x => LinearOperation.Composed(x[0], x[1], x[2], new Tanh()));
                yield return new($"Linear gelu {n}", [[n, 4], [3, 4], [3]], x => x[0].Linear(x[1], x[2], new Gelu()), x => LinearOperation.Composed(x[0], x[1], x[2], new Gelu()));
            }
            yield return new("Linear without bias", [[2, 3, 4], [5, 4]], x => x[0].Linear(x[1]), x => LinearOperation.Composed(x[0], x[1], null, default(Identity)));
            yield return new("Linear shared", [[4, 4]], x => x[0].Linear(x[0]), x => LinearOperation.Composed(x[0], x[0], null, default(Identity)));
            yield return new("MatMul batched", [[2, 3, 4, 5], [2, 3, 5, 6]], x => x[0].MatMul(x[1]));
            yield return new("MatMul broadcast left", [[4, 5], [2, 3, 5, 6]], x => x[0].MatMul(x[1]));
            yield return new("MatMul broadcast both", [[2, 1, 4, 5], [3, 5, 6]], x => x[0].MatMul(x[1]));
            yield return new("MatMul folded", [[2, 3, 4, 5], [5, 6]], x => x[0].MatMul(x[1]));
            yield return new("MatMul permuted", [[4, 2, 5], [2, 6, 5]], x => x[0].Permute(1, 0, 2).MatMul(x[1].Transpose()));
            yield return new("MatMul with itself", [[6, 6]], x => x[0].MatMul(x[0]));
        }
    }

    static IEnumerable<OperationCase> Fused
    {
        get
        {
            foreach (int n in Sizes)
            {
                yield return new($"Softmax {n}", [[3, n]], x => x[0].Softmax(), x => SoftmaxOperation.Composed(x[0], logarithm: false));
                yield return new($"LogSoftmax {n}", [[3, n]], x => x[0].LogSoftmax(), x => SoftmaxOperation.Composed(x[0], logarithm: true));
                yield return new($"CrossEntropy {n}", [[4, n]], x => x[0].CrossEntropy(Labels(x[0], [4], n)), x => CrossEntropyOperation.Composed(x[0], Labels(x[0], [4], n), 0));
                yield return new($"CrossEntropy smoothed {n}", [[2, 3, n]],
                    x => x[0].CrossEntropy(Labels(x[0], [2, 3], n), 0.1), x => CrossEntropyOperation.Composed(x[0], Labels(x[0], [2, 3], n), 0.1));
                yield return new($"CrossEntropyMean {n}", [[5, n]],
                    x => x[0].CrossEntropyMean(Labels(x[0], [5], n), 0.1), x => CrossEntropyOperation.Composed(x[0], Labels(x[0], [5], n), 0.1).Mean());
                yield return new($"RowDistance {n}", [[3, n], [3, n]], x => new RowDistance().Apply(x[0], x[1]), x => new RowDistance().Composed([x[0], x[1]]));
                if (n == 1) continue;
                yield return new($"LayerNorm {n}", [[3, n], [n], [n]], x => x[0].LayerNorm(x[1], x[2]), x => LayerNormOperation.Composed(x[0], null, x[1], x[2], 1e-5, false));
                yield return new($"LayerNorm residual {n}", [[3, n], [n], [n], [3, n]], x => x[0].LayerNorm(x[1], x[2], x[3]), x => LayerNormOperation.Composed(x[0], x[3], x[1], x[2], 1e-5, false));
                yield return new($"RmsNorm {n}", [[3, n], [n], [3, n]], x => x[0].RmsNorm(x[1], x[2]), x => LayerNormOperation.Composed(x[0], x[2], x[1], null, 1e-5, true));
                yield return new($"BatchNorm rows {n}", [[n, 5], [5], [5]],
                    x => x[0].BatchNorm(x[1], x[2], 1e-3).Output, x => BatchNormOperation.Composed(x[0], x[1], x[2], 1e-3).Output);
                yield return new($"BatchNorm images {n}", [[2, 3, n], [3], [3]],
                    x => x[0].BatchNorm(x[1], x[2], 1e-3).Output, x => BatchNormOperation.Composed(x[0], x[1], x[2], 1e-3).Output);
            }
            yield return new("CrossEntropy ignoring", [[7, 5]], x => x[0].CrossEntropy(Labels(x[0], [7], 5, ignoring: true)));
            yield return new("CrossEntropyMean ignoring", [[7, 5]], x => x[0].CrossEntropyMean(Labels(x[0], [7], 5, ignoring: true)),
                x => x[0].CrossEntropy(Labels(x[0], [7], 5, ignoring: true)).Sum() * (1.0 / Labels(x[0], [7], 5, ignoring: true).ToArray<int>().Count(label => label >= 0)));
            yield return new("LayerNorm bare", [[4, 9]], x => x[0].LayerNorm(), x => LayerNormOperation.Composed(x[0], null, null, null, 1e-5, false));
            yield return new("LayerNorm shared gain and offset", [[4, 9], [9]], x => x[0].LayerNorm(x[1], x[1]), x => LayerNormOperation.Composed(x[0], null, x[1], x[1], 1e-5, false));
            yield return new("BatchNorm fixed", [[4, 3, 2], [3], [3]],
                x => x[0].BatchNorm(Numbers(x[0], 0.1, -0.2, 0.3), Numbers(x[0], 1.5, 0.5, 2), x[1], x[2]));
            yield return new("Dropout", [[5, 17]], x => x[0].Dropout(0.3, Rng.FromSeed(3)), x => DropoutOperation.Composed(x[0], 0.3, Rng.FromSeed(3).Fork(0).Key, 0));
            yield return new("Gather", [[6, 4]], x => x[0].Gather(Indices(x[0])));
            foreach (int n in Sizes)
            {
                yield return new($"Softmax along 0 {n}", [[3, n]], x => x[0].Softmax(0), x => SoftmaxOperation.Composed(x[0].Transpose(), logarithm: false).Transpose());
                yield return new($"LogSoftmax along 1 {n}", [[2, 5, n]], x => x[0].LogSoftmax(1),
                    x => SoftmaxOperation.Composed(x[0].Transpose(), logarithm: true).Transpose());
            }
            yield return new("Softmax along 0 of many", [[150, 3]], x => x[0].Softmax(0), x => SoftmaxOperation.Composed(x[0].Transpose(), logarithm: false).Transpose());
            yield return new("Gather along 1 of a table", [[3, 6, 2]], x => x[0].Gather(Indices(x[0]).Reshape(2, 2), 1));
            yield return new("Gather along 1", [[3, 6]], x => x[0].Gather(Indices(x[0]), 1));
            yield return new("ScatterAdd", [[6, 4], [4, 4]], x => x[0].ScatterAdd(Indices(x[0]), x[1]));
        }
    }

    static IEnumerable<OperationCase> Reductions
    {
        get
        {
            foreach (Reduction reduction in Enum.GetValues<Reduction>())
            {
                foreach (int[] axes in (int[][])[[], [0], [1], [2], [0, 2], [0, 1], [1, 2], [-1]])
                {
                    yield return new($"{reduction} [{string.Join(",", axes)}]", [[3, 4, 5]], x => x[0].Reduce(reduction, keepAxes: false, axes));
                    yield return new($"{reduction} [{string.Join(",", axes)}] kept", [[3, 4, 5]], x => x[0].Reduce(reduction, keepAxes: true, axes));
                }
                yield return new($"{reduction} of a permuted view", [[3, 4, 5]], x => x[0].Permute(2, 0, 1).Reduce(reduction, false, 1));
            }
            yield return new("Sum of a transposed view", [[33, 17]], x => x[0].Transpose().Sum(1) * 2.0);
            yield return new("Max of a view that leaves something out", [[5, 6]], x => x[0].Slice(1, 1, 4).Transpose().Max(0));
            yield return new("Mean of everything, of a product", [[4, 17], [4, 17]], x => (x[0] * x[1]).Mean());
            yield return new("Mean of everything, of a chain", [[4, 17]], x => x[0].Tanh().Mean());
            yield return new("Sum of everything, of a broadcast product", [[4, 17], [17]], x => (x[0] * x[1]).Sum());
            yield return new("Sum of everything, of a sum", [[4, 17], [17]], x => (x[0] + x[1] - x[0] * 0.5).Sum());
            yield return new("Variance", [[3, 17]], x => x[0].Variance(unbiased: true, -1), x => VarianceOperation.Composed(x[0], true, -1));
            yield return new("Variance of columns", [[17, 4]], x => x[0].Variance(false, 0), x => VarianceOperation.Composed(x[0], false, 0));
            yield return new("Variance of everything, of a product", [[4, 17], [17]], x => (x[0] * x[1]).Variance(), x => VarianceOperation.Composed(x[0] * x[1], false));
            yield return new("Variance of a transposed view", [[17, 4, 5]], x => x[0].Permute(2, 0, 1).Variance(false, 1),
                x => VarianceOperation.Composed(x[0].Permute(2, 0, 1), false, 1));
            yield return new("Variance of axes apart", [[3, 4, 5]], x => x[0].Variance(true, 0, 2), x => VarianceOperation.Composed(x[0], true, 0, 2));
            yield return new("Variance of three axes apart", [[2, 3, 2, 3, 2]], x => x[0].Variance(false, 0, 2, -1), x => VarianceOperation.Composed(x[0], false, 0, 2, -1));
            yield return new("Variance of a slice", [[5, 6]], x => x[0].Slice(1, 1, 4).Variance(false, 0), x => VarianceOperation.Composed(x[0].Slice(1, 1, 4), false, 0));
            yield return new("Variance of a repeated row", [[1, 7]], x => x[0].Expand([3, 7]).Variance(false), x => VarianceOperation.Composed(x[0].Expand([3, 7]), false));
        }
    }

    static IEnumerable<OperationCase> Views
    {
        get
        {
            yield return new("Reshape", [[3, 4]], x => x[0].Reshape(2, -1));
            yield return new("Reshape of a view", [[3, 4]], x => x[0].Transpose().Reshape(2, 6));
            yield return new("OnGradient", [[3, 4]], x => x[0].Square().Transpose().OnGradient(_ => { }));
            yield return new("Flatten", [[2, 3, 4]], x => x[0].Flatten());
            yield return new("Permute", [[2, 3, 4]], x => x[0].Permute(2, 0, 1));
            yield return new("Slice", [[4, 5]], x => x[0].Slice(1, 1, 3));
            yield return new("Select", [[4, 5]], x => x[0].Select(0, 2));
            yield return new("Slices that overlap", [[6, 2]], x => x[0].Slice(0, 0, 4) * x[0].Slice(0, 2, 4));
            yield return new("Split", [[4, 5]], x => { Tensor[] parts = x[0].Split(1, 2, 3); return parts[0].Sum(1) * parts[1].Sum(1); });
            yield return new("Expand", [[3, 1]], x => x[0].Expand([2, 3, 4]));
            yield return new("Expand used twice", [[3, 1]], x => { Tensor wide = x[0].Expand([2, 3, 4]); return wide * wide; });
            yield return new("Concatenate", [[2, 3], [4, 3]], x => Tensor.Concatenate([x[0], x[1], x[0]]));
            yield return new("Copies of short runs", [[5, 40, 3]], x => x[0].Slice(2, 1, 2).Permute(1, 0, 2).Copy());
            yield return new("Copies of two rows turned", [[4, 2, 70]], x => x[0].Permute(0, 2, 1).Copy());
            yield return new("Concatenate short rows", [[40, 3], [40, 2], [40, 1]], x => Tensor.Concatenate([x[0], x[1], x[2], x[0]], 1));
            yield return new("Concatenate along 1", [[2, 3], [2, 1]], x => Tensor.Concatenate([x[0], x[1]], 1));
            yield return new("Stack", [[2, 3], [2, 3]], x => Tensor.Stack([x[0], x[1]], 1));
            yield return new("Copy", [[2, 3]], x => x[0].Transpose().Copy());
            yield return new("To and back", [[2, 3]], x => x[0].To(DataType.Float64).To(x[0].DataType) * 2.0);
            yield return new("To another device and back", [[2, 3]], x => x[0].To(PlainDevice.Instance).Square().To(x[0].Device));
            yield return new("Recomputation", [[3, 4], [4]], x => Recomputation.Run(y => (y * x[1]).Tanh() + y, x[0].Sin(), x[1]), x => (x[0].Sin() * x[1]).Tanh() + x[0].Sin());
            yield return new("a value plus itself", [[3, 4]], x => { Tensor y = x[0].Tanh(); return y + y; });
            yield return new("a value times and plus itself", [[3, 4]], x => { Tensor y = x[0].Tanh(), z = y * y; return z + z * y + y; });
            yield return new("an input plus itself", [[3, 4]], x => (x[0] + x[0]) * x[0] - x[0]);
            yield return new("a diamond", [[3, 4]], x => { Tensor y = x[0].Tanh(); return y * y + y * x[0] + x[0]; });
            yield return new("scalars", [[3, 4]], x => (2 - x[0]) * 3 + x[0] / 4 - 1 + 1.5 / (x[0] + 5.0) - -x[0]);
            yield return new("broadcast arithmetic", [[3, 1, 4], [2, 1]], x => x[0] * x[1] + x[0] - x[1]);
            yield return new("broadcast quotient", [[3, 1, 4], [2, 1]], x => x[0] / x[1], Low: 0.5, High: 2);
        }
    }
}
