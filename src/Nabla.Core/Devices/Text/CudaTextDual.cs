namespace Nabla.Devices.Text;

/// <summary>A value and its slope as text: the chain rule in CUDA C. A slope of null is known to be 0 and leaves no text.</summary>
internal readonly struct CudaTextDual(CudaText value, CudaText? slope) : IReal<CudaTextDual>
{
    public CudaText Value { get; } = value;
    public CudaText? Slope { get; } = slope;

    public static CudaTextDual Constant(double value) => new(CudaText.Constant(value), null);

    public static CudaTextDual operator +(CudaTextDual a, CudaTextDual b) => new(a.Value + b.Value, Sum(a.Slope, b.Slope));

    public static CudaTextDual operator -(CudaTextDual a, CudaTextDual b)
        => new(a.Value - b.Value, a.Slope is null || b.Slope is null ? Sum(a.Slope, -b.Slope) : a.Slope - b.Slope);

    public static CudaTextDual operator *(CudaTextDual a, CudaTextDual b) => new(a.Value * b.Value, Sum(a.Slope * b.Value, a.Value * b.Slope));

    public static CudaTextDual operator /(CudaTextDual a, CudaTextDual b)
    {
        CudaText quotient = a.Value / b.Value;
        CudaText? fromDivisor = -(quotient * b.Slope);
        return new(quotient, Sum(a.Slope, fromDivisor) / b.Value);
    }

    public static CudaTextDual operator -(CudaTextDual a) => new(-a.Value, -a.Slope);

    public static CudaTextDual MultiplyAdd(CudaTextDual a, CudaTextDual b, CudaTextDual c)
        => new(CudaText.MultiplyAdd(a.Value, b.Value, c.Value), Sum(Sum(a.Slope * b.Value, a.Value * b.Slope), c.Slope));

    public static CudaTextDual Max(CudaTextDual a, CudaTextDual b) => new(CudaText.Max(a.Value, b.Value), Choose(a.Value, b.Value, a.Slope, b.Slope));

    public static CudaTextDual Min(CudaTextDual a, CudaTextDual b) => new(CudaText.Min(a.Value, b.Value), Choose(b.Value, a.Value, a.Slope, b.Slope));

    public static CudaTextDual Abs(CudaTextDual a)
        => new(CudaText.Abs(a.Value), Choose(a.Value, Zero, a.Slope, Choose(Zero, a.Value, -a.Slope, null)));

    public static CudaTextDual Sqrt(CudaTextDual a)
    {
        CudaText root = CudaText.Sqrt(a.Value);
        return new(root, CudaText.Constant(0.5) * a.Slope / root);
    }

    public static CudaTextDual Exp(CudaTextDual a)
    {
        CudaText power = CudaText.Exp(a.Value);
        return new(power, a.Slope * power);
    }

    public static CudaTextDual Log(CudaTextDual a) => new(CudaText.Log(a.Value), a.Slope / a.Value);

    public static CudaTextDual Tanh(CudaTextDual a)
    {
        CudaText tanh = CudaText.Tanh(a.Value);
        return new(tanh, a.Slope * CudaText.MultiplyAdd(-tanh, tanh, CudaText.Constant(1)));
    }

    public static CudaTextDual Erf(CudaTextDual a)
        => new(CudaText.Erf(a.Value), a.Slope * (CudaText.Constant(1.1283791670955126) * CudaText.Exp(-a.Value * a.Value)));

    public static CudaTextDual Sin(CudaTextDual a) => new(CudaText.Sin(a.Value), a.Slope * CudaText.Cos(a.Value));

    public static CudaTextDual Cos(CudaTextDual a) => new(CudaText.Cos(a.Value), -(a.Slope * CudaText.Sin(a.Value)));

    public static CudaTextDual WhereGreater(CudaTextDual a, CudaTextDual b, CudaTextDual then, CudaTextDual otherwise)
        => new(CudaText.WhereGreater(a.Value, b.Value, then.Value, otherwise.Value), Choose(a.Value, b.Value, then.Slope, otherwise.Slope));

    static CudaText Zero => CudaText.Constant(0);

    static CudaText? Sum(CudaText? a, CudaText? b) => a is null ? b : b is null ? a : a + b;

    static CudaText? Choose(CudaText a, CudaText b, CudaText? then, CudaText? otherwise)
        => then is null && otherwise is null ? null : CudaText.WhereGreater(a, b, then ?? Zero, otherwise ?? Zero);
}
