using System.Xml.Linq;

namespace Nabla.Packages.Tests;

/// <summary>The usings of a project that has implicit ones.</summary>
static class PackageUsings
{
    /// <summary>Those of .NET itself.</summary>
    public static readonly string[] Sdk =
        ["System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Net.Http", "System.Threading", "System.Threading.Tasks"];

    /// <summary>Those that any package brings along.</summary>
    public static string[] All =>
        [.. from name in typeof(PackageUsings).Assembly.GetManifestResourceNames()
            where name.EndsWith(".props", StringComparison.Ordinal)
            from each in Read(name)
            select each];

    /// <summary>Those that one package brings along.</summary>
    public static string[] Of(string package) => Read($"{package}.props");

    static string[] Read(string name) =>
        [.. from item in XElement.Load(typeof(PackageUsings).Assembly.GetManifestResourceStream(name)!).Descendants("Using")
            select (string)item.Attribute("Include")!];
}
