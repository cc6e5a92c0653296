using System.Globalization;

namespace Nabla.Words;

/// <summary>
/// A choice as it is written in a recipe or on the command line: a name, then numbers after colons, as in <c>momentum:0.9</c>.
/// What may be written is given by forms such as <c>adam[:beta1[:beta2]]</c>, with brackets around what may be left out.
/// </summary>
public sealed class WrittenForm
{
    readonly string what, text, form;
    readonly string[] words;

    WrittenForm(string what, string text, IReadOnlyList<string> forms)
    {
        (this.what, this.text) = (what, text);
        words = text.Trim().ToLowerInvariant().Split(':');
        form = forms.FirstOrDefault(each => NameOf(each) == words[0])
            ?? throw new FormatException(NearestWord.Sentence(what, text.Trim(), [.. forms.Select(NameOf)]));
        if (words.Length - 1 < Numbers(form.Split('[')[0]) || words.Length - 1 > Numbers(form))
            throw new FormatException($"{what} '{text}' has the wrong count of numbers; the form is {form}.");
    }

    /// <summary>The name, in lower case.</summary>
    public string Name => words[0];

    /// <summary>Reads a text of one of the given forms.</summary>
    /// <param name="what">What is read, for messages: "Optimizer".</param>
    /// <param name="text">What is written.</param>
    /// <param name="forms">What may be written.</param>
    /// <param name="make">Makes the choice of a text whose name and count of numbers are right.</param>
    /// <exception cref="FormatException">The name is unknown, with the nearest right one named, or a number does not fit.</exception>
    public static T Read<T>(string what, string text, IReadOnlyList<string> forms, Func<WrittenForm, T> make)
    {
        var written = new WrittenForm(what, text, forms);
        try
        {
            return make(written);
        }
        catch (ArgumentException error)
        {
            throw new FormatException($"{what} '{text}': {error.Message.Split(" (Parameter ")[0]}", error);
        }
    }

    /// <summary>The number at a place, from 1.</summary>
    /// <exception cref="FormatException">It is left out, no number, or not finite.</exception>
    public double Number(int place) => Number(place, double.NaN);

    /// <summary>The number at a place, from 1, or another where it is left out.</summary>
    /// <exception cref="FormatException">What stands there is no finite number.</exception>
    public double Number(int place, double otherwise)
    {
        if (place >= words.Length) return otherwise;
        return double.TryParse(words[place], NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value)
            ? value : throw new FormatException($"{what} '{text}': '{words[place]}' is not a number; the form is {form}.");
    }

    static string NameOf(string form) => form.Split(':', '[')[0];

    static int Numbers(string form) => form.Count(letter => letter == ':');
}
