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

    /// <summary>Draws the weights. Null: by the fan in, and as the paper has it in transformers.</summary>
    public Initializer? Initializer { get; init; }

    /// <summary>What is said of settings that single models declare, by path: <c>Settings.None.With("model.kvHeads", "1")</c>.</summary>
    public Settings Said { get; init; } = Settings.None;
}
