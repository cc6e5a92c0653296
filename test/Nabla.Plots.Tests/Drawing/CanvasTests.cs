using System.Xml.Linq;
using Nabla.Plots.Drawing;

namespace Nabla.Plots.Tests.Drawing;

public class CanvasTests
{
    [Theory]
    [InlineData("a < b & \"c\" > 'd'")]
    [InlineData("</text><script>alert(1)</script>")]
    [InlineData("∇ loss — größer 数据 🙂")]
    public void Text_comes_back_as_it_went_in(string text)
    {
        var svg = new SvgDocument(new Figure(text) { Caption = text }.Line("x", [1.0, 2]));
        Assert.Contains(text, svg.Texts);
        Assert.DoesNotContain("<script", svg.Source);
    }

    [Fact]
    public void What_XML_forbids_is_dropped()
    {
        string safe = Canvas.Escape("a\u0000b\u0007c\ud800d\ufffee\tf");
        Assert.Equal("abc\ufffdde f", safe);
        XDocument.Parse($"<x>{safe}</x>");
    }

    [Theory]
    [InlineData(-0.001, "0")]
    [InlineData(1.006, "1.01")]
    [InlineData(12345.678, "12345.68")]
    public void Numbers_have_two_decimals(double value, string text) => Assert.Equal(text, Canvas.Number(value));

    [Fact]
    public void Every_named_paint_has_a_dark_form()
    {
        var svg = new SvgDocument(new Figure("t").Line("a", [1.0, 2]).Band("a", [0, 1], [1.0, 1], [2.0, 3]));
        var names = svg.Elements("path").Concat(svg.Elements("text")).SelectMany(e => ((string?)e.Attribute("class") ?? "").Split(' '))
            .Where(n => n.Length > 0).Distinct();
        Assert.All(names, name => Assert.Contains("." + name + "{", svg.Source));
    }
}
