namespace Nabla.Devices.Cpu;

/// <summary>
/// A vector with operators: what CPU kernels are written over. <c>Lane&lt;T, V, S&gt;</c> implements it for any
/// <see cref="ISimd{T,V}"/>, so each kernel is written once for every width and for float and double.
/// </summary>
/// <typeparam name="L">The implementing type.</typeparam>
/// <typeparam name="T">float or double.</typeparam>
internal unsafe interface ILane<L, T> : IReal<L> where L : struct, ILane<L, T> where T : unmanaged
{
    static abstract int Count { get; }
    static abstract bool Has32Registers { get; }
    static abstract L Broadcast(T value);
    static abstract L Load(T* source);
    static abstract void Store(T* target, L value);
    static abstract L LoadPart(T* source, int count);
    static abstract void StorePart(T* target, L value, int count);
    static abstract T Sum(L a);
    static abstract T MaxAcross(L a);
    static abstract L Indices { get; }
    static abstract L Part(L a, int count, L rest);
}

/// <summary>
/// A value and its slope, carried through a formula together: the chain rule itself. Two flat vectors:
/// a struct of structs would be four times slower, because the compiler keeps it in memory.
/// </summary>
/// <typeparam name="D">The implementing type.</typeparam>
/// <typeparam name="L">The lane of value and slope.</typeparam>
internal interface IDual<D, L> : IReal<D> where D : struct, IDual<D, L> where L : struct
{
    static abstract D Create(L value, L slope);
    static abstract L ValueOf(D dual);
    static abstract L SlopeOf(D dual);
}
