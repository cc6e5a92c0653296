namespace Nabla.Architecture.Tests;

public class ProjectTests
{
    static string[] Check(string name, string items) =>
        [.. ProjectRules.Check([new ProjectFile($"src/{name}/{name}.csproj", $"<Project><ItemGroup>{items}</ItemGroup></Project>")])];

    [Fact]
    public void The_projects_refer_only_to_what_they_may()
    {
        Assert.NotEmpty(Repository.Projects);
        Repository.AssertClean(ProjectRules.Check(Repository.Projects));
    }

    [Theory]
    [InlineData("Nabla.Core", "Nabla")]
    [InlineData("Nabla.Runs", "Nabla.Core")]
    [InlineData("Nabla.Plots", "Nabla.Runs")]
    [InlineData("Nabla", "Nabla.Plots")]
    [InlineData("Nabla", "Nabla.Cli")]
    [InlineData("Nabla.Studio", "Nabla.Core")]
    public void A_wrong_reference_is_found(string from, string to) =>
        Assert.Equal([$"src/{from}/{from}.csproj: {from} → {to}"], Check(from, $"""<ProjectReference Include="..\{to}\{to}.csproj" />"""));

    [Fact]
    public void An_analyzer_is_no_reference() => Assert.Empty(Check("Nabla", """
        <ProjectReference Include="../Nabla.Core/Nabla.Core.csproj" />
        <ProjectReference Include="../Nabla.Generators/Nabla.Generators.csproj" OutputItemType="Analyzer" ReferenceOutputAssembly="false" />
        """));

    [Theory]
    [InlineData("Nabla.Core")]
    [InlineData("Nabla")]
    [InlineData("Nabla.Runs")]
    [InlineData("Nabla.Plots")]
    public void A_package_in_the_core_is_found(string project) =>
        Assert.StartsWith($"src/{project}/{project}.csproj: {project} → package Serilog", Assert.Single(Check(project, """<PackageReference Include="Serilog" />""")));

    [Fact]
    public void A_package_around_the_core_is_free() => Assert.Empty(Check("Nabla.Cli", """<PackageReference Include="System.CommandLine" />"""));

    [Fact]
    public void A_project_without_arrows_is_found() => Assert.Contains("has no arrows", Assert.Single(Check("Nabla.Odds", "")));

    [Fact]
    public void A_using_for_all_files_is_found() => Assert.Contains("hides arrows", Assert.Single(Check("Nabla", """<Using Include="Nabla.Tensors" />""")));
}
