namespace Nabla.Operations;

/// <summary>A layer of gated recurrent units (Cho et al. 2014, arXiv:1406.1078) with the reset gate after the product, as PyTorch has it, fused over time.</summary>
public static class GruOperation
{
    extension(Tensor x)
    {
        /// <summary>h′ = (1 − z)·n + z·h for each step, with r, z = sigmoid of W·x + b + V·h + d and n = tanh(W·x + b + r·(V·h + d)); rows lie in the
        /// order r, z, n. x [batch, time, inputs] → outputs h [batch, time, hidden] and the final state.</summary>
        /// <param name="weights">W [3·hidden, inputs], V [3·hidden, hidden], b and d [3·hidden].</param>
        /// <param name="start">The state before the first step; zeros by default.</param>
        /// <param name="lengths">Steps of each example, Int32 [batch]: past them its outputs are 0 and its state stays. All steps by default.</param>
        /// <param name="reverse">Whether the last step of each example comes first.</param>
        /// <exception cref="ArgumentException">Extents or types do not fit.</exception>
        public (Tensor Outputs, RecurrentState Final) Gru(in RecurrentWeights weights, RecurrentState? start = null, Tensor? lengths = null, bool reverse = false) =>
            RecurrentOperation.Kernels<GruCell>("Gru", x, weights, start, lengths) is { } kernels
                ? RecurrentOperation.Run(kernels, "Gru", default(GruCell), x, weights, start, lengths, reverse)
                : Composed(x, weights, start, lengths, reverse);
    }

    /// <summary>The same in plain operations.</summary>
    public static (Tensor Outputs, RecurrentState Final) Composed(Tensor x, RecurrentWeights weights, RecurrentState? start = null, Tensor? lengths = null, bool reverse = false) =>
        RecurrentLoop.Run(x, RecurrentLoop.Start(x, weights, start, hasCell: false), lengths, reverse, (input, state) =>
        {
            int hidden = weights.Hidden.Shape[1];
            Tensor[] from = input.Linear(weights.Input, weights.InputBias).Split(1, hidden, hidden, hidden);
            Tensor[] before = state.Hidden.Linear(weights.Hidden, weights.HiddenBias).Split(1, hidden, hidden, hidden);
            Tensor reset = (from[0] + before[0]).Sigmoid(), update = (from[1] + before[1]).Sigmoid(), candidate = (from[2] + reset * before[2]).Tanh();
            return new((1 - update) * candidate + update * state.Hidden);
        });
}
