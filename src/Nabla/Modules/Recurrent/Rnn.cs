namespace Nabla.Modules;

/// <summary>What a simple recurrent unit makes of its sum.</summary>
public enum RnnActivation
{
    /// <summary>The hyperbolic tangent.</summary>
    Tanh,

    /// <summary>max(0, sum).</summary>
    Relu,

    /// <summary>The sum itself: a linear system.</summary>
    None,
}

/// <summary>Simple recurrent units, h′ = f(W·x + b + V·h + d) (Elman 1990, "Finding structure in time"): [batch, time, inputs] → [batch, time, hidden·directions].</summary>
/// <param name="inputs">Features of a step's input.</param>
/// <param name="hidden">Units of a layer in one direction.</param>
/// <param name="rng">The model's random source.</param>
/// <param name="options">Layers, directions, dropout.</param>
/// <param name="activation">f.</param>
public sealed class Rnn(int inputs, int hidden, Rng rng, RecurrentOptions? options = null, RnnActivation activation = RnnActivation.Tanh) : Recurrent(1, inputs, hidden, rng, options)
{
    private protected override (Tensor Outputs, RecurrentState Final) Read(Tensor input, in RecurrentWeights weights, RecurrentState? start, Tensor? lengths, bool reverse) => activation switch
    {
        RnnActivation.Tanh => input.Rnn(default(Operations.Elementwise.Tanh), weights, start, lengths, reverse),
        RnnActivation.Relu => input.Rnn(default(Operations.Elementwise.Relu), weights, start, lengths, reverse),
        RnnActivation.None => input.Rnn(default(Identity), weights, start, lengths, reverse),
        _ => throw new InvalidOperationException($"{Title}: there is no activation {activation}."),
    };
}
