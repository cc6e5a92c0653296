namespace Nabla.Devices;

/// <summary>The counter-based generator Philox4x32-10: four random words from a 128-bit counter and a 64-bit key, with no state to carry (Salmon et
/// al., "Parallel random numbers: as easy as 1, 2, 3", SC 2011, section 3.3).</summary>
internal static class Philox
{
    public const uint MultiplierA = 0xD2511F53, MultiplierB = 0xCD9E8D57, WeylA = 0x9E3779B9, WeylB = 0xBB67AE85;

    /// <summary>The four words at <paramref name="low"/> (counter words 0 and 1) and <paramref name="high"/> (words 2 and 3).</summary>
    [MethodImpl(AggressiveInlining)] public static (uint A, uint B, uint C, uint D) At(ulong key, ulong low, ulong high)
    {
        uint a = (uint)low, b = (uint)(low >> 32), c = (uint)high, d = (uint)(high >> 32);
        uint keyA = (uint)key, keyB = (uint)(key >> 32);
        for (int round = 0; round < 10; round++)
        {
            ulong productA = (ulong)MultiplierA * a, productB = (ulong)MultiplierB * c;
            (a, b, c, d) = ((uint)(productB >> 32) ^ b ^ keyA, (uint)productB, (uint)(productA >> 32) ^ d ^ keyB, (uint)productA);
            keyA += WeylA;
            keyB += WeylB;
        }
        return (a, b, c, d);
    }
}
