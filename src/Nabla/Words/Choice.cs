namespace Nabla.Words;

/// <summary>Something that goes by a name. It is declared beside what it makes; a <see cref="CollectedAttribute"/> finds it there.</summary>
/// <param name="name">The name, in lower case.</param>
/// <param name="description">What it is, in one line.</param>
public abstract class Choice(string name, string description)
{
    /// <summary>The name, in lower case.</summary>
    public string Name => name;

    /// <summary>What it is, in one line.</summary>
    public string Description => description;

    /// <summary>The settings whose values may stand after the name, in order. What is left out is left out from the right.</summary>
    public IReadOnlyList<Setting> Places { get; init; } = [];

    /// <summary>The settings that only a recipe's fields can give.</summary>
    public IReadOnlyList<Setting> Fields { get; init; } = [];

    /// <summary>What stands between the values after the name.</summary>
    public char Separator { get; init; } = ':';

    /// <summary>Values as an example, where sizes say more than names do: <c>256x20</c>.</summary>
    public string? Example { get; init; }

    /// <summary>How it is written: <c>adam[:beta1[:beta2]]</c>, with brackets around what may be left out, or an example and what its numbers are.</summary>
    public string Form => Example is null ? name + FormOf(0) : $"{name}:{Example} ({string.Join(" × ", Places.Select(place => place.Name))})";

    /// <summary>All settings.</summary>
    public IEnumerable<Setting> Settings => Places.Concat(Fields);

    string FormOf(int from)
    {
        if (from == Places.Count) return "";
        string own = $"{Separator}{Places[from].Name}{(Places[from].Repeats ? $"{Separator}…" : "")}", rest = FormOf(from + 1);
        if (Places[from].Default is null) return own + rest;
        return rest.StartsWith('[') || rest.Length == 0 ? $"[{own}{rest}]" : $"[{own}]{rest}";
    }
}

/// <summary>A choice that is made of its name and settings alone.</summary>
/// <param name="name">The name, in lower case.</param>
/// <param name="description">What it is, in one line.</param>
/// <param name="make">Makes it; an <see cref="ArgumentException"/> says what does not fit.</param>
public sealed class Choice<T>(string name, string description, Func<Written, T> make) : Choice(name, description)
{
    /// <summary>Makes what goes by the name.</summary>
    public T Make(Written written) => make(written);
}
