namespace Nabla.Operations.Elementwise;

/// <summary>x².</summary>
internal readonly struct Square : IUnaryFormula
{
    [MethodImpl(AggressiveInlining)] public R Value<R>(R x) where R : struct, IReal<R> => x * x;
}
