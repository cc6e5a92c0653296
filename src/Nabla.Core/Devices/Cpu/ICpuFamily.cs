namespace Nabla.Devices.Cpu;

/// <summary>The processor's kernels of an operation, written once for every number type and vector.</summary>
/// <typeparam name="TFamily">The interface of the kernels.</typeparam>
public interface ICpuFamily<out TFamily> where TFamily : class
{
    /// <summary>The kernels for numbers <typeparamref name="T"/> in vectors <typeparamref name="L"/>.</summary>
    TFamily Make<T, L>() where T : unmanaged, IBinaryFloatingPointIeee754<T> where L : struct, ILane<L, T>;
}

/// <summary>Makes what was added.</summary>
internal sealed class CpuFamily<TFamily>(ICpuFamily<TFamily> family) : ILaneVisitor<object?> where TFamily : class
{
    public object? Visit<T, V, S>() where T : unmanaged, IBinaryFloatingPointIeee754<T> where V : struct where S : struct, ISimd<T, V> => family.Make<T, Lane<T, V, S>>();
}
