namespace Nabla.Models;

/// <summary>All that a family of models needs to make one.</summary>
/// <param name="Written">Its sizes and settings.</param>
/// <param name="Task">What it is for.</param>
/// <param name="Options">What models have in common.</param>
/// <param name="Rng">The model's random source.</param>
sealed record ModelRequest(Written Written, ModelTask Task, ModelOptions Options, Rng Rng)
{
    /// <summary>A linear layer, refused where one array could not hold it.</summary>
    public Linear Layer(int inputs, int outputs)
    {
        CheckMatrix(inputs, outputs);
        return new(inputs, outputs, Rng, Options.Initializer);
    }

    /// <summary>Refuses a layer that one array could not hold.</summary>
    public void CheckMatrix(long inputs, long outputs)
    {
        if (inputs * outputs > Array.MaxLength) throw new FormatException($"Model: a layer from {inputs} to {outputs} has more weights than one array holds ({Array.MaxLength}): make it narrower.");
    }

    /// <summary>The transfer function, or the model's own choice.</summary>
    public Activation Activation(string otherwise) => Modules.Activation.Choices.Make(Options.Activation ?? otherwise);

    /// <summary>A layer that drops units in training, if units are to be dropped.</summary>
    public IEnumerable<Module> Dropout() => Options.Dropout > 0 ? [new Dropout(Options.Dropout, Rng)] : [];

    /// <summary>The normalisation, or the model's own choice; null for none.</summary>
    public Module? Norm(string otherwise, int features) => Normalization.Choices.Make(Options.Norm ?? otherwise)?.Invoke(features);
}
