namespace Nabla.Cli.Tests.Commands;

public class DataCommandTests
{
    [Fact]
    public void TheListNamesEverySetAndSaysWhereItLies()
    {
        var list = InProcess.Run("data", "list");
        Assert.Equal((0, ""), (list.Code, list.Error));
        Assert.Matches("(?m)^glyphs +drawn digits .* \\(made\\)$", list.Output);
        Assert.Contains("mnist", list.Output);
        Assert.All(list.Output.Split('\n'), line => Assert.Equal(line.TrimEnd(), line));
    }

    [Fact]
    public void AsJsonTheListIsOneObject()
    {
        var list = InProcess.Run("data", "list", "--json");
        var sets = list.Json.GetProperty("data").EnumerateArray().ToDictionary(set => set.GetProperty("name").GetString()!);
        Assert.True(sets["glyphs"].GetProperty("generated").GetBoolean());
        Assert.False(sets["iris"].GetProperty("generated").GetBoolean());
        Assert.NotEmpty(list.Json.GetProperty("cache").GetString()!);
        Assert.Single(list.Output.TrimEnd().Split('\n'));
    }

    [Fact]
    public void AMadeSetNeedsNoFetching()
    {
        var get = InProcess.Run("data", "get", "moons", "--json");
        Assert.Equal((0, "", "{\"name\":\"moons\",\"path\":null}"), (get.Code, get.Error, get.Output.TrimEnd()));
    }
}
