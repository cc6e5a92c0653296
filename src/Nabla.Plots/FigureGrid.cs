using System.Collections;
using Nabla.Plots.Layout;

namespace Nabla.Plots;

/// <summary>
/// Figures side by side on one card, their plot areas in line, the same label in the same color throughout, and one
/// legend where all would say the same:
/// <code>new FigureGrid("Momentum", columns: 2) { first, second }.Save("momentum.svg")</code>
/// </summary>
public sealed class FigureGrid(string title = "", int columns = 2) : Picture(title), IEnumerable<Figure>
{
    readonly List<Figure> figures = [];

    /// <summary>Adds a figure after the last, row by row.</summary>
    public void Add(Figure figure) => figures.Add(figure);

    /// <inheritdoc/>
    public IEnumerator<Figure> GetEnumerator() => figures.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    public override string ToSvg()
    {
        var series = new SeriesBook(figures.SelectMany(f => f.Labels), figures.Count > 0 && figures.All(f => f.Ordered));
        FigureLayout[] layouts = [.. figures.Select(f => new FigureLayout(f, series))];
        var explained = Shared(layouts);
        if (explained is not null) layouts = [.. figures.Select(f => new FigureLayout(f, series, showsLegend: false))];
        var rows = layouts.Chunk(Math.Max(1, columns)).ToList();
        double width = Math.Max(240, rows.Select(row => row.Sum(f => f.Width)).DefaultIfEmpty(0).Max());
        var header = new Header(Title, Caption, width - 2 * Style.Padding);
        var legend = new Legend(explained?.Explained ?? [], width - 2 * Style.Padding);
        double above = header.Height + legend.Height, top = above > 0 ? Style.Padding + above - 8 : 0;
        double height = Math.Max(top + Style.Padding, top + rows.Sum(row => row.Max(f => f.Height)));
        return OnCard(width, height, canvas =>
        {
            header.Draw(canvas, Style.Padding, Style.Padding);
            legend.Draw(canvas, Style.Padding, Style.Padding + header.Height, explained?.Marks ?? [], series);
            foreach (var row in rows)
            {
                DrawRow(canvas, row, top);
                top += row.Max(f => f.Height);
            }
        });
    }

    /// <summary>The figure whose legend serves all that need one, where several do and all say the same; else null.</summary>
    static FigureLayout? Shared(FigureLayout[] layouts)
    {
        FigureLayout[] explaining = [.. layouts.Where(layout => layout.Explained.Count > 0)];
        return explaining.Length > 1 && explaining.All(layout => layout.Explained.SequenceEqual(explaining[0].Explained)) ? explaining[0] : null;
    }

    // Figures of a row share their upper and lower margins, so that their axes are in line.
    static void DrawRow(Canvas canvas, FigureLayout[] row, double top)
    {
        double upper = row.Max(f => f.Margins.Top), lower = row.Max(f => f.Margins.Bottom), left = 0;
        foreach (FigureLayout figure in row)
        {
            figure.Draw(canvas, left, top, figure.Margins with { Top = upper, Bottom = lower });
            left += figure.Width;
        }
    }
}
