namespace Nabla.Architecture.Tests;

public class NameTests
{
    static readonly (string, string) project = ("src/App/App.csproj", "<PropertyGroup><RootNamespace>Root</RootNamespace></PropertyGroup>"),
        plots = ("src/Plots/Plots.csproj", "");

    static string[] Check(params (string Path, string Text)[] files) => [.. NameRules.Check(Planted.House("", [project, plots, .. files]))];

    [Fact]
    public void Nothing_hides_an_arrow() => Repository.AssertClean(NameRules.Check(Repository.House));

    [Theory]
    [InlineData("src/App/Data/Loader.cs", "Root.Training", "Root.Data")]
    [InlineData("src/App/Data/Readers/Csv.cs", "Root", "Root.Data.Readers")]
    [InlineData("src/App/Data/Readers/Csv.cs", "Root.Data.Samplers", "Root.Data.Readers")]
    [InlineData("src/Plots/Marks/Line.cs", "Marks", "Plots.Marks")]
    public void A_namespace_that_is_not_its_folder_is_found(string path, string actual, string folder) =>
        Assert.Equal([$"{path}: namespace {actual}, but the folder says {folder}"], Check((path, $"namespace {actual};")));

    [Theory]
    [InlineData("src/App/Devices/Cpu/Simd/Lane.cs", "Root.Devices.Cpu")]
    [InlineData("src/Plots/Figure.cs", "Plots")]
    [InlineData("src/Plots/Axes/Axis.cs", "Plots")] // as the file at its top
    public void A_folder_may_share_the_namespace_of_the_one_above(string path, string actual) =>
        Assert.Empty(Check((path, $"namespace {actual};"), ("src/Plots/Top.cs", "namespace Plots;")));

    [Fact]
    public void A_global_using_outside_the_project_is_found() => Assert.Equal(
        ["src/App/Data/Usings.cs: 'global using Nabla.Tensors' hides arrows: write <Using Include=\"Nabla.Tensors\" /> into the project"],
        Check(("src/App/Data/Usings.cs", "global using Nabla.Tensors;")));
}
