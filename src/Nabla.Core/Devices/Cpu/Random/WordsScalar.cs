namespace Nabla.Devices.Cpu;

/// <summary>No vectors: one word.</summary>
internal readonly unsafe struct WordsScalar(ulong word) : IWords<WordsScalar>
{
    readonly ulong word = word;

    public static int Count => 1;
    public static WordsScalar Broadcast(ulong value) => new(value);
    public static WordsScalar Sequence(ulong first) => new(first);

    [MethodImpl(AggressiveInlining)] public static WordsScalar MultiplyLower(WordsScalar a, WordsScalar b) => new((ulong)(uint)a.word * (uint)b.word);

    public static WordsScalar operator ^(WordsScalar a, WordsScalar b) => new(a.word ^ b.word);
    public static WordsScalar operator &(WordsScalar a, WordsScalar b) => new(a.word & b.word);
    public static WordsScalar operator |(WordsScalar a, WordsScalar b) => new(a.word | b.word);
    public static WordsScalar operator <<(WordsScalar a, int bits) => new(a.word << bits);
    public static WordsScalar operator >>>(WordsScalar a, int bits) => new(a.word >>> bits);
    public static void Store(ulong* target, WordsScalar value) => *target = value.word;
}
