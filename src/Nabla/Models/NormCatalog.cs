using Nabla.Modules;
using Nabla.Words;

namespace Nabla.Models;

/// <summary>Normalisations by name.</summary>
public static class NormCatalog
{
    static readonly Dictionary<string, Func<int, Module?>> known = new()
    {
        ["none"] = _ => null, ["batch"] = features => new BatchNorm(features), ["layer"] = features => new LayerNorm(features), ["rms"] = features => new RmsNorm(features),
    };

    /// <summary>The names.</summary>
    public static IReadOnlyCollection<string> Names => known.Keys;

    /// <summary>A new normalisation of so many features, or null for "none".</summary>
    /// <exception cref="FormatException">The name is unknown; the message names the nearest right one.</exception>
    public static Module? Create(string name, int features) =>
        known.TryGetValue(name, out Func<int, Module?>? create) ? create(features) : throw new FormatException(NearestWord.Sentence("Normalisation", name, known.Keys));
}
