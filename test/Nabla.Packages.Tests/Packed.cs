using System.Reflection;

namespace Nabla.Packages.Tests;

/// <summary>
/// The assemblies that are packed for others to refer to: all that the project file of the tests names, but for the generator, which travels inside.
/// </summary>
static class Packed
{
    public static IReadOnlyList<Assembly> Assemblies { get; } =
        [.. from path in Directory.EnumerateFiles(AppContext.BaseDirectory, "Nabla*.dll")
            where !path.EndsWith(".Tests.dll", StringComparison.Ordinal) && Path.GetFileName(path) != "Nabla.Generators.dll"
            orderby path
            select Assembly.LoadFrom(path)];

    public static IEnumerable<Type> PublicTypes => Assemblies.SelectMany(assembly => assembly.GetExportedTypes()).Where(type => !type.IsNested);
}
