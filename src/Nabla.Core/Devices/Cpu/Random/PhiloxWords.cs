namespace Nabla.Devices.Cpu;

/// <summary><see cref="Philox"/> for as many counters at once as a vector has words. One 32-bit word of the generator lies in each 64-bit word, where
/// the products come out; its upper half carries rubbish between the rounds, which no product reads.</summary>
internal static class PhiloxWords<W> where W : struct, IWords<W>
{
    /// <summary>The four words of the counters low, low + 1, …; the upper halves are arbitrary.</summary>
    [MethodImpl(AggressiveInlining)] public static void At(ulong key, ulong low, ulong high, out W a, out W b, out W c, out W d)
    {
        W multiplierA = W.Broadcast(Philox.MultiplierA), multiplierB = W.Broadcast(Philox.MultiplierB);
        W first = W.Sequence(low), second = first >>> 32, third = W.Broadcast(high), fourth = W.Broadcast(high >> 32);
        uint keyA = (uint)key, keyB = (uint)(key >> 32);
        for (int round = 0; round < 10; round++)
        {
            W productA = W.MultiplyLower(multiplierA, first), productB = W.MultiplyLower(multiplierB, third);
            first = (productB >>> 32) ^ second ^ W.Broadcast(keyA);
            third = (productA >>> 32) ^ fourth ^ W.Broadcast(keyB);
            second = productB;
            fourth = productA;
            keyA += Philox.WeylA;
            keyB += Philox.WeylB;
        }
        (a, b, c, d) = (first, second, third, fourth);
    }
}
