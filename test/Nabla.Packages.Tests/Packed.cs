using System.Reflection;

namespace Nabla.Packages.Tests;

/// <summary>The assemblies that are packed for others to refer to: all that the project file of the tests names.</summary>
static class Packed
{
    public static IReadOnlyList<Assembly> Assemblies { get; } =
        [.. Directory.EnumerateFiles(AppContext.BaseDirectory, "Nabla*.dll").Where(path => !path.EndsWith(".Tests.dll", StringComparison.Ordinal)).Order().Select(Assembly.LoadFrom)];

    public static IEnumerable<Type> PublicTypes => Assemblies.SelectMany(assembly => assembly.GetExportedTypes()).Where(type => !type.IsNested);
}
