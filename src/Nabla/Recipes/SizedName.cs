using System.Globalization;
using Nabla.Words;

namespace Nabla.Recipes;

/// <summary>A choice with sizes after a colon, such as <c>mlp:512-512</c>, <c>residual-mlp:256x20</c> or <c>poly:3</c>.</summary>
public sealed class SizedName
{
    const int MostSize = 1_000_000;

    static readonly Form[] models =
    [
        new("mlp", '-', 1, 1000, "mlp:512-512 (hidden widths)"), new("residual-mlp", 'x', 2, 2, "residual-mlp:256x20 (width × blocks)"),
        new("logistic", '-', 0, 0, "logistic"), new("linear", '-', 0, 0, "linear"), new("perceptron", '-', 0, 0, "perceptron"),
    ];

    static readonly Form[] features =
    [
        new("none", '-', 0, 0, "none"), new("poly", '-', 1, 1, "poly:3 (degree)"), new("rbf", '-', 1, 1, "rbf:200 (centers)"),
    ];

    SizedName(string kind, IReadOnlyList<int> sizes) => (Kind, Sizes) = (kind, sizes);

    /// <summary>The name, in lower case.</summary>
    public string Kind { get; }

    /// <summary>The whole numbers after the colon, each at least 1.</summary>
    public IReadOnlyList<int> Sizes { get; }

    /// <summary>The forms of a model, for messages and help.</summary>
    public static string ModelForms => string.Join(", ", models.Select(form => form.Example));

    /// <summary>The forms of a feature stage, for messages and help.</summary>
    public static string FeatureForms => string.Join(", ", features.Select(form => form.Example));

    /// <summary>Reads the name of a model.</summary>
    /// <exception cref="FormatException">The name is unknown, with the nearest right one named, or the sizes do not fit it.</exception>
    public static SizedName Model(string text) => Parse("Model", text, models);

    /// <summary>Reads the name of a feature stage.</summary>
    /// <exception cref="FormatException">The name is unknown, with the nearest right one named, or the sizes do not fit it.</exception>
    public static SizedName Features(string text) => Parse("Feature stage", text, features);

    /// <summary>As it is read.</summary>
    public override string ToString() => Sizes.Count == 0 ? Kind : $"{Kind}:{string.Join(Kind == "residual-mlp" ? 'x' : '-', Sizes)}";

    static SizedName Parse(string what, string text, Form[] forms)
    {
        string[] words = text.Trim().ToLowerInvariant().Split(':', 2);
        var form = forms.FirstOrDefault(form => form.Kind == words[0])
            ?? throw new FormatException(NearestWord.Sentence(what, words[0], [.. forms.Select(each => each.Kind)]));
        string[] numbers = words.Length == 1 ? [] : words[1].Split(form.Separator);
        var sizes = new int[numbers.Length];
        bool fits = numbers.Length >= form.Least && numbers.Length <= form.Most;
        for (int i = 0; fits && i < numbers.Length; i++)
            fits = int.TryParse(numbers[i], NumberStyles.None, CultureInfo.InvariantCulture, out sizes[i]) && sizes[i] is > 0 and <= MostSize;
        if (!fits) throw new FormatException($"{what} '{text}' does not fit: the form is {form.Example}, each number from 1 to {MostSize}.");
        return new SizedName(form.Kind, sizes);
    }

    sealed record Form(string Kind, char Separator, int Least, int Most, string Example);
}
