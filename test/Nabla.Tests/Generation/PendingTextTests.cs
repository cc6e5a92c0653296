using System.Text;
using Nabla.Generation;

namespace Nabla.Tests.Generation;

public class PendingTextTests
{
    static List<string> Pieces(string[] stops, params byte[][] tokens)
    {
        var text = new PendingText(stops);
        return [.. tokens.Select(token => text.Add(token)), text.End()];
    }

    static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    [Fact]
    public void Half_a_character_waits_for_its_other_half()
    {
        byte[] nabla = Utf8("∇");
        Assert.Equal(["", "", "∇x", ""], Pieces([], [nabla[0]], [nabla[1]], [nabla[2], (byte)'x']));
    }

    [Fact]
    public void Bytes_that_are_no_character_are_shown_as_such_once_that_is_certain()
    {
        Assert.Equal(["a", "\uFFFDb", ""], Pieces([], [(byte)'a', 0xE2], [(byte)'b']));
        Assert.Equal(["a", "\uFFFD"], Pieces([], [(byte)'a', 0xE2]));
    }

    [Fact]
    public void The_beginning_of_a_stop_string_waits_until_it_is_one_or_not()
    {
        Assert.Equal(["x", "", ""], Pieces(["END"], Utf8("xE"), Utf8("ND and more")));
        Assert.Equal(["x", "EN", "ENd", ""], Pieces(["END"], Utf8("xE"), Utf8("NEN"), Utf8("d")));
        Assert.Equal(["x", "EN"], Pieces(["END"], Utf8("xEN")));
    }

    [Theory]
    [InlineData("aaab", "xaaaab", "xa")]
    [InlineData("∇", "x∇y", "x")]
    [InlineData("b|abc", "xabc", "xa")] // "b" is whole before "abc" is
    [InlineData("bc|abc", "xabc", "x")] // both at once: the longer
    [InlineData("\n\n", "one\ntwo\n\nthree", "one\ntwo")]
    [InlineData("z", "no stop", "no stop")]
    public void However_the_bytes_are_cut_the_text_is_the_same(string stops, string all, string expected)
    {
        byte[] bytes = Utf8(all);
        for (int cuts = 0; cuts < 1 << (bytes.Length - 1); cuts += bytes.Length > 12 ? 7 : 1)
        {
            var text = new PendingText(stops.Split('|'));
            var written = new StringBuilder();
            for (int from = 0, i = 0; i < bytes.Length; i++)
            {
                if (i < bytes.Length - 1 && (cuts >> i & 1) == 0) continue;
                written.Append(text.Add(bytes.AsSpan(from..(i + 1))));
                from = i + 1;
            }
            Assert.Equal(expected, written.Append(text.End()).ToString());
            Assert.Equal(expected != all, text.IsStopped);
        }
    }

    [Fact]
    public void Any_bytes_are_the_text_that_they_are_in_one()
    {
        for (int seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            byte[] bytes = [.. Enumerable.Range(0, 40).Select(_ => random.GetItems(Utf8("aä∇😀\u0000\uFFFF"), 1)[0])];
            var text = new PendingText([]);
            string pieces = string.Concat(bytes.Select(each => text.Add([each]))) + text.End();
            Assert.Equal(Encoding.UTF8.GetString(bytes), pieces);
        }
    }
}
