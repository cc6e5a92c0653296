using Nabla.Operations;
using Nabla.Operations.Elementwise;
using Nabla.Tensors;
using Layer = System.Func<Nabla.Tensors.Tensor, Nabla.Operations.RecurrentWeights, Nabla.Operations.RecurrentState?, Nabla.Tensors.Tensor?, bool, (Nabla.Tensors.Tensor Outputs, Nabla.Operations.RecurrentState Final)>;

namespace Nabla.Core.Tests.Conformance;

/// <summary>Recurrent layers: every kind, widths around those of vectors, one step and one example, ends at different times, both directions, with and without what may be absent.</summary>
static class RecurrentCases
{
    sealed record Kind(string Name, int Gates, bool HasCell, Layer Fused, Layer Composed);

    static readonly Kind[] kinds =
    [
        new("Rnn", 1, false, (x, w, s, l, r) => x.Rnn(w, s, l, r), (x, w, s, l, r) => RnnOperation.Composed(x, default(Tanh), w, s, l, r)),
        new("Rnn relu", 1, false, (x, w, s, l, r) => x.Rnn(default(Relu), w, s, l, r), (x, w, s, l, r) => RnnOperation.Composed(x, default(Relu), w, s, l, r)),
        new("Lstm", 4, true, (x, w, s, l, r) => x.Lstm(w, s, l, r), LstmOperation.Composed),
        new("Gru", 3, false, (x, w, s, l, r) => x.Gru(w, s, l, r), GruOperation.Composed),
    ];

    public static IEnumerable<OperationCase> All
    {
        get
        {
            foreach (Kind kind in kinds)
            {
                foreach (int hidden in (int[])[1, 7, 15, 17, 33]) yield return Of(kind, $"of {hidden} units", 2, 2, 3, hidden);
                foreach (int inputs in (int[])[1, 16, 17]) yield return Of(kind, $"of {inputs} inputs", 2, 3, inputs, 4);
                foreach (bool reverse in (bool[])[false, true])
                {
                    string way = reverse ? " in reverse" : "";
                    yield return Of(kind, "of one step" + way, 3, 1, 2, 5, reverse: reverse);
                    yield return Of(kind, "of one example" + way, 1, 5, 2, 5, reverse: reverse);
                    yield return Of(kind, "of many examples" + way, 15, 3, 2, 5, reverse: reverse);
                    yield return Of(kind, "with lengths" + way, 4, 4, 2, 3, [4, 1, 0, 3], reverse: reverse);
                    yield return Of(kind, "of many with lengths" + way, 10, 3, 2, 3, [3, 1, 0, 3, 2, 2, 1, 3, 0, 3], reverse: reverse);
                    yield return Of(kind, "without state" + way, 3, 4, 2, 3, withState: false, reverse: reverse);
                }
                yield return Of(kind, "without biases", 3, 4, 2, 3, withBiases: false);
                yield return Of(kind, "of many without biases", 9, 3, 2, 3, withBiases: false);
                yield return Of(kind, "of which the final state alone is used", 3, 4, 2, 3, stateOnly: true);
                yield return Of(kind, "of strided inputs", 3, 4, 2, 3, strided: true);
            }
        }
    }

    static OperationCase Of(Kind kind, string what, int batch, int time, int inputs, int hidden, int[]? lengths = null, bool withState = true, bool withBiases = true, bool reverse = false, bool stateOnly = false, bool strided = false)
    {
        int rows = kind.Gates * hidden;
        List<Shape> shapes = [strided ? [time, inputs, batch] : [batch, time, inputs], [rows, inputs], [rows, hidden]];
        if (withBiases) shapes.AddRange([[rows], [rows]]);
        if (withState) shapes.Add([batch, hidden]);
        if (withState && kind.HasCell) shapes.Add([batch, hidden]);
        Tensor Call(Tensor[] x, Layer layer)
        {
            var rest = new Queue<Tensor>(x.Skip(3));
            var weights = new RecurrentWeights(x[1], x[2], withBiases ? rest.Dequeue() : null, withBiases ? rest.Dequeue() : null);
            RecurrentState? start = withState ? new(rest.Dequeue(), kind.HasCell ? rest.Dequeue() : null) : null;
            var (outputs, final) = layer(strided ? x[0].Permute(2, 0, 1) : x[0], weights, start,
                lengths is null ? null : Tensor.From(lengths, [lengths.Length], x[0].Device), reverse);
            Tensor[] all = [.. stateOnly ? [] : (Tensor[])[outputs], final.Hidden, .. final.Cell is null ? [] : (Tensor[])[final.Cell]];
            return Tensor.Concatenate([.. all.Select(each => each.Reshape(-1))]);
        }
        return new($"{kind.Name} {what}", [.. shapes], x => Call(x, kind.Fused), x => Call(x, kind.Composed), Low: -1, High: 1);
    }
}
