namespace Nabla.Operations.Elementwise;

/// <summary>x².</summary>
public readonly struct Square : IUnaryFormula
{
    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)] public R Value<R>(R x) where R : struct, IReal<R> => x * x;
}
