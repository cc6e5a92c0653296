using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Nabla.Plots.Drawing;

namespace Nabla.Plots.Tests;

/// <summary>A drawn figure, read back: its texts with their boxes, its paths.</summary>
sealed partial class SvgDocument
{
    readonly XDocument document;

    public SvgDocument(Picture picture)
    {
        Source = picture.ToSvg();
        document = XDocument.Parse(Source);
    }

    public string Source { get; }

    public double Width => Number(document.Root!, "width");

    public double Height => Number(document.Root!, "height");

    public IEnumerable<XElement> Elements(string name) => document.Descendants().Where(e => e.Name.LocalName == name);

    public IReadOnlyList<string> Texts => [.. Elements("text").Select(t => t.Value)];

    public bool Says(string text) => Texts.Any(t => t.Contains(text, StringComparison.Ordinal));

    /// <summary>Corners of each text's box, clockwise, after rotation.</summary>
    public IReadOnlyList<(string Text, (double X, double Y)[] Corners)> TextBoxes => [.. Elements("text").Select(Corners)];

    static (string, (double, double)[]) Corners(XElement text)
    {
        double size = Number(text, "font-size"), x = Number(text, "x"), y = Number(text, "y");
        double width = Typeface.Width(text.Value, size, text.Attribute("font-weight") is not null);
        double left = (string?)text.Attribute("text-anchor") switch { "middle" => x - width / 2, "end" => x - width, _ => x };
        double top = y - Typeface.Ascent * size, bottom = y + Typeface.Descent * size;
        double angle = 0;
        if ((string?)text.Attribute("transform") is { } transform)
            angle = double.Parse(Rotation().Match(transform).Groups[1].Value, CultureInfo.InvariantCulture) * Math.PI / 180;
        (double, double) Turn(double px, double py) => (
            x + (px - x) * Math.Cos(angle) - (py - y) * Math.Sin(angle),
            y + (px - x) * Math.Sin(angle) + (py - y) * Math.Cos(angle));
        return (text.Value, [Turn(left, top), Turn(left + width, top), Turn(left + width, bottom), Turn(left, bottom)]);
    }

    /// <summary>Two convex shapes overlap unless a line along one of their sides parts them.</summary>
    public static bool Overlap((double X, double Y)[] one, (double X, double Y)[] other)
    {
        foreach (var shape in new[] { one, other })
        {
            for (int i = 0; i < shape.Length; i++)
            {
                var (a, b) = (shape[i], shape[(i + 1) % shape.Length]);
                (double X, double Y) normal = (b.Y - a.Y, a.X - b.X);
                double Along((double X, double Y) p) => p.X * normal.X + p.Y * normal.Y;
                if (one.Max(Along) <= other.Min(Along) + 1e-6 || other.Max(Along) <= one.Min(Along) + 1e-6)
                    return false;
            }
        }
        return true;
    }

    public void AssertReadable()
    {
        var boxes = TextBoxes;
        for (int i = 0; i < boxes.Count; i++)
        {
            Assert.All(boxes[i].Corners, c => Assert.True(c.X >= -0.5 && c.X <= Width + 0.5 && c.Y >= -0.5 && c.Y <= Height + 0.5,
                $"'{boxes[i].Text}' leaves the figure at {c}"));
            for (int j = i + 1; j < boxes.Count; j++)
                Assert.False(Overlap(boxes[i].Corners, boxes[j].Corners), $"'{boxes[i].Text}' overlaps '{boxes[j].Text}'");
        }
    }

    static double Number(XElement element, string name) =>
        double.Parse(element.Attribute(name)!.Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"rotate\((-?[0-9.]+)")]
    private static partial Regex Rotation();
}
