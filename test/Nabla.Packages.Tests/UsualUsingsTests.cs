using System.Reflection;

namespace Nabla.Packages.Tests;

/// <summary>The usings that packages bring along: no name of theirs may stand for two types.</summary>
public class UsualUsingsTests
{
    static readonly string[] usings = PackageUsings.All;

    [Fact]
    public void Each_is_a_namespace_with_public_types()
    {
        Assert.NotEmpty(usings);
        Assert.Empty(usings.Except(Packed.PublicTypes.Select(type => type.Namespace)));
    }

    [Fact]
    public void No_name_stands_for_two_types() => Assert.Empty(Clashes(PackageUsings.Sdk));

    [Fact]
    public void A_name_of_the_framework_that_clashes_is_found() =>
        Assert.Contains("Nabla.Modules.Module and System.Reflection.Module", Clashes(["System.Reflection"]));

    static IEnumerable<string> Clashes(string[] others) =>
        from type in Packed.PublicTypes.Where(type => usings.Contains(type.Namespace)).Concat(Framework(others))
        group type.FullName by type.Name into same
        where same.Distinct().Count() > 1 && same.Any(name => name!.StartsWith("Nabla.", StringComparison.Ordinal))
        select string.Join(" and ", same.Distinct().Order());

    static IEnumerable<Type> Framework(string[] namespaces) =>
        from path in ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
        where Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal)
        from type in Assembly.Load(Path.GetFileNameWithoutExtension(path)).GetExportedTypes()
        where !type.IsNested && namespaces.Contains(type.Namespace)
        select type;
}
