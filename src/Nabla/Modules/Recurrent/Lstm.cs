namespace Nabla.Modules;

/// <summary>Long short-term memory (Hochreiter and Schmidhuber 1997; with the forget gate of Gers et al. 2000): [batch, time, inputs] → [batch, time, hidden·directions].</summary>
/// <param name="inputs">Features of a step's input.</param>
/// <param name="hidden">Units of a layer in one direction.</param>
/// <param name="rng">The model's random source.</param>
/// <param name="options">Layers, directions, dropout.</param>
public sealed class Lstm(int inputs, int hidden, Rng rng, RecurrentOptions? options = null) : Recurrent(4, inputs, hidden, rng, options)
{
    private protected override (Tensor Outputs, RecurrentState Final) Read(Tensor input, in RecurrentWeights weights, RecurrentState? start, Tensor? lengths, bool reverse) =>
        input.Lstm(weights, start, lengths, reverse);
}
