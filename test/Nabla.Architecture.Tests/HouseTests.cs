namespace Nabla.Architecture.Tests;

public class HouseTests
{
    static string[] Check(string path, string text) => [.. HouseRules.Check([new SourceFile(path, text)])];

    [Fact]
    public void The_sources_keep_to_the_house() => Repository.AssertClean(HouseRules.Check(Repository.House.Sources));

    [Fact]
    public void A_long_file_is_found()
    {
        Assert.Empty(Check("src/Nabla/Data/Loader.cs", new string('\n', 300)));
        Assert.Equal(["src/Nabla/Data/Loader.cs: 301 lines, at most 300: a file is one noun"],
            Check("src/Nabla/Data/Loader.cs", new string('\n', 301)));
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
    public void A_file_name_that_says_nothing_is_found() =>
        Assert.Contains("'DataUtils'", Assert.Single(Check("src/Nabla/Data/DataUtils.cs", "class Loader;")));

    [Theory]
    [InlineData("class Loader { void Wait() => Thread.Sleep(10); }", "Thread.Sleep")]
    [InlineData("class Loader { void Wait() => System.Threading.Thread.Sleep(10); }", "Thread.Sleep")]
    [InlineData("using static System.Threading.Thread; class Loader { void Wait() => Sleep(10); }", "Thread.Sleep")]
    [InlineData("class Loader { async Task Wait() => await Task.Delay(10); }", "Task.Delay")]
    public void A_wait_by_the_clock_is_found_in_sources_and_in_tests(string text, string wait)
    {
        Assert.Contains(wait, Assert.Single(Check("src/Nabla/Data/Loader.cs", text)));
        Assert.Contains(wait, Assert.Single(Check("test/Nabla.Tests/Data/LoaderTests.cs", text)));
    }

    [Theory]
    [InlineData("class T { void Count() => GC.GetTotalMemory(true); }", "GC.GetTotalMemory")]
    [InlineData("class T { long Peak() => Nabla.Memory.MemoryUse.PeakBytes(() => { }); }", "MemoryUse.PeakBytes")]
    public void A_test_that_counts_what_other_tests_change_is_found(string text, string count)
    {
        Assert.Equal([$"test/Nabla.Tests/Data/T.cs: {count} counts for the whole process: measure it in OwnProcess.Run"],
            Check("test/Nabla.Tests/Data/T.cs", text));
        Assert.Empty(Check("test/Nabla.Tests/Data/T.cs", text.Replace("class T {", "class T { void Run() => OwnProcess.Run(Count);")));
        Assert.Empty(Check("src/Nabla/Data/T.cs", text));
    }

    [Fact]
    public void A_loop_that_its_caller_may_take_in_is_found()
    {
        const string Path = "src/Nabla.Core/Devices/Cpu/Elementwise/MapKernel.cs";
        string text = "static class MapKernel { [SkipLocalsInit, MethodImpl(AggressiveOptimization | NoInlining)] static void Walk() { } }";
        Assert.Empty(Check(Path, text));
        Assert.Contains("Walk is AggressiveOptimization without NoInlining", Assert.Single(Check(Path, text.Replace(" | NoInlining", ""))));
    }

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
        Assert.All(Repository.House.Sources.Where(file => file.Folder.StartsWith("Nabla", StringComparison.Ordinal)), file =>
            Assert.True(file.Types.Any() || file.Namespaces.Any() || file.Noun == "Program", $"{file.Path} declares nothing"));
}
