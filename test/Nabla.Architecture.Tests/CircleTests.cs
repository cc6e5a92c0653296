namespace Nabla.Architecture.Tests;

public class CircleTests
{
    static string[] Check(params (string Path, string Text)[] files) => [.. CircleRules.Check(Planted.House("", files))];

    [Fact]
    public void No_folders_go_round_in_a_circle() => Repository.AssertClean(CircleRules.Check(Repository.House));

    [Fact]
    public void Two_rooms_that_name_each_other_are_found_with_types_and_files()
    {
        string circle = Assert.Single(Check(("src/App/A/One.cs", "namespace App.A; class One { App.B.Two? x; }"),
            ("src/App/B/Two.cs", "namespace App.B; class Two { App.A.One? x; }")));
        Assert.StartsWith("A circle: App/A ─► App/B ─► App/A.", circle);
        Assert.Contains("App/B ─► App/A: One in src/App/B/Two.cs", circle);
        Assert.Contains("Move what is named to the lower floor", circle);
    }

    [Fact]
    public void A_folder_and_one_inside_it_are_two() => Assert.StartsWith("A circle: App/A ─► App/A/In ─► App/A.", Assert.Single(Check(
        ("src/App/A/One.cs", "namespace App.A; class One { Two? x; }"), ("src/App/A/In/Two.cs", "namespace App.A; class Two { One? x; }"))));

    [Fact]
    public void So_are_the_top_of_a_project_and_its_folders() => Assert.StartsWith("A circle: App ─► App/A ─► App.", Assert.Single(Check(
        ("src/App/One.cs", "namespace App; class One { A.Two? x; }"), ("src/App/A/Two.cs", "namespace App.A; class Two { One? x; }"))));

    [Fact]
    public void A_circle_of_rooms_is_found_though_no_two_folders_in_them_go_round() =>
        Assert.StartsWith("A circle: App/A ─► App/B ─► App/A.", Assert.Single(Check(
        ("src/App/A/X/One.cs", "namespace App.A.X; class One { App.B.X.Two? x; }"), ("src/App/B/X/Two.cs", "namespace App.B.X; class Two;"),
        ("src/App/B/Y/Three.cs", "namespace App.B.Y; class Three { App.A.Y.Four? x; }"), ("src/App/A/Y/Four.cs", "namespace App.A.Y; class Four;"))));

    [Fact]
    public void Three_go_round_as_well_and_so_do_folders_of_tests() =>
        Assert.StartsWith("A circle: test/App.Tests/A ─► test/App.Tests/B ─► test/App.Tests/C ─► test/App.Tests/A.", Assert.Single(Check(
        ("test/App.Tests/A/One.cs", "namespace App.Tests.A; class One { B.Two? x; }"),
            ("test/App.Tests/B/Two.cs", "namespace App.Tests.B; class Two { C.Three? x; }"),
        ("test/App.Tests/C/Three.cs", "namespace App.Tests.C; class Three { A.One? x; }"))));

    [Fact]
    public void One_way_is_no_circle() => Assert.Empty(Check(("src/App/A/One.cs", "namespace App.A; class One { App.B.Two? x; }"),
        ("src/App/B/Two.cs", "namespace App.B; class Two;")));
}
