namespace Nabla.Modules;

/// <summary>Gated recurrent units (Cho et al. 2014, arXiv:1406.1078) as PyTorch has them: [batch, time, inputs] → [batch, time, hidden·directions].</summary>
/// <param name="inputs">Features of a step's input.</param>
/// <param name="hidden">Units of a layer in one direction.</param>
/// <param name="rng">The model's random source.</param>
/// <param name="options">Layers, directions, dropout.</param>
public sealed class Gru(int inputs, int hidden, Rng rng, RecurrentOptions? options = null) : Recurrent(3, inputs, hidden, rng, options)
{
    private protected override (Tensor Outputs, RecurrentState Final) Read(Tensor input, in RecurrentWeights weights, RecurrentState? start, Tensor? lengths, bool reverse) =>
        input.Gru(weights, start, lengths, reverse);
}
