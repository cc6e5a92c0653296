using System.Globalization;

namespace Nabla.Words;

/// <summary>A choice with sizes after a colon, such as <c>mlp:512-512</c>, <c>residual-mlp:256x20</c> or <c>poly:3</c>.</summary>
public sealed class SizedName
{
    /// <summary>The largest size that may be written.</summary>
    public const int Largest = 1 << 20;

    SizedName(string kind, IReadOnlyList<int> sizes) => (Kind, Sizes) = (kind, sizes);

    /// <summary>The name, in lower case.</summary>
    public string Kind { get; }

    /// <summary>The whole numbers after the colon, each from 1 to <see cref="Largest"/>.</summary>
    public IReadOnlyList<int> Sizes { get; }

    /// <summary>Reads a text of one of the given forms.</summary>
    /// <param name="what">What is read, for messages: "Model".</param>
    /// <param name="text">What is written.</param>
    /// <param name="forms">What may be written.</param>
    /// <exception cref="FormatException">The name is unknown, with the nearest right one named, or the sizes do not fit it.</exception>
    public static SizedName Parse(string what, string text, IReadOnlyList<SizedForm> forms)
    {
        string[] words = text.Trim().ToLowerInvariant().Split(':', 2);
        var form = forms.FirstOrDefault(form => form.Kind == words[0])
            ?? throw new FormatException(NearestWord.Sentence(what, words[0], [.. forms.Select(each => each.Kind)]));
        string[] numbers = words.Length == 1 ? [] : words[1].Split(form.Separator);
        var sizes = new int[numbers.Length];
        bool fits = numbers.Length >= form.Least && numbers.Length <= form.Most;
        for (int i = 0; fits && i < numbers.Length; i++)
            fits = int.TryParse(numbers[i], NumberStyles.None, CultureInfo.InvariantCulture, out sizes[i]) && sizes[i] > 0 && sizes[i] <= form.Largest;
        if (!fits) throw new FormatException($"{what} '{text}' does not fit: the form is {form}{(form.Most == 0 ? ", without sizes" : $", each number from 1 to {form.Largest}")}.");
        return new SizedName(form.Kind, sizes);
    }
}
