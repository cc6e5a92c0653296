using Nabla.Modules;
using Nabla.Words;

namespace Nabla.Models;

/// <summary>Transfer functions by name.</summary>
public static class ActivationCatalog
{
    static readonly Dictionary<string, Func<Activation>> known = new()
    {
        ["relu"] = () => new Relu(), ["leaky-relu"] = () => new LeakyRelu(), ["leaky-relu-slide"] = () => new LectureLeakyRelu(), ["elu"] = () => new Elu(), ["gelu"] = () => new Gelu(),
        ["gelu-tanh"] = () => new GeluTanh(), ["silu"] = () => new Silu(), ["sigmoid"] = () => new Sigmoid(), ["tanh"] = () => new Tanh(),
        ["softplus"] = () => new Softplus(),
    };

    /// <summary>The names.</summary>
    public static IReadOnlyCollection<string> Names => known.Keys;

    /// <summary>A new transfer function.</summary>
    /// <exception cref="FormatException">The name is unknown; the message names the nearest right one.</exception>
    public static Activation Create(string name) =>
        known.TryGetValue(name, out Func<Activation>? create) ? create() : throw new FormatException(NearestWord.Sentence("Activation", name, known.Keys));
}
