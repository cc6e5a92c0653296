using System.Globalization;
using System.Reflection;
using Nabla.Testing;

namespace Nabla.Packages.Tests;

/// <summary>The C# of both README files, pasted and run: the repository's says all its usings, the packages' has those that come along.</summary>
public class ReadmeTests
{
    static readonly Snippets
        repository = new(Page("README.md"), PackageUsings.Sdk),
        packages = new(Page("packages.README.md"), [.. PackageUsings.Sdk, .. PackageUsings.Of("Nabla")]);

    [Fact]
    public void Both_have_programs_and_types_and_all_are_run_here()
    {
        Assert.Equal((2, 1), (repository.Programs.Count, repository.Types.Count));
        Assert.Equal((1, 1), (packages.Programs.Count, packages.Types.Count));
    }

    [Fact]
    public void The_four_stages_make_the_loss_fall_and_the_trace_tells_the_gradient_of_every_layer() => OwnProcess.Run(() =>
    {
        string[] lines = repository.Run(0), layers = lines[^3..];
        double[] losses = [.. lines[..^3].Select(line => Number(line.Split(' ')[^1]))];
        Assert.InRange(losses[0], 2.0, 2.8);
        Assert.True(losses[^1] < 0.5 * losses[0], $"{losses[0]} → {losses[^1]}");
        Assert.Equal(["Mlp", "Linear 'logits'", "Linear 'inner'"], layers.Select(line => line.Split(": ")[0]));
        Assert.All(layers, line => Assert.True(Number(line.Split(": ")[1]) > 0, line));
    });

    [Fact]
    public void An_experiment_is_trained_and_opened() => OwnProcess.Run(() => Assert.InRange(Number(repository.Run(1).Single()), 0.5, 1));

    [Fact]
    public void The_program_of_a_dozen_lines_trains_saves_opens_and_predicts() => OwnProcess.Run(() =>
    {
        Assert.InRange(packages.Programs[0].Split('\n', StringSplitOptions.RemoveEmptyEntries).Length, 1, 12);
        string[] lines = packages.Run(0);
        Assert.InRange(Number(lines[0].Split(' ')[^1]), 0.98, 1);
        Assert.InRange(Number(lines[1].Split(' ')[^1]), 0.45, 0.55);
    });

    static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    static string Page(string name)
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
        return new StreamReader(stream).ReadToEnd();
    }
}
