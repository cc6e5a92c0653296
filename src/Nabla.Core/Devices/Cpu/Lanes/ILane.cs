namespace Nabla.Devices.Cpu;

/// <summary>A vector with operators: what CPU kernels are written over, once for every width and for float and double. Memory that is loaded from is
/// readable for a whole vector beyond the end of an operand.</summary>
/// <typeparam name="L">The implementing type.</typeparam>
/// <typeparam name="T">float or double.</typeparam>
public unsafe interface ILane<L, T> : IReal<L> where L : struct, ILane<L, T> where T : unmanaged
{
    /// <summary>Numbers in a vector.</summary>
    static abstract int Count { get; }
    /// <summary>Whether the processor holds 32 vectors, not 16.</summary>
    static abstract bool Has32Registers { get; }
    /// <summary>The same number throughout.</summary>
    static abstract L Broadcast(T value);
    /// <summary>The numbers from an address on.</summary>
    static abstract L Load(T* source);
    /// <summary>Writes a whole vector.</summary>
    static abstract void Store(T* target, L value);
    /// <summary>The first so many numbers, then zeros.</summary>
    static abstract L LoadPart(T* source, int count);
    /// <summary>Writes the first so many numbers.</summary>
    static abstract void StorePart(T* target, L value, int count);
    /// <summary>sum += a · b, rounded once. In place, so that the sum stays in its register: for a result that is assigned, the compiler may take a factor's
    /// register instead and move it.</summary>
    static abstract void MultiplyAdd(ref L sum, L a, L b);
    /// <summary>The sum across the vector.</summary>
    static abstract T Sum(L a);
    /// <summary>The largest across the vector; NaN if any is.</summary>
    static abstract T MaxAcross(L a);
    /// <summary>The first so many numbers of a, then those of <paramref name="rest"/>.</summary>
    static abstract L Part(L a, int count, L rest);
}

/// <summary>A value and its slope, carried through a formula together: the chain rule itself. Two flat vectors: a struct of structs would be four
/// times slower, because the compiler keeps it in memory.</summary>
/// <typeparam name="D">The implementing type.</typeparam>
/// <typeparam name="L">The lane of value and slope.</typeparam>
internal interface IDual<D, L> : IReal<D> where D : struct, IDual<D, L> where L : struct
{
    static abstract D Create(L value, L slope);
    static abstract L ValueOf(D dual);
    static abstract L SlopeOf(D dual);
}
