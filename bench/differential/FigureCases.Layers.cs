// The small cases: products, layers, norms, attention, recurrent steps.
namespace Differential;

static partial class FigureCases
{
    static IEnumerable<FigureCase> Layers
    {
        get
        {
            FigureCase Product(string name, int[] a, int[] b, Func<TT, TT> first, Func<TT, TT> second)
            {
                Random r = FigureCase.Draw(name);
                return new(name, [Figure.Normal(r, a), Figure.Normal(r, b)], x => [torch.matmul(first(x[0]), second(x[1]))]);
            }
            yield return Product("MatMul [1,1]·[1,1]", [1, 1], [1, 1], x => x, x => x);
            yield return Product("MatMul [3,5]·[5,7]", [3, 5], [5, 7], x => x, x => x);
            yield return Product("MatMul [5,17]·[17,3]", [5, 17], [17, 3], x => x, x => x);
            yield return Product("MatMul [1,33]·[33,2]", [1, 33], [33, 2], x => x, x => x);
            yield return Product("MatMul, both transposed", [5, 3], [7, 5], x => x.t(), x => x.t());
            yield return Product("MatMul, batched", [2, 3, 4], [4, 5], x => x, x => x);
            foreach (var (name, activation) in new (string, Func<TT, TT>)[]
            {
                ("Linear", y => y), ("Linear, Relu", y => F.relu(y)), ("Linear, Tanh", torch.tanh), ("Linear, Sigmoid", torch.sigmoid),
                ("Linear, Gelu", y => F.gelu(y)), ("Linear, Silu", y => F.silu(y)),
            })
            {
                Random r = FigureCase.Draw(name);
                yield return new(name, [Figure.Normal(r, [2, 5]), Figure.Normal(r, [3, 5]), Figure.Normal(r, [3])], x => [activation(F.linear(x[0], x[1], x[2]))]);
            }
            Random n = FigureCase.Draw("norms");
            Figure rows = Figure.Normal(n, [2, 17]), gain = Figure.Normal(n, [17], 1, 1), offset = Figure.Normal(n, [17]);
            yield return new("LayerNorm", [rows, gain, offset], x => [F.layer_norm(x[0], [17], x[1], x[2])]);
            yield return new("LayerNorm, residual", [Figure.Normal(n, [2, 9]), Figure.Normal(n, [9], 1, 1), Figure.Normal(n, [9]), Figure.Normal(n, [2, 9])],
                x => [F.layer_norm(x[0] + x[3], [9], x[1], x[2])]);
            yield return new("LayerNorm around 100", [Figure.Normal(n, [2, 9], 1, 100)], x => [F.layer_norm(x[0], [9])]);
            yield return new("RmsNorm", [Figure.Normal(n, [2, 9]), Figure.Normal(n, [9], 1, 1)], x => [x[0] * torch.rsqrt(x[0].square().mean([-1], true) + 1e-5) * x[1]]);
            Figure images = Figure.Normal(n, [2, 3, 5]), channelGain = Figure.Normal(n, [3], 1, 1), channelOffset = Figure.Normal(n, [3]);
            yield return new("BatchNorm in training", [images, channelGain, channelOffset], x => [F.batch_norm(x[0], null, null, x[1], x[2], training: true)]);
            yield return new("BatchNorm in training, rows", [Figure.Normal(n, [7, 3]), channelGain, channelOffset],
                x => [F.batch_norm(x[0], null, null, x[1], x[2], training: true)]);
            yield return new("BatchNorm in evaluation", [images, channelGain, channelOffset, Figure.Normal(n, [3], grad: false), Figure.Real([0.5, 1.5, 2], [3], grad: false)],
                x => [F.batch_norm(x[0], x[3], x[4], x[1], x[2], training: false)]);
        }
    }

    static IEnumerable<FigureCase> Sequences
    {
        get
        {
            foreach (bool causal in new[] { false, true })
            {
                string name = causal ? "Attention, causal" : "Attention";
                Random r = FigureCase.Draw(name);
                Figure Heads() => Figure.Normal(r, [1, 4, 2, 2]);
                yield return new(name, [Heads(), Heads(), Heads()],
                    x => [F.scaled_dot_product_attention(x[0].transpose(1, 2), x[1].transpose(1, 2), x[2].transpose(1, 2), is_casual: causal).transpose(1, 2)]);
                yield return new(name + ", one head of keys, lengths", [Figure.Normal(r, [2, 3, 2, 2], 2), Figure.Normal(r, [2, 3, 1, 2]), Figure.Normal(r, [2, 3, 1, 2]),
                    Figure.Ints([3, 2], 2)],
                    x => [SequenceCases.Attention(x[0], x[1], x[2], causal, [3, 2])]);
            }
            yield return new("Attention, scores of 10000", [Figure.Real([1e4], [1, 1, 1, 1]), Figure.Real([1, 1, 0.5], [1, 3, 1, 1]), Figure.Real([1, 2, 4], [1, 3, 1, 1])],
                x => [SequenceCases.Attention(x[0], x[1], x[2], false, null)]);
            foreach (var (kind, gates) in new[] { ("Lstm", 4), ("Gru", 3), ("Rnn", 1) })
            {
                Random r = FigureCase.Draw(kind);
                List<Figure> inputs = [Figure.Normal(r, [2, 1, 3]), Figure.Normal(r, [gates * 2, 3], 0.5), Figure.Normal(r, [gates * 2, 2], 0.5),
                    Figure.Normal(r, [gates * 2], 0.5), Figure.Normal(r, [gates * 2], 0.5), Figure.Normal(r, [2, 2])];
                if (kind == "Lstm") inputs.Add(Figure.Normal(r, [2, 2]));
                yield return new(kind, [.. inputs],
                    x => SequenceCases.Recur(kind, x[0], x[1], x[2], x[3], x[4], x[5], kind == "Lstm" ? x[6] : null, null, false));
                yield return new(kind + ", three steps", [Figure.Normal(r, [1, 3, 3]), .. inputs[1..5]],
                    x => SequenceCases.Recur(kind, x[0], x[1], x[2], x[3], x[4], null, null, null, false));
            }
        }
    }
}
