namespace Nabla.Devices.Cpu;

/// <summary>AVX2: four words.</summary>
internal readonly unsafe struct Words256(Vector256<ulong> words) : IWords<Words256>
{
    readonly Vector256<ulong> words = words;

    public static int Count => Vector256<ulong>.Count;

    [MethodImpl(AggressiveInlining)] public static Words256 Broadcast(ulong value) => new(Vector256.Create(value));
    [MethodImpl(AggressiveInlining)] public static Words256 Sequence(ulong first) => new(Vector256.Create(first) + Vector256<ulong>.Indices);

    [MethodImpl(AggressiveInlining)]
    public static Words256 MultiplyLower(Words256 a, Words256 b) => new(Avx2.Multiply(a.words.AsUInt32(), b.words.AsUInt32()));

    [MethodImpl(AggressiveInlining)] public static Words256 operator ^(Words256 a, Words256 b) => new(a.words ^ b.words);
    [MethodImpl(AggressiveInlining)] public static Words256 operator &(Words256 a, Words256 b) => new(a.words & b.words);
    [MethodImpl(AggressiveInlining)] public static Words256 operator |(Words256 a, Words256 b) => new(a.words | b.words);
    [MethodImpl(AggressiveInlining)] public static Words256 operator <<(Words256 a, int bits) => new(a.words << bits);
    [MethodImpl(AggressiveInlining)] public static Words256 operator >>>(Words256 a, int bits) => new(a.words >>> bits);
    [MethodImpl(AggressiveInlining)] public static void Store(ulong* target, Words256 value) => value.words.Store(target);
}
