namespace Nabla.Operations;

/// <summary>The steps of a recurrent layer in plain operations, for its composed form.</summary>
internal static class RecurrentLoop
{
    /// <summary>Calls a step with the input [batch, inputs] and the state for each time; an example that has ended keeps its state, and its outputs are 0.</summary>
    public static (Tensor Outputs, RecurrentState Final) Run(Tensor x, RecurrentState state, Tensor? lengths, bool reverse, Func<Tensor, RecurrentState, RecurrentState> step)
    {
        int batch = x.Shape[0], time = x.Shape[1];
        var outputs = new Tensor[time];
        int[]? last = lengths?.ToArray<int>();
        for (int i = 0; i < time; i++)
        {
            int t = reverse ? time - 1 - i : i;
            RecurrentState next = step(x.Select(1, t), state);
            outputs[t] = next.Hidden;
            if (last is not null)
            {
                Tensor goes = Tensor.From(Array.ConvertAll(last, length => t < length ? 1.0 : 0.0), [batch, 1], x.Device).To(x.DataType), ended = 1 - goes;
                outputs[t] = next.Hidden * goes;
                next = new(outputs[t] + state.Hidden * ended, next.Cell is null ? null : next.Cell * goes + state.Cell! * ended);
            }
            state = next;
        }
        return (time > 0 ? Tensor.Stack(outputs, 1) : x.EmptyLike([batch, 0, state.Hidden.Shape[1]], "a recurrent layer"), state);
    }

    /// <summary>The state of zeros where none is given.</summary>
    public static RecurrentState Start(Tensor x, in RecurrentWeights weights, RecurrentState? start, bool hasCell)
    {
        if (start is { } given) return given;
        Tensor zeros = Tensor.Zeros([x.Shape[0], weights.Hidden.Shape[1]], x.DataType, x.Device);
        return new(zeros, hasCell ? zeros : null);
    }
}
