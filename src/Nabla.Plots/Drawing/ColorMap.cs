namespace Nabla.Plots;

/// <summary>Colors for numbers, evenly spaced for the eye: straight paths in OKLCH (B. Ottosson, "A perceptual color space for image processing",
/// 2020), lightness running evenly, so that a map also reads in grey.</summary>
public sealed class ColorMap
{
    readonly record struct Stop(double Place, double Lightness, double Chroma, double Hue);

    readonly Stop[] stops;

    ColorMap(params Stop[] stops) => this.stops = stops;

    /// <summary>Dark violet over teal to light yellow: small to large.</summary>
    public static ColorMap Sequential { get; } = new(
        new(0, 0.28, 0.11, 305), new(0.25, 0.44, 0.11, 265), new(0.5, 0.60, 0.105, 200),
        new(0.75, 0.76, 0.15, 150), new(1, 0.93, 0.17, 106));

    /// <summary>White to dark blue: shares and counts, where nothing should look like nothing.</summary>
    public static ColorMap Blues { get; } = new(
        new(0, 0.985, 0.005, 240), new(0.35, 0.84, 0.075, 240), new(0.7, 0.60, 0.13, 248), new(1, 0.36, 0.11, 258));

    /// <summary>Blue over near white to orange: below and above zero, which a linear scale puts in the middle.</summary>
    public static ColorMap Diverging { get; } = new(
        new(0, 0.42, 0.13, 250), new(0.25, 0.68, 0.105, 245), new(0.5, 0.965, 0.004, 245),
        new(0.5, 0.965, 0.004, 55), new(0.75, 0.74, 0.125, 55), new(1, 0.49, 0.13, 42));

    /// <summary>Black to white: pictures.</summary>
    public static ColorMap Grey { get; } = new(new(0, 0, 0, 0), new(1, 1, 0, 0));

    /// <summary>The color at a place from 0 to 1, as "#rrggbb"; places outside are cut to the ends.</summary>
    public string Color(double place) => At(place).Hex;

    internal Rgb At(double place)
    {
        place = double.IsNaN(place) ? 0 : Math.Clamp(place, 0, 1);
        int right = 1;
        while (right < stops.Length - 1 && stops[right].Place <= place) right++;
        Stop a = stops[right - 1], b = stops[right];
        double t = b.Place == a.Place ? 0 : (place - a.Place) / (b.Place - a.Place);
        return FromOklch(Mix(a.Lightness, b.Lightness, t), Mix(a.Chroma, b.Chroma, t), Mix(a.Hue, b.Hue, t));
    }

    static double Mix(double a, double b, double t) => a + (b - a) * t;

    // Chroma is lowered until the color lies in sRGB, so that lightness and hue stay true.
    static Rgb FromOklch(double lightness, double chroma, double hue)
    {
        while (true)
        {
            double angle = hue * Math.PI / 180;
            var (r, g, b) = ToLinear(lightness, chroma * Math.Cos(angle), chroma * Math.Sin(angle));
            if (chroma < 0.005 || (Fits(r) && Fits(g) && Fits(b))) return new(Gamma(r), Gamma(g), Gamma(b));
            chroma -= 0.002;
        }
    }

    static bool Fits(double channel) => channel is >= -0.001 and <= 1.001;

    // Ottosson's matrices: OKLab to the cube roots of cone responses, and those to linear sRGB.
    static (double R, double G, double B) ToLinear(double lightness, double a, double b)
    {
        double l = Math.Pow(lightness + 0.3963377774 * a + 0.2158037573 * b, 3);
        double m = Math.Pow(lightness - 0.1055613458 * a - 0.0638541728 * b, 3);
        double s = Math.Pow(lightness - 0.0894841775 * a - 1.2914855480 * b, 3);
        return (4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
            -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
            -0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s);
    }

    static byte Gamma(double channel)
    {
        double c = Math.Clamp(channel, 0, 1);
        return (byte)Math.Round(255 * (c <= 0.0031308 ? 12.92 * c : 1.055 * Math.Pow(c, 1 / 2.4) - 0.055));
    }
}
