namespace Nabla.Plots;

/// <summary>
/// One pair of axes and what is drawn on it:
/// <code>
/// new Figure("Loss") { XAxis = new("step"), YAxis = new("loss", Scale.Log) }
///     .Line("train", steps, losses).Line("test", testSteps, testLosses).Save("loss.svg");
/// </code>
/// Marks with the same label share color and legend entry. Few lines are named at their right ends, else a legend stands
/// above the plot. Values that cannot be shown (NaN, infinities, not positive on a log axis) leave a gap and are counted
/// in a note below.
/// </summary>
public sealed partial class Figure(string title = "") : Picture(title)
{
    /// <summary>The horizontal axis.</summary>
    public Axis XAxis { get; set; } = new();

    /// <summary>The vertical axis.</summary>
    public Axis YAxis { get; set; } = new();

    /// <summary>Width in pixels, all included.</summary>
    public double Width { get; set; } = 640;

    /// <summary>Height in pixels, all included.</summary>
    public double Height { get; set; } = 400;

    /// <summary>One unit of x is as long as one unit of y (maps, planes, matrices); the figure becomes narrower where it can.</summary>
    public bool EqualUnits { get; set; }

    /// <summary>The labels form an ordered family (depths, rates): colors run along the color map instead of being
    /// as different as possible.</summary>
    public bool Ordered { get; set; }

    internal List<Mark> Drawn { get; } = [];

    internal IEnumerable<string> Labels => Drawn.SelectMany(m => m.Labels);

    /// <inheritdoc/>
    public override string ToSvg()
    {
        var layout = new FigureLayout(this, new SeriesBook(Labels, Ordered));
        return OnCard(layout.Width, layout.Height, canvas => layout.Draw(canvas, 0, 0, layout.Margins));
    }

    Figure Add(Mark mark)
    {
        Drawn.Add(mark);
        return this;
    }
}
