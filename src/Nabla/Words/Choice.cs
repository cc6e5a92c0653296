namespace Nabla.Words;

/// <summary>Something that goes by a name. It is declared beside what it makes; a <see cref="CollectedAttribute"/> finds it there.</summary>
/// <param name="name">The name, in lower case.</param>
/// <param name="description">What it is, in one line.</param>
/// <param name="places">The settings whose values may stand after the name, in order. What is left out is left out from the right.</param>
public abstract class Choice(string name, string description, params IReadOnlyList<Setting> places)
{
    /// <summary>The name, in lower case.</summary>
    public string Name => name;

    /// <summary>What it is, in one line.</summary>
    public string Description => description;

    /// <summary>The settings whose values may stand after the name, in order.</summary>
    public IReadOnlyList<Setting> Places => places;

    /// <summary>The settings that only a recipe's fields can give.</summary>
    public IReadOnlyList<Setting> Fields { get; init; } = [];

    /// <summary>What stands between the values after the name.</summary>
    public char Separator { get; init; } = ':';

    /// <summary>Values as an example, where sizes say more than names do: <c>256x20</c>.</summary>
    public string? Example { get; init; }

    /// <summary>How it is written: <c>adam[:beta1[:beta2]]</c>, with brackets around what may be left out, or an example.</summary>
    public string Form => Example is null ? name + FormOf(0) : $"{name}:{Example} ({string.Join(" × ", places.Select(place => place.Name))})";

    /// <summary>All settings.</summary>
    public IEnumerable<Setting> Settings => places.Concat(Fields);

    string FormOf(int from)
    {
        if (from == places.Count) return "";
        string own = $"{Separator}{places[from].Name}{(places[from].Repeats ? $"{Separator}…" : "")}", rest = FormOf(from + 1);
        if (places[from].Default is null) return own + rest;
        return rest.StartsWith('[') || rest.Length == 0 ? $"[{own}{rest}]" : $"[{own}]{rest}";
    }
}

/// <summary>A choice that is made of its name and settings alone.</summary>
/// <param name="name">The name, in lower case.</param>
/// <param name="description">What it is, in one line.</param>
/// <param name="make">Makes it; an <see cref="ArgumentException"/> says what does not fit.</param>
/// <param name="places">The settings whose values may stand after the name, in order.</param>
public sealed class Choice<T>(string name, string description, Func<Written, T> make, params IReadOnlyList<Setting> places)
    : Choice(name, description, places)
{
    /// <summary>Makes what goes by the name.</summary>
    public T Make(Written written) => make(written);
}
