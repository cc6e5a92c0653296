namespace Nabla.Plots.Drawing;

internal enum Anchor { Start, Middle, End }

/// <summary>How text is set. <paramref name="Halo"/> draws the card's color around the letters, for text over data.</summary>
internal readonly record struct TextStyle(double Size, Paint Paint, bool Bold = false, bool Halo = false);

/// <summary>How a line is drawn; dashes as SVG writes them.</summary>
internal readonly record struct Stroke(Paint Paint, double Width = 1, string Dash = "", double Opacity = 1);

/// <summary>Writes SVG elements: invariant numbers of two decimals, escaped text, no identifiers, so that many figures may share one page.</summary>
internal sealed class Canvas
{
    readonly StringBuilder body = new();
    readonly SortedDictionary<string, Paint> used = new(StringComparer.Ordinal);

    public static string Number(double value)
    {
        double rounded = Math.Round(value, 2, MidpointRounding.AwayFromZero);
        return rounded == 0 ? "0" : rounded.ToString("0.##", CultureInfo.InvariantCulture);
    }

    public void Rectangle(Box box, Paint fill, Stroke? edge = null, double radius = 0, double opacity = 1)
    {
        body.Append(CultureInfo.InvariantCulture, $"<rect {Frame(box)}");
        if (radius > 0) body.Append(CultureInfo.InvariantCulture, $" rx=\"{Number(radius)}\"");
        Style(fill, edge, opacity);
        body.Append("/>\n");
    }

    public void Segment(double x1, double y1, double x2, double y2, Stroke stroke) => Path(new PathText().Move(x1, y1).Line(x2, y2), null, stroke);

    public void Circle(double x, double y, double radius, Paint fill, Stroke? edge = null)
    {
        body.Append(CultureInfo.InvariantCulture, $"<circle cx=\"{Number(x)}\" cy=\"{Number(y)}\" r=\"{Number(radius)}\"");
        Style(fill, edge, 1);
        body.Append("/>\n");
    }

    /// <summary>A path. <paramref name="crisp"/> turns smoothing off, so that cells that touch leave no seam.</summary>
    public void Path(PathText path, Paint? fill, Stroke? stroke, double opacity = 1, bool crisp = false, bool roundCaps = false)
    {
        if (path.IsEmpty) return;
        body.Append("<path d=\"").Append(path).Append('"');
        Style(fill ?? Paint.None, stroke, opacity);
        if (roundCaps) body.Append(" stroke-linecap=\"round\"");
        body.Append(crisp ? " shape-rendering=\"crispEdges\"/>\n" : " stroke-linejoin=\"round\"/>\n");
    }

    public void Text(double x, double y, string text, TextStyle style, Anchor anchor = Anchor.Start, double rotate = 0)
    {
        if (string.IsNullOrEmpty(text)) return;
        body.Append(CultureInfo.InvariantCulture,
            $"<text x=\"{Number(x)}\" y=\"{Number(y)}\" font-size=\"{Number(style.Size)}\"");
        if (anchor != Anchor.Start) body.Append(anchor == Anchor.Middle ? " text-anchor=\"middle\"" : " text-anchor=\"end\"");
        if (style.Bold) body.Append(" font-weight=\"600\"");
        if (rotate != 0) body.Append(CultureInfo.InvariantCulture, $" transform=\"rotate({Number(rotate)} {Number(x)} {Number(y)})\"");
        if (style.Halo) body.Append(" stroke-linejoin=\"round\" paint-order=\"stroke\"");
        Style(style.Paint, style.Halo ? new Stroke(Paint.Card, 3) : null, 1);
        body.Append('>').Append(Escape(text)).Append("</text>\n");
    }

    /// <summary>A picture of pixels, shown with hard edges between them.</summary>
    public void Image(Box box, string dataUri)
    {
        body.Append(CultureInfo.InvariantCulture, $"<image {Frame(box)}");
        body.Append(" preserveAspectRatio=\"none\" image-rendering=\"optimizeSpeed\" style=\"image-rendering:pixelated\"");
        body.Append(CultureInfo.InvariantCulture, $" href=\"{dataUri}\" xlink:href=\"{dataUri}\"/>\n");
    }

    /// <summary>Cuts what follows to the box, until <see cref="EndClip"/>. A nested svg element needs no identifier.</summary>
    public void BeginClip(Box box)
    {
        string place = $"{Number(box.X)} {Number(box.Y)} {Number(box.Width)} {Number(box.Height)}";
        body.Append(CultureInfo.InvariantCulture, $"<svg {Frame(box)} viewBox=\"{place}\" overflow=\"hidden\">\n");
    }

    static string Frame(Box box) => $"x=\"{Number(box.X)}\" y=\"{Number(box.Y)}\" width=\"{Number(box.Width)}\" height=\"{Number(box.Height)}\"";

    public void EndClip() => body.Append("</svg>\n");

    /// <summary>The whole document; <paramref name="label"/> is what a screen reader says.</summary>
    public string ToSvg(double width, double height, string label)
    {
        var svg = new StringBuilder();
        svg.Append("<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" ");
        svg.Append(CultureInfo.InvariantCulture, $"viewBox=\"0 0 {Number(width)} {Number(height)}\" ");
        svg.Append(CultureInfo.InvariantCulture, $"width=\"{Number(width)}\" height=\"{Number(height)}\" role=\"img\" ");
        svg.Append(CultureInfo.InvariantCulture, $"aria-label=\"{Escape(label)}\" font-family=\"{Typeface.Family}\">\n");
        svg.Append("<style>@media screen and (prefers-color-scheme:dark){");
        foreach (var (name, paint) in used)
            svg.Append(CultureInfo.InvariantCulture, $".npf-{name}{{fill:{paint.Dark}}}.nps-{name}{{stroke:{paint.Dark}}}");
        return svg.Append("}</style>\n").Append(body).Append("</svg>\n").ToString();
    }

    void Style(Paint fill, Stroke? edge, double opacity)
    {
        string classes = string.Join(' ', ClassNames(fill, edge));
        if (classes.Length > 0) body.Append(CultureInfo.InvariantCulture, $" class=\"{classes}\"");
        body.Append(CultureInfo.InvariantCulture, $" fill=\"{fill.Light}\"");
        if (opacity < 1) body.Append(CultureInfo.InvariantCulture, $" fill-opacity=\"{Number(opacity)}\"");
        if (edge is not { } stroke) return;
        body.Append(CultureInfo.InvariantCulture, $" stroke=\"{stroke.Paint.Light}\" stroke-width=\"{Number(stroke.Width)}\"");
        if (stroke.Dash.Length > 0) body.Append(CultureInfo.InvariantCulture, $" stroke-dasharray=\"{stroke.Dash}\"");
        if (stroke.Opacity < 1) body.Append(CultureInfo.InvariantCulture, $" stroke-opacity=\"{Number(stroke.Opacity)}\"");
    }

    IEnumerable<string> ClassNames(Paint fill, Stroke? edge)
    {
        if (fill.Name.Length > 0) yield return "npf-" + Remember(fill);
        if (edge is { Paint.Name.Length: > 0 } stroke) yield return "nps-" + Remember(stroke.Paint);
    }

    string Remember(Paint paint)
    {
        used[paint.Name] = paint;
        return paint.Name;
    }

    /// <summary>Escapes markup, and drops what XML 1.0 forbids: control characters and lone surrogates.</summary>
    internal static string Escape(string text)
    {
        var safe = new StringBuilder(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
        {
            string? written = rune.Value switch
            {
                '&' => "&amp;",
                '<' => "&lt;",
                '>' => "&gt;",
                '"' => "&quot;",
                '\t' or '\n' or '\r' => " ",
                < 0x20 or 0x7f or 0xfffe or 0xffff => null,
                _ => rune.ToString(),
            };
            safe.Append(written);
        }
        return safe.ToString();
    }
}
