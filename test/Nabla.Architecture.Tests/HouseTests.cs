namespace Nabla.Architecture.Tests;

public class HouseTests
{
    static string[] Check(string path, string text) => [.. HouseRules.Check([new SourceFile(path, text)])];

    [Fact]
    public void The_sources_keep_to_the_house() => Repository.AssertClean(HouseRules.Check(Repository.Sources));

    [Fact]
    public void A_long_file_is_found()
    {
        Assert.Empty(Check("src/Nabla/Data/Loader.cs", new string('\n', 300)));
        Assert.Equal(["src/Nabla/Data/Loader.cs: 301 lines, at most 300: a file is one noun"], Check("src/Nabla/Data/Loader.cs", new string('\n', 301)));
    }

    [Theory]
    [InlineData("static class TensorUtils;", "TensorUtils")]
    [InlineData("class Outer { struct ShapeHelper; }", "ShapeHelper")]
    [InlineData("interface IPoolManager;", "IPoolManager")]
    [InlineData("record Common;", "Common")]
    [InlineData("abstract class LayerBase;", "LayerBase")]
    [InlineData("enum Helpers { A }", "Helpers")]
    public void A_name_that_says_nothing_is_found(string text, string type) =>
        Assert.StartsWith($"src/Nabla/Data/Loader.cs: '{type}' does not say what it is", Assert.Single(Check("src/Nabla/Data/Loader.cs", text)));

    [Fact]
    public void A_file_name_that_says_nothing_is_found() => Assert.Contains("'DataUtils'", Assert.Single(Check("src/Nabla/Data/DataUtils.cs", "class Loader;")));

    [Theory]
    [InlineData("class Loader { void Wait() => Thread.Sleep(10); }")]
    [InlineData("class Loader { void Wait() => System.Threading.Thread.Sleep(10); }")]
    [InlineData("using static System.Threading.Thread; class Loader { void Wait() => Sleep(10); }")]
    public void A_sleeping_thread_is_found(string text) => Assert.Contains("Thread.Sleep", Assert.Single(Check("src/Nabla/Data/Loader.cs", text)));

    [Fact]
    public void An_operation_in_a_file_of_another_name_is_found()
    {
        const string Path = "src/Nabla.Core/Operations/Elementwise/Relu.cs";
        Assert.Equal([$"{Path}: declares no type 'Relu': an operation's file is named after it"], Check(Path, "class Gelu;"));
        Assert.Empty(Check(Path, "readonly struct Relu : IUnaryFormula;"));
        Assert.Empty(Check("src/Nabla.Core/Operations/Softmax.Gradient.cs", "partial class Softmax;"));
    }

    [Fact]
    public void Every_source_is_read_by_the_syntax_that_it_is_written_in() =>
        Assert.All(Repository.Sources, file => Assert.True(file.Types.Any() || file.Namespaces.Any() || file.Noun == "Program", $"{file.Path} declares nothing"));
}
