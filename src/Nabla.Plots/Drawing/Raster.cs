namespace Nabla.Plots;

/// <summary>A small picture of pixels, grey or RGB, to be shown in a figure.</summary>
public sealed class Raster
{
    Raster(int width, int height, int channels, byte[] pixels) => (Width, Height, Channels, Pixels) = (width, height, channels, pixels);

    /// <summary>Pixels a row.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>1 for grey, 3 for RGB.</summary>
    public int Channels { get; }

    internal byte[] Pixels { get; }

    /// <summary>A grey picture from [height, width] values; <paramref name="black"/> and <paramref name="white"/> are the
    /// values shown so, by default the smallest and largest.</summary>
    public static Raster Grey(ReadOnlySpan<float> values, int width, int height, float? black = null, float? white = null) =>
        new(width, height, 1, Quantize(Check(values, width * height, "grey"), black, white));

    /// <summary>A color picture from planes [3, height, width] (red, green, blue), as images lie in tensors.</summary>
    public static Raster Rgb(ReadOnlySpan<float> planes, int width, int height, float? black = null, float? white = null)
    {
        byte[] flat = Quantize(Check(planes, 3 * width * height, "RGB"), black, white);
        var pixels = new byte[flat.Length];
        int area = width * height;
        for (int i = 0; i < area; i++)
            for (int channel = 0; channel < 3; channel++) pixels[3 * i + channel] = flat[channel * area + i];
        return new(width, height, 3, pixels);
    }

    /// <summary>A grey picture from bytes [height, width], 0 black to 255 white.</summary>
    public static Raster Grey(ReadOnlySpan<byte> pixels, int width, int height) =>
        new(width, height, 1, Check(pixels, width * height, "grey").ToArray());

    static ReadOnlySpan<T> Check<T>(ReadOnlySpan<T> values, int expected, string kind) =>
        values.Length == expected && expected > 0
            ? values
            : throw new ArgumentException($"A {kind} picture of this size needs {expected} values, got {values.Length}.");

    static byte[] Quantize(ReadOnlySpan<float> values, float? black, float? white)
    {
        float low = float.PositiveInfinity, high = float.NegativeInfinity;
        foreach (float value in values)
            if (float.IsFinite(value)) (low, high) = (Math.Min(low, value), Math.Max(high, value));
        low = black ?? low;
        high = white ?? high;
        var bytes = new byte[values.Length];
        for (int i = 0; i < bytes.Length; i++)
        {
            float share = high > low ? (values[i] - low) / (high - low) : 0;
            bytes[i] = (byte)Math.Round(255 * (float.IsNaN(share) ? 0 : Math.Clamp(share, 0, 1)));
        }
        return bytes;
    }
}
