namespace Nabla.Devices.Cpu;

/// <summary>AVX-512: eight words.</summary>
internal readonly unsafe struct Words512(Vector512<ulong> words) : IWords<Words512>
{
    readonly Vector512<ulong> words = words;

    public static int Count => Vector512<ulong>.Count;

    [MethodImpl(AggressiveInlining)] public static Words512 Broadcast(ulong value) => new(Vector512.Create(value));
    [MethodImpl(AggressiveInlining)] public static Words512 Sequence(ulong first) => new(Vector512.Create(first) + Vector512<ulong>.Indices);

    [MethodImpl(AggressiveInlining)]
    public static Words512 MultiplyLower(Words512 a, Words512 b) => new(Avx512F.Multiply(a.words.AsUInt32(), b.words.AsUInt32()));

    [MethodImpl(AggressiveInlining)] public static Words512 operator ^(Words512 a, Words512 b) => new(a.words ^ b.words);
    [MethodImpl(AggressiveInlining)] public static Words512 operator &(Words512 a, Words512 b) => new(a.words & b.words);
    [MethodImpl(AggressiveInlining)] public static Words512 operator |(Words512 a, Words512 b) => new(a.words | b.words);
    [MethodImpl(AggressiveInlining)] public static Words512 operator <<(Words512 a, int bits) => new(a.words << bits);
    [MethodImpl(AggressiveInlining)] public static Words512 operator >>>(Words512 a, int bits) => new(a.words >>> bits);
    [MethodImpl(AggressiveInlining)] public static void Store(ulong* target, Words512 value) => value.words.Store(target);
}
