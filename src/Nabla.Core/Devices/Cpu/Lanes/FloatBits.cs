namespace Nabla.Devices.Cpu;

/// <summary>The layout of IEEE 754 single precision, for arithmetic on exponents.</summary>
internal static class FloatBits
{
    public const int MantissaBits = 23, MantissaMask = 0x7FFFFF, One = 0x3F800000;

    /// <summary>n + this has n + 127 in its lowest bits: 1.5·2²³ + 127.</summary>
    public const float ExponentMagic = 12582912 + 127;

    /// <summary>The bits of 2²³; a small whole number in the mantissa below them reads 2²³ + that number.</summary>
    public const int WholeMagicBits = 0x4B000000;

    /// <summary>2²³ + 127, which takes both the magic and the exponent's bias away.</summary>
    public const float WholeMagic = 8388608 + 127;
}

/// <summary>The layout of IEEE 754 double precision, as <see cref="FloatBits"/>.</summary>
internal static class DoubleBits
{
    public const int MantissaBits = 52;
    public const long MantissaMask = 0xFFFFFFFFFFFFF, One = 0x3FF0000000000000, WholeMagicBits = 0x4330000000000000;
    public const double ExponentMagic = 6755399441055744 + 1023, WholeMagic = 4503599627370496 + 1023;
}
