using System.Numerics;
using System.Runtime.InteropServices;

namespace Nabla.Core.Tests.Devices.Cpu;

/// <summary>Memory as kernels find it: 64 readable bytes beyond the end. They hold NaN, as do some before the beginning, and must not change.</summary>
sealed unsafe class GuardedArray<T> : IDisposable where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    const int Guard = 16;
    readonly T* memory;

    public GuardedArray(long length)
    {
        Length = length;
        memory = (T*)NativeMemory.AlignedAlloc((nuint)((length + 2 * Guard) * sizeof(T)), 64);
        for (long i = 0; i < length + 2 * Guard; i++) memory[i] = T.NaN;
    }

    public GuardedArray(long length, Func<long, double> value) : this(length)
    {
        for (long i = 0; i < length; i++) Pointer[i] = T.CreateChecked(value(i));
    }

    public long Length { get; }

    public T* Pointer => memory + Guard;

    public double this[long i]
    {
        get => double.CreateChecked(Pointer[i]);
        set => Pointer[i] = T.CreateChecked(value);
    }

    public void AssertGuardsAreWhole()
    {
        for (int i = 0; i < Guard; i++) Assert.True(T.IsNaN(memory[i]) && T.IsNaN(Pointer[Length + i]), $"a store went beyond an array of {Length}");
    }

    public void Dispose() => NativeMemory.AlignedFree(memory);
}
