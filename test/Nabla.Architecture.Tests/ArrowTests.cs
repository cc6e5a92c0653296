namespace Nabla.Architecture.Tests;

public class ArrowTests
{
    static string[] Check(string path, string text, params SourceFile[] others) => [.. ArrowRules.Check([new SourceFile(path, text), .. others])];

    [Fact]
    public void The_sources_keep_to_the_arrows()
    {
        Assert.NotEmpty(Repository.Sources);
        Repository.AssertClean(ArrowRules.Check(Repository.Sources));
    }

    [Theory]
    [InlineData("src/Nabla.Core/Devices/Cpu/Gemm.cs", "namespace Nabla.Devices.Cpu;", "Nabla.Memory", "Devices → Memory")]
    [InlineData("src/Nabla.Core/Memory/Scope.cs", "namespace Nabla.Memory;", "Nabla.Tensors", "Memory → Tensors")]
    [InlineData("src/Nabla.Core/Tensors/Tensor.cs", "namespace Nabla.Tensors;", "Nabla.Gradients", "Tensors → Gradients")]
    [InlineData("src/Nabla.Core/Gradients/Tape.cs", "namespace Nabla.Gradients;", "Nabla.Operations.Elementwise", "Gradients → Operations")]
    [InlineData("src/Nabla.Core/Operations/Relu.cs", "namespace Nabla.Operations;", "Nabla.Modules", "Operations → Modules")]
    [InlineData("src/Nabla/Schedules/Fixed.cs", "namespace Nabla.Schedules;", "Nabla.Tensors", "Schedules → Tensors")]
    [InlineData("src/Nabla/Schedules/Fixed.cs", "namespace Nabla.Schedules;", "Nabla.Runs", "Schedules → Runs")]
    [InlineData("src/Nabla/Data/Loader.cs", "namespace Nabla.Data;", "Nabla.Gradients", "Data → Gradients")]
    [InlineData("src/Nabla/Data/Samplers/Shuffle.cs", "namespace Nabla.Data.Samplers;", "Nabla.Modules", "Data → Modules")]
    [InlineData("src/Nabla/Modules/Linear.cs", "namespace Nabla.Modules;", "Nabla.Optimizers", "Modules → Optimizers")]
    [InlineData("src/Nabla/Modules/Linear.cs", "namespace Nabla.Modules;", "Nabla.Training", "Modules → Training")]
    [InlineData("src/Nabla/Optimizers/Adam.cs", "namespace Nabla.Optimizers;", "Nabla.Modules", "Optimizers → Modules")]
    [InlineData("src/Nabla/Checkpoints/Checkpoint.cs", "namespace Nabla.Checkpoints;", "Nabla.Modules", "Checkpoints → Modules")]
    [InlineData("src/Nabla/Losses/CrossEntropy.cs", "namespace Nabla.Losses;", "Nabla.Modules", "Losses → Modules")]
    public void A_wrong_arrow_is_found_however_it_is_written(string path, string space, string target, string arrow)
    {
        string[] expected = [$"{path}: {arrow}"];
        Assert.Equal(expected, Check(path, $"using {target};\n{space}"));
        Assert.Equal(expected, Check(path, $"using static {target}.Thing;\n{space}"));
        Assert.Equal(expected, Check(path, $"using Alias = {target}.Thing;\n{space}"));
        Assert.Equal(expected, Check(path, $"{space} class C {{ {target}.Thing? field; }}"));
        Assert.Equal(expected, Check(path, $"{space} class C {{ int x = global::{target}.Thing.Count; }}"));
    }

    [Theory]
    [InlineData("src/Nabla.Core/Operations/Relu.cs", "namespace Nabla.Operations;", "Nabla.Devices")]
    [InlineData("src/Nabla.Core/Memory/Scope.cs", "namespace Nabla.Memory;", "Nabla.Devices")]
    [InlineData("src/Nabla/Modules/Linear.cs", "namespace Nabla.Modules;", "Nabla.Parameters")]
    [InlineData("src/Nabla/Training/Trainer.cs", "namespace Nabla.Training;", "Nabla.Schedules")]
    [InlineData("src/Nabla/Data/Loader.cs", "namespace Nabla.Data;", "Nabla.Tensors")]
    [InlineData("src/Nabla/Schedules/Fixed.cs", "namespace Nabla.Schedules;", "System.Globalization")]
    public void A_right_arrow_is_not(string path, string space, string target) => Assert.Empty(Check(path, $"using {target};\n{space}"));

    [Fact]
    public void A_name_that_begins_with_a_layer_is_found_only_where_it_goes_on_with_a_type_of_it()
    {
        var relu = new SourceFile("src/Nabla.Core/Operations/Relu.cs", "namespace Nabla.Operations; class Relu;");
        const string Path = "src/Nabla.Core/Tensors/Tensor.cs";
        string[] expected = [$"{Path}: Tensors → Operations"];
        Assert.Equal(expected, Check(Path, "namespace Nabla.Tensors; class Tensor { object x = new Operations.Relu(); }", relu));
        Assert.Equal(expected, Check(Path, "namespace Nabla.Tensors; class Tensor { object x = Operations.Relu.Of(1); }", relu));
        Assert.Empty(Check(Path, "namespace Nabla.Tensors; class Tensor { int[] Operations = []; int X => Operations.Length; }", relu));
    }

    [Fact]
    public void Comments_and_strings_are_no_arrows() => Assert.Empty(Check(
        "src/Nabla/Schedules/Fixed.cs", "namespace Nabla.Schedules; /* using Nabla.Tensors; */ class Fixed { string s = \"Nabla.Tensors.Tensor\"; } // Nabla.Tensors.Tensor"));

    [Theory]
    [InlineData("class Gemm { void Run(Tensor x) { } }", "Tensor")]
    [InlineData("class Gemm { bool On => Tape.IsRecording; }", "Tape")]
    public void A_kernel_that_names_a_tensor_or_the_tape_is_found(string text, string name) => Assert.Equal(
        [$"src/Nabla.Core/Devices/Cpu/Gemm.cs: kernel → {name}"], Check("src/Nabla.Core/Devices/Cpu/Gemm.cs", "namespace Nabla.Devices.Cpu; " + text));

    [Fact]
    public void A_folder_without_arrows_is_found() => Assert.StartsWith(
        "src/Nabla/Odds/Ends.cs: the folder 'Odds' has no arrows", Assert.Single(Check("src/Nabla/Odds/Ends.cs", "namespace Nabla.Odds;")));

    [Theory]
    [InlineData("src/Nabla/Data/Loader.cs", "Nabla.Training", "Nabla.Data")]
    [InlineData("src/Nabla/Data/Readers/Csv.cs", "Nabla", "Nabla.Data.Readers")]
    [InlineData("src/Nabla/Data/Readers/Csv.cs", "Nabla.Data.Samplers", "Nabla.Data.Readers")]
    [InlineData("src/Nabla.Plots/Marks/Line.cs", "Nabla.Marks", "Nabla.Plots.Marks")]
    public void A_namespace_that_is_not_its_folder_is_found(string path, string actual, string folder) =>
        Assert.Equal([$"{path}: namespace {actual}, but the folder says {folder}"], Check(path, $"namespace {actual};"));

    [Theory]
    [InlineData("src/Nabla.Core/Devices/Cpu/Simd/Lane.cs", "Nabla.Devices.Cpu")]
    [InlineData("src/Nabla.Plots/Figure.cs", "Nabla.Plots")]
    public void A_folder_may_share_the_namespace_of_the_one_above(string path, string actual) => Assert.Empty(Check(path, $"namespace {actual};"));

    [Fact]
    public void A_folder_may_share_the_projects_namespace_where_files_at_its_top_have_it()
    {
        var top = new SourceFile("src/Nabla.Plots/Figure.cs", "namespace Nabla.Plots; class Figure;");
        Assert.Empty(Check("src/Nabla.Plots/Axes/Axis.cs", "namespace Nabla.Plots;", top));
        Assert.Single(Check("src/Nabla.Plots/Axes/Axis.cs", "namespace Nabla.Plots;"));
    }

    [Fact]
    public void A_global_using_that_would_hide_arrows_is_found() => Assert.Contains(
        "src/Nabla/Modules/Usings.cs: 'global using Nabla.Tensors' hides arrows: name it where it is used", Check("src/Nabla/Modules/Usings.cs", "global using Nabla.Tensors;"));
}
