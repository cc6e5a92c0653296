using System.Collections.Immutable;

namespace Nabla.Words;

/// <summary>A choice as it was written, such as <c>momentum:0.9</c>, and what was said of its settings elsewhere.</summary>
public sealed class Written
{
    readonly string who;
    readonly Choice choice;
    readonly Settings said;
    readonly Dictionary<string, string[]> values = [];

    internal Written(string what, string text, Choice choice, string[] texts, Settings said, long whole)
    {
        (who, this.choice, this.said, Whole) = ($"{what} '{text}'", choice, said, whole);
        int spare = texts.Length - choice.Places.Count(place => place.Default is null), at = 0;
        foreach (var place in choice.Places)
        {
            int count = place.Repeats ? Math.Max(1, texts.Length - choice.Places.Count + 1) : place.Default is null || spare-- > 0 ? 1 : 0;
            if (at + count > texts.Length) break;
            values[place.Path] = [.. texts.Skip(at).Take(count).Select(each => Canonical(place, each))];
            at += count;
        }
        if (at < texts.Length || choice.Places.Any(place => place.Default is null && !values.ContainsKey(place.Path)))
            throw new FormatException($"{who} has the wrong count of numbers; the form is {choice.Form}.");
    }

    /// <summary>The choice's name.</summary>
    public string Kind => choice.Name;

    /// <summary>What shares are taken of, such as all steps of a run.</summary>
    public long Whole { get; }

    /// <summary>How many values stand after the name.</summary>
    public int Count => values.Values.Sum(texts => texts.Length);

    /// <summary>The value of a setting: as it is written after the name, or as a recipe says, or its default.</summary>
    /// <exception cref="FormatException">Both say something, and not the same.</exception>
    public T Get<T>(Setting<T> setting) => setting.Notation.Read($"{who}: {setting.Name}", Text(setting)!);

    /// <summary>The values of a setting that takes several places.</summary>
    public IEnumerable<T> All<T>(Setting<T> setting) => values[setting.Path].Select(text => setting.Notation.Read(who, text));

    /// <summary>The value of the setting of a path, as text; null if the choice has no such setting.</summary>
    /// <exception cref="FormatException">Name and recipe contradict each other.</exception>
    public string? TextOf(string path) => choice.Settings.FirstOrDefault(setting => setting.Path == path) is { } setting ? Text(setting) : null;

    /// <summary>What is made of it; a refusal becomes one line that begins with what was written.</summary>
    /// <exception cref="FormatException">The maker refuses.</exception>
    public T Make<T>(Func<Written, T> make)
    {
        try
        {
            return make(this);
        }
        catch (ArgumentException error)
        {
            throw new FormatException($"{who}: {error.Message.Split(" (Parameter ")[0]}", error);
        }
    }

    string? Text(Setting setting)
    {
        string? written = values.GetValueOrDefault(setting.Path) is [var text, ..] ? text : null, given = said.Given.GetValueOrDefault(setting.Path);
        if (written is not null && given is not null && written != given)
            throw new FormatException($"{who} says {setting.Name} {written}, but {setting.Path} is {given}: give one of them.");
        return written ?? given ?? said.Usual.GetValueOrDefault(setting.Path) ?? setting.Default;
    }

    string Canonical(Setting setting, string text)
    {
        try
        {
            return setting.Canonical($"{who}: {setting.Name}", text);
        }
        catch (FormatException error)
        {
            throw new FormatException($"{error.Message.TrimEnd('.')}; the form is {choice.Form}.", error);
        }
    }
}
