using Nabla.Words;

namespace Nabla.Features;

/// <summary>Feature stages as they are written in a recipe: <c>none</c>, <c>poly:3</c>, <c>rbf:200</c>.</summary>
public static class FeatureName
{
    /// <summary>What may be written.</summary>
    public static IReadOnlyList<SizedForm> Forms { get; } =
        [new("none", "none"), new("poly", "poly:3", "degree", Least: 1, Most: 1, Largest: PolynomialFeatures.MostDegree), new("rbf", "rbf:200", "centers", Least: 1, Most: 1)];

    /// <summary>Reads a name.</summary>
    /// <exception cref="FormatException">The name is unknown, with the nearest right one named, or its number does not fit.</exception>
    public static SizedName Parse(string text) => SizedName.Parse("Feature stage", text, Forms);
}
