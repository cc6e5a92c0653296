namespace Nabla.Architecture.Tests;

public class ArrowTests
{
    const string Block = "App ─► nothing\n  High ─► Low\n    Inner ─► High\n  Low ─► nothing";

    static readonly (string, string) low = ("src/App/Low/Ground.cs",
        "namespace App.Low; public class Ground; static class GroundVerbs { public static void Stand(this object it) { } }");
    static readonly (string, string) high = ("src/App/High/Roof.cs", "namespace App.High; class Roof { App.Low.Ground? on; }");
    static readonly (string, string) inner = ("src/App/High/Inner/Beam.cs", "namespace App.High.Inner; class Beam : Roof;");

    static string[] Found(string block, params (string, string)[] more) => Planted.Findings(Planted.House(block, [low, high, inner, .. more]));

    [Fact]
    public void The_sources_keep_to_the_arrows_of_the_page()
    {
        Assert.True(Repository.House.Sources.Count > 500);
        Repository.AssertClean(ArrowRules.Check(Repository.House));
    }

    [Fact]
    public void What_the_page_says_is_no_finding() => Assert.Empty(Found(Block));

    [Theory]
    [InlineData("using App.High; namespace App.Low; class Cellar { Roof? over; }")]
    [InlineData("using static App.High.Roof; namespace App.Low; class Cellar;")]
    [InlineData("using Over = App.High.Roof; namespace App.Low; class Cellar;")]
    [InlineData("namespace App.Low; class Cellar { App.High.Roof? over; }")]
    [InlineData("namespace App.Low; class Cellar { int x = global::App.High.Roof.Count; }")]
    [InlineData("namespace App.Low; class Cellar { object x = new High.Roof(); }")]
    [InlineData("namespace App.Low; class Cellar { int x = High.Roof.Count; }")]
    [InlineData("using App.High; namespace App.Low; class Cellar { bool Is(object x) => x is Roof; string Name => nameof(Roof); }")]
    public void An_arrow_that_the_page_has_not_is_found_however_it_is_written(string text) => Assert.Equal(
        ["src/App/Low/Cellar.cs: names Roof: App/Low ─► App/High is not on the page: move what is named or what names it, or, if the arrow is right, "
            + "add it to the line of App/Low in ARCHITECTURE.md"],
        Found(Block, ("src/App/Low/Cellar.cs", text)));

    [Fact]
    public void A_folder_that_shares_the_namespace_of_the_one_above_is_told_apart_by_its_types() => Assert.StartsWith(
        "src/App/High/Top.cs: names Tile: App/High ─► App/High/Tiles",
        Found(Block + "\n  High ─► nothing", ("src/App/High/Top.cs", "namespace App.High; class Top { Tile? one; }"),
            ("src/App/High/Tiles/Tile.cs", "namespace App.High; class Tile;"))
            .Single(finding => finding.Contains("names", StringComparison.Ordinal)));

    [Fact]
    public void A_verb_is_an_arrow_to_who_declares_it() => Assert.StartsWith("src/App/Mid/Floor.cs: names Stand(): App/Mid ─► App/Low",
        Found(Block + "\n  Mid ─► nothing", ("src/App/Mid/Floor.cs",
            "using App.Low; namespace App.Mid; class Floor { void Lie(object it) => it.Stand(); }")).Single());

    static readonly (string, string) opened = ("src/App/App.csproj",
        """<ItemGroup><Using Include="App.High" /><Using Include="App.Low" /></ItemGroup>""");

    [Theory]
    [InlineData("namespace App.Mid; class Floor { Roof? over; }", "names Roof: App/Mid ─► App/High")]
    [InlineData("namespace App.Mid; class Floor { int x = Roof.Count; }", "names Roof: App/Mid ─► App/High")]
    [InlineData("namespace App.Mid; class Floor { void Lie(object it) => it.Stand(); }", "names Stand(): App/Mid ─► App/Low")]
    public void An_arrow_is_found_where_the_project_opens_the_namespace_for_all_its_files(string text, string finding) =>
        Assert.StartsWith($"src/App/Mid/Floor.cs: {finding}", Found(Block + "\n  Mid ─► nothing", opened, ("src/App/Mid/Floor.cs", text)).Single());

    [Theory]
    [InlineData("namespace App.Mid; class Floor { void Lie(string[] it) => it.Select(); }", false)]
    [InlineData("namespace App.Mid; class Floor { void Lie(Ground it) => it.Select(); }", true)]
    [InlineData("namespace App.Mid; class Floor { void Lie() { var it = Ground.Make(); it.Select(); } }", true)]
    public void A_verb_of_an_opened_namespace_is_an_arrow_where_what_it_extends_is_named(string text, bool isOne)
    {
        var verb = ("src/App/Paint/PaintVerbs.cs",
            "namespace App.Low; static class PaintVerbs { extension(Ground it) { public void Select() { } } }");
        var found = Found(Block + "\n  Mid ─► Low\n  Paint ─► Low", opened, verb, ("src/App/Mid/Floor.cs", text));
        Assert.Equal(isOne, found.Any(each => each.StartsWith("src/App/Mid/Floor.cs: names Select(): App/Mid ─► App/Paint",
            StringComparison.Ordinal)));
    }

    [Fact]
    public void A_namespace_that_the_project_opens_is_no_arrow_where_nothing_of_it_is_named() =>
        Assert.Empty(Found(Block + "\n  Mid ─► nothing", opened, ("src/App/Mid/Floor.cs", "namespace App.Mid; class Floor { int[] High = []; }")));

    [Fact]
    public void A_using_line_that_no_name_explains_is_an_arrow_too() =>
        Assert.Contains("names using App.High", Found(Block, ("src/App/Low/Cellar.cs", "using App.High; namespace App.Low; class Cellar;")).Single());

    [Theory]
    [InlineData("using App.Low; namespace App.Mid; class Floor { int Roof; int X => Roof.Length; }")]
    [InlineData("namespace App.Mid; class Floor { int[] High = []; int X => High.Length; }")]
    [InlineData("namespace App.Mid; /* App.High.Roof */ class Floor { string s = \"App.High.Roof\"; } // App.High.Roof")]
    public void Members_comments_and_strings_are_no_arrows(string text) =>
        Assert.DoesNotContain(Found(Block + "\n  Mid ─► Low", ("src/App/Mid/Floor.cs", text)), finding =>
            finding.Contains("Mid ─► App/High", StringComparison.Ordinal));

    [Fact]
    public void A_permission_that_nobody_uses_is_found() => Assert.Equal(
        ["ARCHITECTURE.md:7: App/Low ─► App/High is permitted and nobody uses it: take it out of the line"],
            Found(Block.Replace("Low ─► nothing", "Low ─► High")));

    [Fact]
    public void A_folder_that_is_not_there_is_found_in_line_and_target()
    {
        Assert.StartsWith("ARCHITECTURE.md:8: there is no folder 'App/Vision'", Found(Block + "\n  Vision ─► nothing").Single());
        Assert.StartsWith("ARCHITECTURE.md:5: 'Vision' is no folder that App/High could name", 
            Found(Block.Replace("─► Low", "─► Low, Vision")).Single());
    }

    [Fact]
    public void A_folder_without_a_line_is_found() =>
        Assert.StartsWith("ARCHITECTURE.md: 'App/Odds' has no line", 
            Found(Block, ("src/App/Odds/Ends.cs", "namespace App.Odds; class Ends;")).Single());

    [Fact]
    public void An_arrow_that_must_never_be_is_found_even_if_it_is_permitted() => Assert.StartsWith(
        "ARCHITECTURE.md:6: App/High ─► App/Low must never be (src/App/High/Roof.cs: names Ground)",
            Found(Block.Replace("High ─► Low", "High ─► Low\n  High ─╳ Low")).Single());

    [Fact]
    public void Lessons_name_rooms_of_the_projects() => Assert.Contains("lessons/01-roof.cs: names Roof: lessons ─► App/High",
        Found(Block + "\nlessons ─► Low", ("lessons/01-roof.cs", "using App.Low; using App.High; Roof roof = new(); Ground g;")).Single());

    [Theory]
    [InlineData("App ─► nothing", "src/App/App.csproj: refers to Other: App ─► Other is not on the page")]
    [InlineData("App ─► Other, packages", "src/App/App.csproj: takes Serilog")]
    public void References_and_packages_of_projects_are_arrows(string line, string finding)
    {
        const string Items = """
            <ItemGroup>
              <ProjectReference Include="..\Other\Other.csproj" />
              <ProjectReference Include="../Tool.csproj" ReferenceOutputAssembly="false" />
              <PackageReference Include="Serilog" />
            </ItemGroup>
            """;
        var found = Planted.Findings(Planted.House(line + "\nOther ─► nothing", ("src/App/App.csproj", Items), ("src/Other/Other.csproj", "")));
        Assert.Equal(line.Contains("packages", StringComparison.Ordinal) ? 0 : 2, found.Length);
        Assert.Equal(!line.Contains("packages", StringComparison.Ordinal), found.Any(each => each.StartsWith(finding, StringComparison.Ordinal)));
    }
}
