using Nabla.Text;

namespace Nabla.Experiments;

/// <summary>What a model said of an input, and what is right.</summary>
/// <param name="Input">The input: a text, or the file and row that it comes from.</param>
/// <param name="Said">What the model said.</param>
/// <param name="Truth">What is right; null where nobody asked.</param>
public sealed record Answer(string Input, Prediction Said, string? Truth)
{
    /// <summary>What a model says of texts.</summary>
    /// <exception cref="DataException">It reads no text, or a text does not fit.</exception>
    public static IReadOnlyList<Answer> To(TrainedModel model, IReadOnlyList<string> texts) =>
        [.. model.Predict(texts).Zip(texts, (said, text) => new Answer(text, said, null))];

    /// <summary>What a model says of rows of a dataset.</summary>
    /// <param name="model">The model.</param>
    /// <param name="set">Inputs before preprocessing.</param>
    /// <param name="rows">Which rows.</param>
    /// <param name="hasTruth">Whether the targets of the set are what is right.</param>
    public static IReadOnlyList<Answer> To(TrainedModel model, Dataset set, IReadOnlyList<int> rows, bool hasTruth)
    {
        if (rows.Count == 0) return [];
        var chosen = new SubsetDataset(set.Name, set, [.. rows]);
        return [.. model.Predict(chosen).Select((said, i) => new Answer(NameOf(chosen, rows[i], i), said, hasTruth ? model.Task.Truth(chosen, i) : null))];
    }

    // A text is its own name.
    static string NameOf(Dataset chosen, int row, long place)
    {
        if (chosen.InputFields[0] is not TokenField tokens) return $"{chosen.Name}#{row}";
        using Loader loader = Loader.Once(chosen.Range(place, 1), 1);
        loader.MoveNext();
        return tokens.TextOf(loader.Current.Inputs[0].Integers);
    }
}
