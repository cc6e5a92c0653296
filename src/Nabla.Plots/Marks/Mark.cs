namespace Nabla.Plots.Marks;

internal enum Layer { Fill, Rule, Area, Line, Point, Text }

/// <summary>A thing drawn in a figure. Marks are measured (all of x, then all of y) before the axes are laid out.</summary>
internal abstract class Mark(string? label = null)
{
    public string Label => label ?? "";

    public virtual Layer Layer => Layer.Line;

    /// <summary>Labels whose colors the mark uses; none for a mark that was made without one.</summary>
    public virtual IEnumerable<string> Labels => label is null ? [] : [label];

    /// <summary>Labels that the legend should show for it.</summary>
    public virtual IEnumerable<string> LegendLabels => Labels.Where(l => l.Length > 0);

    public abstract bool IsEmpty { get; }

    /// <summary>Tells the axes which values have to be seen.</summary>
    public abstract void Measure(Bounds bounds);

    /// <summary>Called when all marks are measured, for what depends on the whole range (histogram bins).</summary>
    public virtual void Settle(Bounds bounds)
    {
    }

    public abstract void Draw(Panel panel);

    /// <summary>Draws the sample of the look that stands beside a label of the legend.</summary>
    public virtual void DrawKey(Canvas canvas, Box box, Series series)
    {
    }

    /// <summary>Colors that need a scale beside the plot.</summary>
    public virtual ColorKey? ColorKey => null;
}
