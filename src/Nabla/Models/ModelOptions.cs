namespace Nabla.Models;

/// <summary>What the models by name have in common. Null leaves a choice to the model.</summary>
public sealed record ModelOptions
{
    /// <summary>The transfer function by name; <see cref="Modules.Activation.Choices"/>. Null: relu, in mlp-lm tanh, in transformers gelu.</summary>
    public string? Activation { get; init; }

    /// <summary>The probability that a hidden unit is dropped in training.</summary>
    public double Dropout { get; init; }

    /// <summary>The normalisation of hidden layers: none, batch, layer or rms. Null: layer in residual blocks and transformers, else none.</summary>
    public string? Norm { get; init; }

    /// <summary>Normalise before the block instead of after the sum, in residual models. Null: in transformers.</summary>
    public bool? PreNorm { get; init; }

    /// <summary>Draws the weights. Null: by the fan in, and as the paper has it in transformers.</summary>
    public Initializer? Initializer { get; init; }

    /// <summary>Whether linear layers of transformers have a bias.</summary>
    public bool Bias { get; init; } = true;

    /// <summary>How a transformer knows the place of a token: learned, rotary or none.</summary>
    public string Positions { get; init; } = "learned";

    /// <summary>Whether the output layer of a language model is the table of its embeddings. Null: in transformers.</summary>
    public bool? Tied { get; init; }

    /// <summary>Heads of keys and values in attention; null: as many as heads.</summary>
    public int? KeyValueHeads { get; init; }

    /// <summary>Numbers in the vector of a token. Null: the model's own choice.</summary>
    public int? Embedding { get; init; }

    /// <summary>Of so many blocks in a row of a deep model only the input of the first is kept, and backward runs them again; 0: everything is kept.</summary>
    public int RecomputeEvery { get; init; }

    /// <summary>What counting models add to each count (ngram). Null: contexts of all lengths are mixed, so that nothing is impossible.</summary>
    public double? Smoothing { get; init; }

    /// <summary>What a recipe says of settings that single models have.</summary>
    public Settings Said { get; init; } = Settings.None;
}
