namespace Nabla.Operations;

/// <summary>A layer of long short-term memory (Hochreiter and Schmidhuber 1997; with the forget gate of Gers et al. 2000), fused over time.</summary>
public static class LstmOperation
{
    extension(Tensor x)
    {
        /// <summary>c′ = f·c + i·g, h = o·tanh c′ for each step, with i, f, o = sigmoid and g = tanh of W·x + b + V·h + d, whose rows lie in the
        /// order i, f, g, o. x [batch, time, inputs] → outputs h [batch, time, hidden] and the final state.</summary>
        /// <param name="weights">W [4·hidden, inputs], V [4·hidden, hidden], b and d [4·hidden].</param>
        /// <param name="start">The state before the first step; zeros by default.</param>
        /// <param name="lengths">Steps of each example, Int32 [batch]: past them its outputs are 0 and its state stays. All steps by default.</param>
        /// <param name="reverse">Whether the last step of each example comes first.</param>
        /// <exception cref="ArgumentException">Extents or types do not fit.</exception>
        public (Tensor Outputs, RecurrentState Final) Lstm(in RecurrentWeights weights, RecurrentState? start = null, Tensor? lengths = null, bool reverse = false) =>
            RecurrentOperation.Kernels<LstmCell>("Lstm", x, weights, start, lengths) is { } kernels
                ? RecurrentOperation.Run(kernels, "Lstm", default(LstmCell), x, weights, start, lengths, reverse)
                : Composed(x, weights, start, lengths, reverse);
    }

    /// <summary>The same in plain operations.</summary>
    public static (Tensor Outputs, RecurrentState Final) Composed(Tensor x, RecurrentWeights weights, RecurrentState? start = null, Tensor? lengths = null, bool reverse = false) =>
        RecurrentLoop.Run(x, RecurrentLoop.Start(x, weights, start, hasCell: true), lengths, reverse, (input, state) =>
        {
            Tensor sums = input.Linear(weights.Input, weights.InputBias) + state.Hidden.Linear(weights.Hidden, weights.HiddenBias);
            int hidden = weights.Hidden.Shape[1];
            Tensor[] gates = sums.Split(1, hidden, hidden, hidden, hidden);
            Tensor cell = gates[1].Sigmoid() * state.Cell! + gates[0].Sigmoid() * gates[2].Tanh();
            return new(gates[3].Sigmoid() * cell.Tanh(), cell);
        });
}
