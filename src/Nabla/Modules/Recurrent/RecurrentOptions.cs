namespace Nabla.Modules;

/// <summary>What may differ between recurrent networks of one kind.</summary>
public sealed record RecurrentOptions
{
    /// <summary>One layer, forward.</summary>
    public static RecurrentOptions Standard { get; } = new();

    /// <summary>Layers, each reading the outputs of the one before.</summary>
    public int Layers { get; init; } = 1;

    /// <summary>Whether each layer also reads from the end, and gives both outputs side by side (Schuster and Paliwal 1997).</summary>
    public bool Bidirectional { get; init; }

    /// <summary>The probability that an output between two layers is dropped in training.</summary>
    public double Dropout { get; init; }

    /// <summary>Whether there are biases.</summary>
    public bool HasBias { get; init; } = true;

    /// <summary>Draws the weights of the input and the biases; uniform in ±1/√hidden by default.</summary>
    public Initializer? Initializer { get; init; }

    /// <summary>Draws the weights of the hidden state; uniform in ±1/√hidden by default.</summary>
    public Initializer? HiddenInitializer { get; init; }
}
