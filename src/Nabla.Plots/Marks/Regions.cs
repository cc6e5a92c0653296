namespace Nabla.Plots.Marks;

/// <summary>Which class wins where: a tint for each class, in the color of the label of that class, and the border.</summary>
internal sealed class Regions(Surface classes, string[] labels) : Mark
{
    readonly double[] xEdges = classes.XEdges(), yEdges = classes.YEdges();

    public override Layer Layer => Layer.Fill;

    public override IEnumerable<string> Labels => labels;

    public override bool IsEmpty => false;

    public override void Measure(Bounds bounds)
    {
        bounds.Include(classes.XMin, classes.YMin);
        bounds.Include(classes.XMax, classes.YMax);
        bounds.X.Tighten();
        bounds.Y.Tighten();
    }

    public override void Draw(Panel panel)
    {
        for (int label = 0; label < labels.Length; label++)
        {
            var path = new PathText();
            for (int row = 0; row < classes.Rows; row++) Runs(panel, row, label, path);
            panel.Canvas.Path(path, panel.Series[labels[label]].Paint, null, 0.22, crisp: true);
        }
        Border(panel);
    }

    void Runs(Panel panel, int row, int label, PathText path)
    {
        for (int column = 0; column < classes.Columns; column++)
        {
            int start = column;
            while (column < classes.Columns && classes[row, column] == label) column++;
            if (column == start) continue;
            double left = panel.X.Map(xEdges[start]), right = panel.X.Map(xEdges[column]);
            double top = panel.Y.Map(yEdges[row + 1]), bottom = panel.Y.Map(yEdges[row]);
            path.Rectangle(left, top, right - left, bottom - top);
        }
    }

    // Around each class, halfway between nodes that differ; corners cut, since the steps are the grid's, not the model's.
    void Border(Panel panel)
    {
        var path = new PathText();
        for (int label = 0; label < labels.Length; label++)
        {
            Surface inside = classes.Map(value => value == label ? 1 : 0);
            foreach (var chain in MarchingSquares.Trace(inside, 0.5))
            {
                var places = chain.Select(p => (panel.X.Map(p.X), panel.Y.Map(p.Y))).ToList();
                path.Polyline(Thinning.Straighten(Smoothing.CutCorners(places, rounds: 2), 0.1));
            }
        }
        panel.Canvas.Path(path, null, new Stroke(Paint.Ink, 1.1));
    }

    public override void DrawKey(Canvas canvas, Box box, Series series) => canvas.Rectangle(box, series.Paint, null, 2, 0.25);
}
