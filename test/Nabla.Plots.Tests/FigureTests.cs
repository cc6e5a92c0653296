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
    public void Figures_of_a_grid_that_need_the_same_legend_share_one()
    {
        Figure Classes(string title) => new Figure(title) { Width = 300 }.Scatter("no", [0.0], [1.0]).Scatter("yes", [1.0], [0.0]);
        var shared = new SvgDocument(new FigureGrid("g") { Classes("1"), Classes("2"), new Figure("3").Line("loss", [2.0, 1]) });
        Assert.Single(shared.Texts, "no");
        Assert.Single(shared.Texts, "yes");
        shared.AssertReadable();
        var apart = new SvgDocument(new FigureGrid("g") { Classes("1"), new Figure("2").Scatter("yes", [0.0], [1.0]) });
        Assert.Equal(2, apart.Texts.Count(text => text == "yes"));
    }

    [Fact]
    public void A_curve_is_sampled_evenly_along_a_log_axis()
    {
        var places = new List<double>();
        new Figure("Log") { XAxis = new("n", Scale.Log) }.Curve("fit", n => { places.Add(n); return n; }, 1, 1e8, points: 9);
        Assert.All(places.Select((n, i) => (n, i)), each => Assert.Equal(Math.Pow(10, each.i), each.n, each.n * 1e-9));
        Assert.Throws<ArgumentException>(() => new Figure() { XAxis = new("n", Scale.Log) }.Curve("fit", n => n, 0, 1));
        Assert.Throws<ArgumentException>(() => new Figure().Curve("fit", n => n, 0, 1, points: 1));
    }

    [Fact]
    public void Rectangles_that_touch_share_their_corners()
    {
        var regions = new Figure("Seams") { EqualUnits = true }.Regions(Surface.Sample((x, y) => 0, -1.6, 2.6, -1.1, 1.6), "all");
        var path = new SvgDocument(regions).Elements("path").Select(p => p.Attribute("d")!.Value).First(d => d.Contains('H') && d.Contains('z'));
        var rows = path.Split('z', StringSplitOptions.RemoveEmptyEntries).Select(cell => cell.Split('M', ' ', 'H', 'V')).Select(cell => (Top: cell[2], Bottom: cell[4])).ToList();
        Assert.Equal(121, rows.Count);
        for (int i = 1; i < rows.Count; i++)
            Assert.Equal(rows[i - 1].Top, rows[i].Bottom);
    }

    [Fact]
    public void Two_colors_part_at_zero()
    {
        string Cell(double[,] values) => new SvgDocument(new Figure("Weights").HeatMap(values, ["a"], ["x", "y", "z"], colors: ColorMap.Diverging)).Source;
        string middle = ColorMap.Diverging.Color(64.0 / 127);
        Assert.Contains(middle, Cell(new double[,] { { 0, 10, 10 } }));
        Assert.DoesNotContain(ColorMap.Diverging.Color(0), Cell(new double[,] { { 4, 7, 10 } }));
    }

    [Fact]
    public void Heat_maps_of_one_range_give_one_number_one_color()
    {
        string Color(double other) => new SvgDocument(new Figure("h").HeatMap(new[,] { { 1, other } }, ["a"], ["x", "y"], colorRange: (0, 4)))
            .Elements("path").Select(p => (string?)p.Attribute("fill")).First(fill => fill?.StartsWith('#') == true && fill == ColorMap.Sequential.Color(32.0 / 127))!;
        Assert.Equal(Color(2), Color(100));
    }

    [Fact]
    public void Room_is_left_of_what_is_seen_not_of_what_a_fixed_end_hides()
    {
        var svg = new SvgDocument(new Figure("Bars") { YAxis = new("accuracy [%]") { Min = 90 } }.Bars("a", ["x", "y"], [92.0, 98]));
        Assert.False(svg.Says("100"));
        Assert.True(svg.Says("98"));
    }

    [Fact]
    public void Several_histograms_are_outlined_so_that_none_hides_another()
    {
        int Outlines(Figure figure) => new SvgDocument(figure).Elements("path").Count(p => (string?)p.Attribute("stroke-width") == "1.6");
        Assert.Equal(0, Outlines(new Figure("One").Histogram("a", [1.0, 2, 2.5])));
        Assert.Equal(3, Outlines(new Figure("Three").Histogram("a", [1.0, 2, 2.5]).Histogram("b", [1.0, 9]).Histogram("c", [4.0, 5])));
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
