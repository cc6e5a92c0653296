using Nabla.Text;

namespace Nabla.Tests.Text.BytePairs;

public class AddedTokensTests
{
    static List<(int, int)> FindAll(string text, params string[] tokens)
    {
        var added = new AddedTokens(tokens.Select((token, id) => new AddedToken(token, id, true)));
        byte[] bytes = System.Text.Encoding.UTF8.GetBytes(text);
        int[] places = added.Walk();
        var found = new List<(int, int)>();
        for (var next = added.Next(bytes, 0, places); next.Id >= 0; next = added.Next(bytes, next.At + next.Length, places)) found.Add((next.At, next.Id));
        return found;
    }

    [Fact]
    public void The_first_is_found_and_of_those_that_begin_together_the_longest()
    {
        Assert.Equal([(1, 0), (4, 1), (9, 0)], FindAll("x<a>y"[..4] + "<a>b>" + "<a>", "<a>", "<a>b>"));
        Assert.Equal([(0, 0), (2, 0)], FindAll("aaaaa", "aa"));
        Assert.Equal([(2, 1)], FindAll("é<b>", "<a>", "<b>"));
        Assert.Empty(FindAll("<a", "<a>"));
        Assert.Empty(FindAll("<a>"));
    }
}
