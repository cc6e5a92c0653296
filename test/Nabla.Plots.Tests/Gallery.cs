namespace Nabla.Plots.Tests;

/// <summary>One figure of every kind, and the awkward ones.</summary>
static class Gallery
{
    static readonly string[] Digits = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];

    static readonly Dictionary<string, Func<Picture>> Pictures = new()
    {
        ["loss"] = () => new Figure("Loss") { Caption = "It falls.", XAxis = new("step"), YAxis = new("loss", Scale.Log) }
            .Line("train", Noise(4000).Select(v => v + 0.01)).Line("test", [0, 2000, 3999], [1, 0.5, 0.2]).HorizontalRule(0.1, "target"),
        ["crowded ends"] = () => Many(6, i => $"rate {i}", (i, x) => 1 + 0.001 * i * x),
        ["many labels"] = () => Many(14, i => $"a rather long label number {i}", (i, x) => i * x),
        ["ordered"] = () => Ordered(),
        ["band"] = () => new Figure("Band").Band("a", [0, 1, 2], [1.0, 2, 3], [2.0, double.NaN, 5]).Line("a", [1.5, 2.5, 4]),
        ["histogram"] = () => new Figure("Histogram") { XAxis = new("activation") }.Histogram("a", Noise(900)).Histogram("b", Noise(90)).VerticalRule(0.5, "half"),
        ["log histogram"] = () => new Figure("Norms") { XAxis = new("norm", Scale.Log) }.Histogram("a", Noise(500).Select(v => Math.Exp(9 * v)), shares: true),
        ["bars"] = () => new Figure("Bars") { YAxis = new("accuracy [%]") }.Bars("train", ["mlp", "cnn"], [98.2, 99.1]).Bars("test", ["mlp", "cnn"], [97.0, -3]),
        ["long names"] = () => new Figure("Time").Bars("ms", Enumerable.Range(0, 17).Select(i => $"blocks.{i}.attention.query.weight"), Noise(17), Noise(17)),
        ["hundred names"] = () => new Figure("Time").Bars("ms", Enumerable.Range(0, 100).Select(i => $"blocks.{i}.weight"), Noise(100)),
        ["heat map"] = () => new Figure("Norms") { XAxis = new("step"), YAxis = new("layer") }.HeatMap(Matrix(30, 40), Names(30), Enumerable.Range(0, 40).Select(i => $"{i * 500}"), "norm", Scale.Log),
        ["surface"] = () => new Figure("Bowl") { EqualUnits = true }.HeatMap(Bowl, "loss").Contours(Bowl).Trajectory("way", [-3.0, 2, -1, 0], [1.0, -1, 0.5, 0]).Note(0, 0, "minimum"),
        ["regions"] = () => new Figure("Regions") { EqualUnits = true, Caption = "A caption that is long enough to need a second line below a narrow square figure." }
            .Regions(Surface.Sample((x, y) => x * y > 0 ? 1 : 0, -2, 2, -2, 2, 51, 51), "no", "yes").Scatter("yes", [1.0, -1], [1.0, -1]),
        ["arrows"] = () => new Figure("Field").Arrows("−∇L", [0.0, 1], [0.0, 1], [1.0, 0], [0.0, -1]),
        ["images"] = () => new Figure("Mistakes").Images(Enumerable.Range(0, 13).Select(_ => Raster.Grey(new float[784], 28, 28)), Digits.Concat(["a very long caption", "x", "y"]), [true]),
        ["confusion"] = () => new Figure("Confusion").ConfusionMatrix(Matrix(10, 10), Digits),
        ["confusion of many"] = () => new Figure("Confusion").ConfusionMatrix(Matrix(100, 100), Names(100)),
        ["rules and notes"] = () => new Figure("Rules").Line("a", [0, 1.0]).HorizontalRule(0.5, "first").HorizontalRule(0.51, "second").VerticalRule(0.5, "third").VerticalRule(0.52, "fourth").Note(0.5, 0.5, "fifth").Note(0.5, 0.5, "sixth"),
        ["small"] = () => new Figure("A long title for a small figure, which needs several lines to be told") { Width = 220, Height = 160, XAxis = new("step"), YAxis = new("a long title of the axis") }.Line("a", [1e-7, 2e-7]),
        ["huge numbers"] = () => new Figure("Huge").Line("a", [-1e190, 1e190]).Line("b", [1e-190, 3e-190]),
        ["empty"] = () => new Figure("Empty") { Caption = "Nothing." }.Line("a", Array.Empty<double>()),
        ["grid"] = () => new FigureGrid("Grid", 2) { new Figure("one") { Width = 300, Height = 240 }.Line("a", [1.0, 2]), Ordered(), new Figure("two").Bars("b", ["x"], [1.0]) },
        ["empty grid"] = () => new FigureGrid("Nothing"),
    };

    public static TheoryData<string> Names() => new(Pictures.Keys);

    public static Picture Draw(string name) => Pictures[name]();

    static Surface Bowl => Surface.Sample((x, y) => x * x + 5 * y * y, -3, 3, -1, 1, 100, 60);

    static IEnumerable<string> Names(int count) => Enumerable.Range(0, count).Select(i => $"layer.{i}.weight");

    static double[] Noise(int count)
    {
        var random = new Random(count);
        return [.. Enumerable.Range(0, count).Select(_ => random.NextDouble())];
    }

    static double[,] Matrix(int rows, int columns)
    {
        var matrix = new double[rows, columns];
        for (int i = 0; i < matrix.Length; i++)
            matrix[i / columns, i % columns] = i % 17;
        return matrix;
    }

    static Figure Many(int count, Func<int, string> label, Func<int, double, double> value)
    {
        var figure = new Figure("Many") { XAxis = new("x") };
        for (int i = 0; i < count; i++)
            figure.Line(label(i), Enumerable.Range(0, 50), Enumerable.Range(0, 50).Select(x => value(i, x)));
        return figure;
    }

    static Figure Ordered()
    {
        var figure = new Figure("Depth") { Ordered = true, YAxis = new("norm", Scale.Log) };
        foreach (int depth in new[] { 2, 5, 10, 50 })
            figure.Line($"depth {depth}", Enumerable.Range(1, depth).Select(i => Math.Pow(0.25, i)));
        return figure;
    }
}
