namespace Nabla.Data.Generated;

/// <summary>A picture of 28 × 28 pixels on which strokes are drawn by distance: each pixel remembers the least (distance / radius)² to any piece of
/// line, and ink follows from it with a soft edge. Rows are 32 floats long, so vectors of any width fit. Only +, −, ×, ÷, √, min and max are used, so
/// that every machine draws the same picture.</summary>
readonly ref struct GlyphCanvas
{
    /// <summary>Pixels per side.</summary>
    public const int Side = 28;

    const int Stride = 32;

    /// <summary>Beyond this (distance / radius)² there is no ink for any sharpness that is used.</summary>
    const float Far = 9f;

    /// <summary>Floats of scratch memory.</summary>
    public const int Size = Side * Stride;

    static readonly float[] Ramp = [.. Enumerable.Range(0, Stride).Select(i => (float)i)];

    readonly Span<float> nearness;

    /// <summary>A clean canvas in scratch memory of <see cref="Size"/> floats.</summary>
    public GlyphCanvas(Span<float> scratch)
    {
        nearness = scratch[..Size];
        nearness.Fill(Far);
    }

    /// <summary>Draws a straight piece from <paramref name="a"/> to <paramref name="b"/> with a round pen.</summary>
    public void Line(Vector2 a, Vector2 b, float radius)
    {
        float reach = 1 + 2.2f * radius;
        int top = Math.Max(0, (int)MathF.Ceiling(Math.Min(a.Y, b.Y) - reach)), bottom = Math.Min(Side - 1, (int)MathF.Floor(Math.Max(a.Y, b.Y) + reach));
        int left = Math.Max(0, (int)MathF.Ceiling(Math.Min(a.X, b.X) - reach)), end = Math.Min(Side - 1, (int)MathF.Floor(Math.Max(a.X, b.X) + reach));
        left -= left % Vector<float>.Count;
        var along = b - a;
        float inverseLength = 1 / Math.Max(along.LengthSquared(), 1e-6f), inverseRadius = 1 / (radius * radius);
        for (int y = top; y <= bottom; y++)
            for (int x = left; x <= end; x += Vector<float>.Count)
                Near(nearness.Slice(y * Stride + x, Vector<float>.Count), x, y, a, along, inverseLength, inverseRadius);
    }

    static void Near(Span<float> pixels, int x, int y, Vector2 a, Vector2 along, float inverseLength, float inverseRadius)
    {
        var dx = new Vector<float>(Ramp, x) - new Vector<float>(a.X);
        float dy = y - a.Y;
        var t = (dx * along.X + new Vector<float>(dy * along.Y)) * inverseLength;
        t = Vector.Min(Vector.Max(t, Vector<float>.Zero), Vector<float>.One);
        var ex = dx - t * along.X;
        var ey = new Vector<float>(dy) - t * along.Y;
        var near = (ex * ex + ey * ey) * inverseRadius;
        Vector.Min(near, new Vector<float>(pixels)).CopyTo(pixels);
    }

    /// <summary>Adds ink · clamp((1 − distance / radius) · sharpness + ½, 0, 1) to the picture (rows of <see cref="Stride"/> floats) and cleans the canvas.</summary>
    public void Ink(Span<float> picture, float sharpness, float ink)
    {
        var half = new Vector<float>(0.5f + sharpness);
        for (int i = 0; i < Size; i += Vector<float>.Count)
        {
            var cover = half - Vector.SquareRoot(new Vector<float>(nearness[i..])) * sharpness;
            cover = Vector.Min(Vector.Max(cover, Vector<float>.Zero), Vector<float>.One);
            (new Vector<float>(picture[i..]) + cover * ink).CopyTo(picture[i..]);
        }
        nearness.Fill(Far);
    }

    /// <summary>Adds noise (four random bytes summed, from a hash of the pixel's place: the finalizer of MurmurHash3), cuts to 0 … 1 and rounds to
    /// 255ths, as if the picture had been stored in bytes.</summary>
    public static void Finish(Span<float> picture, uint seed, float noise, Span<float> pixels)
    {
        float scale = noise / 147.8f; // the deviation of a sum of four bytes
        var mean = new Vector<float>(510f);
        for (int i = 0; i < Size; i += Vector<float>.Count)
        {
            var random = Vector.ConvertToSingle(Vector.AsVectorInt32(ByteSum(Vector<uint>.Indices + new Vector<uint>((uint)i + seed)))) - mean;
            var value = new Vector<float>(picture[i..]) + random * scale;
            value = Vector.Min(Vector.Max(value, Vector<float>.Zero), Vector<float>.One) * 255f;
            (Vector.Floor(value + new Vector<float>(0.5f)) / new Vector<float>(255f)).CopyTo(picture[i..]);
        }
        for (int row = 0; row < Side; row++) picture.Slice(row * Stride, Side).CopyTo(pixels[(row * Side)..]);
    }

    static Vector<uint> ByteSum(Vector<uint> x)
    {
        x *= 0x9E3779B9;
        x = (x ^ x >>> 16) * 0x85EBCA6B;
        x = (x ^ x >>> 13) * 0xC2B2AE35;
        x ^= x >>> 16;
        var pairs = (x & new Vector<uint>(0x00FF00FF)) + (x >>> 8 & new Vector<uint>(0x00FF00FF));
        return (pairs & new Vector<uint>(0xFFFF)) + (pairs >>> 16);
    }
}
