namespace Nabla.Operations;

/// <summary>A layer of simple recurrent units (Elman 1990, "Finding structure in time"), fused over time.</summary>
public static class RnnOperation
{
    extension(Tensor x)
    {
        /// <summary><see cref="Rnn{F}"/> with tanh.</summary>
        public (Tensor Outputs, RecurrentState Final) Rnn(in RecurrentWeights weights, RecurrentState? start = null, Tensor? lengths = null, bool reverse = false) =>
            x.Rnn(default(Tanh), weights, start, lengths, reverse);

        /// <summary>h′ = f(W·x + b + V·h + d) for each step: x [batch, time, inputs] → outputs h [batch, time, hidden] and the final state.</summary>
        /// <param name="activation">f, whose slope must be written in its output: tanh, ReLU, sigmoid or none.</param>
        /// <param name="weights">W [hidden, inputs], V [hidden, hidden], b and d [hidden].</param>
        /// <param name="start">The state before the first step; zeros by default.</param>
        /// <param name="lengths">Steps of each example, Int32 [batch]: past them its outputs are 0 and its state stays. All steps by default.</param>
        /// <param name="reverse">Whether the last step of each example comes first.</param>
        /// <exception cref="ArgumentException">Extents or types do not fit, or the slope of f is not written in its output.</exception>
        public (Tensor Outputs, RecurrentState Final) Rnn<F>(F activation, in RecurrentWeights weights, RecurrentState? start = null, Tensor? lengths = null, bool reverse = false) where F : struct, IUnaryFormula
        {
            if (!F.SlopeFromOutput) throw new ArgumentException($"Rnn: the slope of {typeof(F).Name} is not written in its output, which is all that is kept of a step: use tanh, ReLU, sigmoid or none.");
            return RecurrentOperation.Kernels<RnnCell<F>>("Rnn", x, weights, start, lengths) is { } kernels
                ? RecurrentOperation.Run(kernels, "Rnn", new RnnCell<F>(activation), x, weights, start, lengths, reverse)
                : Composed(x, activation, weights, start, lengths, reverse);
        }
    }

    /// <summary>The same in plain operations.</summary>
    public static (Tensor Outputs, RecurrentState Final) Composed<F>(Tensor x, F activation, RecurrentWeights weights, RecurrentState? start = null, Tensor? lengths = null, bool reverse = false) where F : struct, IUnaryFormula =>
        RecurrentLoop.Run(x, RecurrentLoop.Start(x, weights, start, hasCell: false), lengths, reverse, (input, state) =>
            new(ElementwiseOperation.Apply(input.Linear(weights.Input, weights.InputBias) + state.Hidden.Linear(weights.Hidden, weights.HiddenBias), activation)));
}
