using System.Reflection;
using PublicApiGenerator;

namespace Nabla.Packages.Tests;

/// <summary>
/// What a package promises is written down, one file for each; <c>NABLA_WRITE_API=1 dotnet test test/Nabla.Packages.Tests</c> writes it anew.
/// </summary>
public class PublicApiTests
{
    static readonly string folder =
        typeof(PublicApiTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(each => each.Key == "PublicApi").Value!;

    static readonly ApiGeneratorOptions options = new() { IncludeAssemblyAttributes = false, OrderBy = OrderMode.FullName };

    static IEnumerable<string> Assemblies => Packed.Assemblies.Select(assembly => assembly.GetName().Name!);

    public static TheoryData<string> Names => [.. Assemblies];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_public_surface_is_the_one_written_down(string name)
    {
        string file = Path.Combine(folder, $"{name}.txt");
        Assembly packed = Packed.Assemblies.Single(assembly => assembly.GetName().Name == name);
        string surface = packed.GeneratePublicApi(options).ReplaceLineEndings("\n").TrimEnd() + "\n";
        if (Environment.GetEnvironmentVariable("NABLA_WRITE_API") == "1") File.WriteAllText(file, surface);
        string written = File.Exists(file) ? File.ReadAllText(file).ReplaceLineEndings("\n") : "";
        Assert.True(surface == written, Difference(name, written.Split('\n'), surface.Split('\n')));
    }

    [Fact]
    public void Nothing_is_written_down_that_is_not_packed() =>
        Assert.Equal(Assemblies.Select(name => $"{name}.txt").Order(), Directory.EnumerateFiles(folder).Select(Path.GetFileName).Order());

    static string Difference(string name, string[] written, string[] surface) => $"""
        The public surface of {name} is not what test/Nabla.Packages.Tests/PublicApi/{name}.txt says. Is the change meant, and is it worth a new version?
        Then: NABLA_WRITE_API=1 dotnet test test/Nabla.Packages.Tests
        gone: {Lines(written.Except(surface))}
        new: {Lines(surface.Except(written))}
        """;

    static string Lines(IEnumerable<string> lines) => string.Concat(lines.Take(20).Select(line => $"\n  {line.Trim()}"));
}
