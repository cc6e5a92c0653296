namespace Nabla.Devices.Cpu;

/// <summary>SSE2, ARM: two words.</summary>
internal readonly unsafe struct Words128(Vector128<ulong> words) : IWords<Words128>
{
    readonly Vector128<ulong> words = words;

    public static int Count => Vector128<ulong>.Count;

    [MethodImpl(AggressiveInlining)] public static Words128 Broadcast(ulong value) => new(Vector128.Create(value));
    [MethodImpl(AggressiveInlining)] public static Words128 Sequence(ulong first) => new(Vector128.Create(first) + Vector128<ulong>.Indices);
    [MethodImpl(AggressiveInlining)] public static Words128 MultiplyLower(Words128 a, Words128 b) => new(Multiply(a.words, b.words));
    [MethodImpl(AggressiveInlining)] public static Words128 operator ^(Words128 a, Words128 b) => new(a.words ^ b.words);
    [MethodImpl(AggressiveInlining)] public static Words128 operator &(Words128 a, Words128 b) => new(a.words & b.words);
    [MethodImpl(AggressiveInlining)] public static Words128 operator |(Words128 a, Words128 b) => new(a.words | b.words);
    [MethodImpl(AggressiveInlining)] public static Words128 operator <<(Words128 a, int bits) => new(a.words << bits);
    [MethodImpl(AggressiveInlining)] public static Words128 operator >>>(Words128 a, int bits) => new(a.words >>> bits);
    [MethodImpl(AggressiveInlining)] public static void Store(ulong* target, Words128 value) => value.words.Store(target);

    [MethodImpl(AggressiveInlining)] static Vector128<ulong> Multiply(Vector128<ulong> a, Vector128<ulong> b)
    {
        if (Sse2.IsSupported) return Sse2.Multiply(a.AsUInt32(), b.AsUInt32());
        if (AdvSimd.IsSupported) return AdvSimd.MultiplyWideningLower(AdvSimd.ExtractNarrowingLower(a), AdvSimd.ExtractNarrowingLower(b));
        return (a & Vector128.Create((ulong)uint.MaxValue)) * (b & Vector128.Create((ulong)uint.MaxValue));
    }
}
