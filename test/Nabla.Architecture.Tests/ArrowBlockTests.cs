namespace Nabla.Architecture.Tests;

public class ArrowBlockTests
{
    static readonly HashSet<string> folders =
        ["App", "App/Text", "App/Text/Generated", "App/Data", "App/Data/Generated", "App/Recipes", "Cli", "Cli/Recipes", "Cli/Grammar",
            "test/App.Tests"];

    static ArrowBlock Block(string lines) => new($"```arrows\n{lines}\n```", folders);

    static string[] Targets(string lines) => [.. Block(lines).Entries.Select(entry => entry.Arrow.To)];

    [Theory]
    [InlineData("App ─► nothing\n  Text ─► Generated, Data", "App/Text/Generated,App/Data")]
    [InlineData("App ─► nothing\n  Text ─► nothing\n    Generated ─► Text, Data", "App/Text,App/Data")]
    [InlineData("Cli ─► App\n  Grammar ─► Recipes, App/Recipes, Text", "App,Cli/Recipes,App/Recipes,App/Text")]
    [InlineData("Cli ─► App,\n      packages", "App,packages")]
    public void A_target_is_what_is_nearest(string lines, string targets)
    {
        Assert.Equal(targets.Split(','), Targets(lines));
        Assert.Empty(Block(lines).Findings);
    }

    [Theory]
    [InlineData("App -> Text", "is not understood")]
    [InlineData("App ─► nothing\n      Text ─► nothing", "is not understood")]
    [InlineData("test/App.Tests ─► Recipes", "or more than one is called so")]
    [InlineData("App ─► nothing\nApp ─► Text", "has a line already, 2")]
    public void A_line_that_says_nothing_is_found(string lines, string part) => Assert.Contains(part, Assert.Single(Block(lines).Findings));

    [Fact]
    public void A_page_without_the_block_is_found() => Assert.Contains("has no block", Assert.Single(new ArrowBlock("# Page", folders).Findings));

    [Fact]
    public void What_is_written_reads_back()
    {
        Arrow[] arrows = [new("App/Text", "App/Data"), new("App/Text", "App/Text/Generated"), new("App/Text/Generated", "App/Text"),
            new("Cli/Grammar", "App/Recipes"),
            new("Cli/Grammar", "Cli/Recipes"), new("Cli", "App"), new("Cli", ArrowBlock.Packages), new("test/App.Tests", "App")];
        string written = Block("App ─► nothing\n  Data ─╳ Text").Write(arrows);
        var back = new ArrowBlock(written, folders);
        Assert.Empty(back.Findings);
        Assert.Equal(arrows.ToHashSet(), back.Entries.Where(entry => !entry.Never).Select(entry => entry.Arrow).ToHashSet());
        Assert.Equal([new Arrow("App/Data", "App/Text")], back.Entries.Where(entry => entry.Never).Select(entry => entry.Arrow));
        Assert.Equal(written, back.Write(arrows));
    }
}
