namespace Nabla.Devices.Cpu;

/// <summary>A vector of 64-bit words for integer arithmetic: what random numbers are drawn with. One implementation per width; all give the same bits.</summary>
/// <typeparam name="W">The implementing type.</typeparam>
internal unsafe interface IWords<W> where W : struct, IWords<W>
{
    /// <summary>Words in a vector: 8, 4, 2 or 1.</summary>
    static abstract int Count { get; }
    /// <summary>The same word throughout.</summary>
    static abstract W Broadcast(ulong value);
    /// <summary>first, first + 1, …</summary>
    static abstract W Sequence(ulong first);
    /// <summary>The product of the lower halves of each word.</summary>
    static abstract W MultiplyLower(W a, W b);
    static abstract W operator ^(W a, W b);
    static abstract W operator &(W a, W b);
    static abstract W operator |(W a, W b);
    static abstract W operator <<(W a, int bits);
    static abstract W operator >>>(W a, int bits);
    static abstract void Store(ulong* target, W value);
}
