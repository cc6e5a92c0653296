namespace Nabla.Plots.Tests;

public class FigureTests
{
    [Fact]
    public void Three_lines_make_a_figure()
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName(), "deep", "loss.svg");
        string full = new Figure("Loss") { XAxis = new("step"), YAxis = new("loss", Scale.Log) }
            .Line("train", [1, 2, 3], [1f, 0.5f, 0.2f]).Save(path);
        Assert.StartsWith("<svg", File.ReadAllText(full));
        Directory.Delete(Path.GetDirectoryName(Path.GetDirectoryName(full)!)!, recursive: true);
    }

    [Theory]
    [MemberData(nameof(Gallery.Names), MemberType = typeof(Gallery))]
    public void Texts_neither_overlap_nor_leave_the_figure(string name) => new SvgDocument(Gallery.Draw(name)).AssertReadable();

    [Theory]
    [MemberData(nameof(Gallery.Names), MemberType = typeof(Gallery))]
    public void The_same_input_gives_the_same_bytes(string name) =>
        Assert.Equal(Gallery.Draw(name).ToSvg(), Gallery.Draw(name).ToSvg());

    [Theory]
    [MemberData(nameof(Gallery.Names), MemberType = typeof(Gallery))]
    public void No_number_is_lost_in_the_drawing(string name)
    {
        string svg = new SvgDocument(Gallery.Draw(name)).Source;
        Assert.DoesNotContain("NaN", System.Text.RegularExpressions.Regex.Replace(svg, ">[^<]*</text>", ""));
        Assert.DoesNotContain("∞", svg);
        Assert.DoesNotContain(" id=", svg);
    }

    [Fact]
    public void A_hundred_thousand_points_stay_below_200_kB_and_keep_the_spike()
    {
        var random = new Random(2);
        var y = Enumerable.Range(0, 100_000).Select(i => random.NextDouble()).ToArray();
        y[77_777] = 100;
        string spiked = new Figure("Noise").Line("noise", y).ToSvg();
        Assert.InRange(spiked.Length, 1000, 200_000);
        y[77_777] = 0.5;
        Assert.NotEqual(spiked, new Figure("Noise").Line("noise", y).ToSvg());
        var cloud = new Figure("Cloud").Scatter("c", y.Select(v => v * v), y.Reverse());
        Assert.InRange(cloud.ToSvg().Length, 1000, 200_000);
    }

    [Fact]
    public void What_cannot_be_shown_leaves_a_gap_and_is_counted()
    {
        var svg = new SvgDocument(new Figure("Gaps") { YAxis = new("loss", Scale.Log) }
            .Line("a", [1, 2, double.NaN, 4, double.PositiveInfinity, 0, -1, 8.0], markers: false));
        Assert.True(svg.Says("Left out: 2 not finite (NaN or infinite), 2 not positive on a log axis."));
        string line = svg.Elements("path").Single(p => ((string?)p.Attribute("class"))?.Contains("nps-s0") == true).Attribute("d")!.Value;
        Assert.Equal(3, line.Count(c => c == 'M'));
    }

    [Fact]
    public void Nothing_to_show_says_so()
    {
        Assert.True(new SvgDocument(new Figure("Empty").Line("a", Array.Empty<double>())).Says("no data"));
        Assert.True(new SvgDocument(new Figure("Empty")).Says("no data"));
        Assert.True(new SvgDocument(new Figure("NaN").Line("a", [double.NaN, double.NaN])).Says("no data"));
        Assert.True(new SvgDocument(new Figure("Bars").Bars("a", ["x"], [double.NaN])).Says("no data"));
        Assert.False(new SvgDocument(new Figure("One").Line("a", [1.0])).Says("no data"));
    }

    [Fact]
    public void One_value_or_a_constant_gets_an_axis()
    {
        foreach (double value in new[] { 0.0, 5, -3, 1e-9, 1e12, 1e199 })
        {
            var svg = new SvgDocument(new Figure("One").Line("a", [value, value, value]));
            Assert.True(svg.Texts.Count >= 4, $"no ticks at {value}");
            svg.AssertReadable();
        }
    }

    [Fact]
    public void A_log_axis_maps_equal_ratios_to_equal_distances()
    {
        var svg = new SvgDocument(new Figure("Log") { YAxis = new("y", Scale.Log) }.Line("a", [1, 10, 100.0], markers: false));
        string line = svg.Elements("path").Single(p => ((string?)p.Attribute("class"))?.Contains("nps-s0") == true).Attribute("d")!.Value;
        var y = line.Split('M', 'L').Skip(1).Select(p => double.Parse(p.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture)).ToArray();
        Assert.Equal(y[0] - y[1], y[1] - y[2], 1);
    }

    [Fact]
    public void The_same_label_has_the_same_color_in_all_figures_of_a_grid()
    {
        var grid = new FigureGrid("g") { new Figure("1").Line("a", [1.0, 2]).Line("b", [2.0, 1]), new Figure("2").Line("b", [1.0, 5]) };
        var labels = new SvgDocument(grid).Elements("text").Where(t => t.Value == "b").Select(t => (string?)t.Attribute("fill"));
        Assert.Single(labels.Distinct());
    }

    [Fact]
    public void Mismatched_lengths_are_named()
    {
        var error = Assert.Throws<ArgumentException>(() => new Figure().Line("loss", [1, 2, 3], [1.0]));
        Assert.Equal("Line 'loss' needs as many x as y values, got 3 and 1.", error.Message);
        Assert.Throws<ArgumentException>(() => new Figure().Bars("b", ["x"], [1.0, 2]));
        Assert.Throws<ArgumentException>(() => new Figure().HeatMap(new double[2, 2], ["a"], ["b", "c"]));
        Assert.Throws<ArgumentException>(() => new Figure().ConfusionMatrix(new double[2, 3], ["a", "b"]));
    }
}
