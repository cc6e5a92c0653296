namespace Nabla.Features;

/// <summary>Sums and products of short runs of numbers, a vector at a time. The order of additions depends on the vector's width alone.</summary>
static class Vectors
{
    /// <summary>y = a − b.</summary>
    public static void Subtract(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> y)
    {
        int lanes = Vector<float>.Count, i = 0;
        for (; i <= a.Length - lanes; i += lanes) (new Vector<float>(a[i..]) - new Vector<float>(b[i..])).CopyTo(y[i..]);
        for (; i < a.Length; i++) y[i] = a[i] - b[i];
    }

    /// <summary>y += a.</summary>
    public static void Add(Span<float> y, ReadOnlySpan<float> a)
    {
        int lanes = Vector<float>.Count, i = 0;
        for (; i <= y.Length - lanes; i += lanes) (new Vector<float>(y[i..]) + new Vector<float>(a[i..])).CopyTo(y[i..]);
        for (; i < y.Length; i++) y[i] += a[i];
    }

    /// <summary>‖a − b‖².</summary>
    public static double Distance(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        int lanes = Vector<float>.Count, i = 0;
        Vector<float> sum = default;
        for (; i <= a.Length - lanes; i += lanes)
        {
            var difference = new Vector<float>(a[i..]) - new Vector<float>(b[i..]);
            sum += difference * difference;
        }
        double total = Vector.Sum(sum);
        for (; i < a.Length; i++) total += (double)(a[i] - b[i]) * (a[i] - b[i]);
        return total;
    }

    /// <summary>Σ a·b.</summary>
    public static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        int lanes = Vector<double>.Count, i = 0;
        Vector<double> even = default, odd = default;
        for (; i <= a.Length - 2 * lanes; i += 2 * lanes)
        {
            even += new Vector<double>(a[i..]) * new Vector<double>(b[i..]);
            odd += new Vector<double>(a[(i + lanes)..]) * new Vector<double>(b[(i + lanes)..]);
        }
        double sum = Vector.Sum(even + odd);
        for (; i < a.Length; i++) sum += a[i] * b[i];
        return sum;
    }

    /// <summary>y += scale · a.</summary>
    public static void AddScaled(Span<double> y, double scale, ReadOnlySpan<double> a)
    {
        int lanes = Vector<double>.Count, i = 0;
        for (; i <= y.Length - lanes; i += lanes) (new Vector<double>(y[i..]) + new Vector<double>(a[i..]) * scale).CopyTo(y[i..]);
        for (; i < y.Length; i++) y[i] += scale * a[i];
    }

    /// <summary>y += scaleA · a + scaleB · b.</summary>
    public static void AddScaled(Span<double> y, double scaleA, ReadOnlySpan<double> a, double scaleB, ReadOnlySpan<double> b)
    {
        int lanes = Vector<double>.Count, i = 0;
        for (; i <= y.Length - lanes; i += lanes)
            (new Vector<double>(y[i..]) + new Vector<double>(a[i..]) * scaleA + new Vector<double>(b[i..]) * scaleB).CopyTo(y[i..]);
        for (; i < y.Length; i++) y[i] += scaleA * a[i] + scaleB * b[i];
    }

    /// <summary>(a, b) = (cosine · a + sine · b, cosine · b − sine · a): a plane rotation of two rows.</summary>
    public static void Rotate(Span<double> a, Span<double> b, double cosine, double sine)
    {
        int lanes = Vector<double>.Count, i = 0;
        for (; i <= a.Length - lanes; i += lanes)
        {
            Vector<double> x = new(a[i..]), y = new(b[i..]);
            (x * cosine + y * sine).CopyTo(a[i..]);
            (y * cosine - x * sine).CopyTo(b[i..]);
        }
        for (; i < a.Length; i++) (a[i], b[i]) = (cosine * a[i] + sine * b[i], cosine * b[i] - sine * a[i]);
    }
}
