using Nabla.Modules;
using Nabla.Tensors;
using Nabla.Words;

namespace Nabla.Models;

/// <summary>Models by name with sizes after a colon: <c>mlp:512-512</c>, <c>residual-mlp:256x20</c>, <c>logistic</c>. Each family has a file of its own.</summary>
public static class ModelCatalog
{
    static readonly ModelEntry[] known = [.. FeedForwardModels.All, .. LanguageModels.All, .. RecurrentModels.All, .. TransformerModels.All, .. Gpt2Models.All];

    /// <summary>What may be written.</summary>
    public static IReadOnlyList<SizedForm> Forms { get; } = [.. known.Select(each => each.Form)];

    /// <summary>Reads the name of a model.</summary>
    /// <exception cref="FormatException">The name is unknown, with the nearest right one named, or its sizes are off.</exception>
    public static SizedName Parse(string text)
    {
        var name = SizedName.Parse("Model", text, Forms);
        try
        {
            Entry(name).Check?.Invoke(name);
        }
        catch (FormatException error)
        {
            throw new FormatException($"Model '{text}': {error.Message}", error);
        }
        return name;
    }

    /// <summary>A new model for a task.</summary>
    /// <exception cref="FormatException">The name is unknown, its sizes are off, or it is for other tasks; the message says what fits.</exception>
    public static Module Create(string text, ModelTask task, ModelOptions options, Rng rng)
    {
        var name = Parse(text);
        var entry = Entry(name);
        if (!entry.Tasks.HasFlag(task.Kind))
            throw new FormatException($"Model '{text}' does not fit the data, which has {task}: use --model {string.Join(", ", known.Where(each => each.Tasks.HasFlag(task.Kind)).Take(4).Select(each => each.Form.Example))}.");
        return entry.Create(new ModelRequest(name.Sizes, task, options, rng));
    }

    /// <summary>A new model from examples of a shape to so many outputs.</summary>
    /// <exception cref="FormatException">The name is unknown, its sizes are off, or it is for other tasks.</exception>
    public static Module Create(string text, Shape input, int outputs, ModelOptions options, Rng rng) => Create(text, ModelTask.Numbers(input, outputs), options, rng);

    static ModelEntry Entry(SizedName name) => known.First(each => each.Form.Kind == name.Kind);
}
