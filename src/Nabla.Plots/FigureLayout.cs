using Nabla.Plots.Layout;

namespace Nabla.Plots;

/// <summary>Where everything of one figure lies. Margins are found first, so that figures of a grid can share them.</summary>
internal sealed class FigureLayout
{
    readonly Figure figure;
    readonly SeriesBook series;
    readonly Bounds bounds;
    readonly bool bare, empty, showsLegend;
    readonly ColorBar? bar;
    Header header;
    Legend legend;
    bool labelsAtEnds;

    /// <param name="figure">What to draw.</param>
    /// <param name="series">The look of each label.</param>
    /// <param name="showsLegend">False where a grid shows one legend for all its figures.</param>
    public FigureLayout(Figure figure, SeriesBook series, bool showsLegend = true)
    {
        (this.figure, this.series, this.showsLegend) = (figure, series, showsLegend);
        bounds = Measure(figure);
        bare = figure.Drawn.Count > 0 && figure.Drawn.All(m => m is Images);
        empty = IsEmpty(figure);
        (Width, Height) = (figure.Width, figure.Height);
        bar = figure.Drawn.Select(m => m.ColorKey).FirstOrDefault(k => k is not null) is { } key && !empty ? new ColorBar(key) : null;
        (header, legend) = (new("", "", Width), new([], Width));
        Margins = FindMargins();
        if (figure.EqualUnits && !empty) Margins = TakeIn();
    }

    public double Width { get; private set; }

    public double Height { get; private set; }

    public Margins Margins { get; private set; }

    List<string> Labels => empty ? [] : [.. figure.Drawn.SelectMany(m => m.LegendLabels).Distinct()];

    /// <summary>The labels that a legend above the plot explains; none where they stand at the ends of lines.</summary>
    public IReadOnlyList<string> Explained => labelsAtEnds || bare ? [] : Labels;

    /// <summary>What the figure draws, for the keys of a legend.</summary>
    public IReadOnlyList<Mark> Marks => figure.Drawn;

    bool IsEmpty(Figure figure)
    {
        bool named = figure.XAxis.Categories is { Count: > 0 };
        bool nothing = !bare && !named && (bounds.X.IsEmpty || (bounds.Y.IsEmpty && figure.YAxis.Categories is null));
        return figure.Drawn.All(m => m.IsEmpty) || nothing || (named && bounds.Y.IsEmpty && figure.YAxis.Categories is null);
    }

    static Bounds Measure(Figure figure)
    {
        var bounds = new Bounds(figure.XAxis, figure.YAxis);
        foreach (Mark mark in figure.Drawn) mark.Measure(bounds);
        foreach (Mark mark in figure.Drawn) mark.Settle(bounds);
        return bounds;
    }

    Margins FindMargins()
    {
        double inner = Width - 2 * Style.Padding;
        header = new Header(figure.Title, figure.Caption, inner);
        legend = new Legend(showsLegend ? Labels : [], inner);
        var margins = new Margins(60, Style.Padding + header.Height + legend.Height + 6, 24, 50);
        if (bare) return margins with { Left = Style.Padding, Right = Style.Padding, Bottom = Style.Padding - 4 };
        for (int round = 0; round < 2; round++)
        {
            Box area = Area(0, 0, margins);
            var (x, y) = Projections(area);
            var ends = bar is null && !empty ? EndLabels.Find(figure.Drawn, bounds, x, y) : null;
            labelsAtEnds = ends is not null;
            AxisLabels below = AxisLabels.Below(x, bounds.X), beside = AxisLabels.Beside(y, bounds.Y, bounds.Y.Whole);
            double left = Style.Padding + Style.TickGap + 1 + beside.Room + (figure.YAxis.Title.Length > 0 ? 24 : 0);
            double right = Style.Padding - 4 + Math.Max(Math.Max(ends?.Width ?? 0, bar?.Width(area) ?? 0), below.Overhang(x, left: false));
            double bottom = Style.Padding + Style.TickGap + below.Room + (figure.XAxis.Title.Length > 0 ? 18 : 0) + (Footnote.Length > 0 ? 18 : 0);
            double top = Style.Padding + header.Height + (labelsAtEnds ? 0 : legend.Height) + 6;
            margins = new(Math.Max(left, Style.Padding + below.Overhang(x, left: true)), top, right, bottom);
        }
        return margins;
    }

    string Footnote => bounds.Note();

    // Equal units leave room beside or below the plot, which the figure gives back.
    Margins TakeIn()
    {
        Box area = Area(0, 0, Margins);
        Box shrunk = Equalize(area);
        (Width, Height) = (Math.Max(240, Width - (area.Width - shrunk.Width)), Math.Max(160, Height - (area.Height - shrunk.Height)));
        return FindMargins();
    }

    Box Area(double left, double top, Margins margins) =>
        new Box(left, top, Width, Height).Shrink(margins.Left, margins.Top, margins.Right, margins.Bottom);

    (Projection X, Projection Y) Projections(Box area)
    {
        bool named = figure.YAxis.Categories is { Count: > 0 };
        // Names run down from the top, as the rows of a matrix.
        return (new(bounds.X, area.X, area.Right), named ? new(bounds.Y, area.Y, area.Bottom) : new(bounds.Y, area.Bottom, area.Y));
    }

    Box Equalize(Box area)
    {
        var (x, y) = Projections(area);
        double unit = Math.Min(area.Width / (x.High - x.Low), area.Height / (y.High - y.Low));
        double width = unit * (x.High - x.Low), height = unit * (y.High - y.Low);
        return new(area.X + (area.Width - width) / 2, area.Y + (area.Height - height) / 2, width, height);
    }

    /// <summary>Draws the figure with its corner at (left, top) and the given margins, at least its own.</summary>
    public void Draw(Canvas canvas, double left, double top, Margins margins)
    {
        header.Draw(canvas, left + Style.Padding, top + Style.Padding);
        Box area = Area(left, top, margins);
        if (figure.EqualUnits && !empty && !bare) area = Equalize(area);
        if (!labelsAtEnds && !bare) legend.Draw(canvas, left + Style.Padding, top + Style.Padding + header.Height, figure.Drawn, series);
        var (x, y) = Projections(area);
        if (empty) Nothing(canvas, area with { X = left + Style.Padding, Width = Width - 2 * Style.Padding });
        else if (bare) DrawMarks(new Panel(canvas, area, x, y, series, bar is not null));
        else DrawPlot(new Panel(canvas, area, x, y, series, bar is not null));
        canvas.Text(left + Style.Padding, top + Height - Style.Padding + 4, Footnote, Style.Footnote);
    }

    void DrawPlot(Panel panel)
    {
        AxisLabels below = AxisLabels.Below(panel.X, bounds.X), beside = AxisLabels.Beside(panel.Y, bounds.Y, bounds.Y.Whole);
        bool filled = figure.Drawn.Any(m => m.Layer == Layer.Fill);
        if (!filled) DrawGrid(panel, below, beside);
        DrawMarks(panel);
        AxisDrawing.Below(panel.Canvas, panel.Area, panel.X, below, figure.XAxis.Title);
        AxisDrawing.Beside(panel.Canvas, panel.Area, panel.Y, beside, figure.YAxis.Title);
        bar?.Draw(panel.Canvas, panel.Area);
        if (labelsAtEnds) EndLabels.Find(figure.Drawn, bounds, panel.X, panel.Y)?.Draw(panel.Canvas, panel.Area.Right, series);
    }

    // Names are no positions to read off: they have ticks, but no grid.
    void DrawGrid(Panel panel, AxisLabels below, AxisLabels beside)
    {
        TickSet across = figure.XAxis.Categories is null ? below.Ticks : TickSet.None;
        TickSet up = figure.YAxis.Categories is null ? beside.Ticks : TickSet.None;
        AxisDrawing.Grid(panel, across, up);
    }

    void DrawMarks(Panel panel)
    {
        panel.Canvas.BeginClip(panel.Area.Grow(2));
        foreach (Mark mark in figure.Drawn.OrderBy(m => m.Layer)) mark.Draw(panel);
        panel.Canvas.EndClip();
    }

    static void Nothing(Canvas canvas, Box area)
    {
        canvas.Rectangle(area, Paint.None, new Stroke(Paint.Grid, 1, "4 4"), 4);
        canvas.Text(area.CenterX, area.CenterY + 5, "no data", Style.AxisTitle with { Paint = Paint.Soft }, Anchor.Middle);
    }
}
