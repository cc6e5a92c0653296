using Nabla.Operations;
using Nabla.Operations.Elementwise;
using Nabla.Tensors;

namespace Nabla.Tests.Differential;

/// <summary>Products, layers, norms, attention, recurrent steps.</summary>
static class LayerCalls
{
    // Sums of up to 33 products, each rounded, relative to the largest; two sums or a formula on top of one double it.
    static readonly Tolerance Sum = new(0, OfLargest: 4), Sums = new(0, OfLargest: 8);

    // A deviation of 1 beside a mean of 100 has lost the places that 100 has more; e to a score of 8 has lost those that 8 has more.
    static readonly Tolerance Shifted = new(0, OfLargest: 100), Scores = new(0, OfLargest: 16);

    public static IEnumerable<Call> All => [.. Products, .. Linears, .. Norms, .. Attentions, .. Recurrents];

    static IEnumerable<Call> Products =>
    [
        .. new[] { "[1,1]·[1,1]", "[3,5]·[5,7]", "[5,17]·[17,3]", "[1,33]·[33,2]" }.Select(sizes => Call.Of($"MatMul {sizes}", x => x[0].MatMul(x[1]), Sum)),
        Call.Of("MatMul, both transposed", x => x[0].Transpose().MatMul(x[1].Transpose()), Sum), Call.Of("MatMul, batched", x => x[0].MatMul(x[1]), Sum),
    ];

    static IEnumerable<Call> Linears =>
    [
        Call.Of("Linear", x => x[0].Linear(x[1], x[2]), Sum), Call.Of("Linear, Relu", x => x[0].Linear(x[1], x[2], new Relu()), Sums),
        Call.Of("Linear, Tanh", x => x[0].Linear(x[1], x[2], new Tanh()), Sums), Call.Of("Linear, Sigmoid", x => x[0].Linear(x[1], x[2], new Sigmoid()), Sums),
        Call.Of("Linear, Gelu", x => x[0].Linear(x[1], x[2], new Gelu()), Sums), Call.Of("Linear, Silu", x => x[0].Linear(x[1], x[2], new Silu()), Sums),
    ];

    static IEnumerable<Call> Norms =>
    [
        Call.Of("LayerNorm", x => x[0].LayerNorm(x[1], x[2]), Sum), Call.Of("LayerNorm, residual", x => x[0].LayerNorm(x[1], x[2], x[3]), Sum),
        Call.Of("LayerNorm around 100", x => x[0].LayerNorm(), Shifted), Call.Of("RmsNorm", x => x[0].RmsNorm(x[1]), Sum),
        Call.Of("BatchNorm in training", x => x[0].BatchNorm(x[1], x[2]).Output, Sum), Call.Of("BatchNorm in training, rows", x => x[0].BatchNorm(x[1], x[2]).Output, Sum),
        Call.Of("BatchNorm in evaluation", x => x[0].BatchNorm(x[3], x[4], x[1], x[2]), Sum),
    ];

    static IEnumerable<Call> Attentions =>
    [
        .. new[] { false, true }.SelectMany(causal => new[] { "", ", one head of keys, lengths" }.Select(lengths => Call.Of(
            $"Attention{(causal ? ", causal" : "")}{lengths}", x => x[0].Attention(x[1], x[2], causal, x.ElementAtOrDefault(3)), Scores))),
        Call.Of("Attention, scores of 10000", x => x[0].Attention(x[1], x[2]), Sum),
    ];

    static IEnumerable<Call> Recurrents =>
    [
        .. Recurrent("Lstm", (x, weights, start) => x.Lstm(weights, start)), .. Recurrent("Gru", (x, weights, start) => x.Gru(weights, start)),
        .. Recurrent("Rnn", (x, weights, start) => x.Rnn(weights, start)),
    ];

    static IEnumerable<Call> Recurrent(string name, Func<Tensor, RecurrentWeights, RecurrentState?, (Tensor, RecurrentState)> layer)
    {
        Tensor[] Run(Tensor[] x)
        {
            (Tensor outputs, RecurrentState final) = layer(x[0], new(x[1], x[2], x[3], x[4]), x.Length > 5 ? new(x[5], x.ElementAtOrDefault(6)) : null);
            return final.Cell is { } cell ? [outputs, final.Hidden, cell] : [outputs, final.Hidden];
        }
        return [new(name, Run, Sums, Sums), new(name + ", three steps", Run, Sums, Sums)];
    }
}
