namespace Nabla.Operations.Elementwise;

/// <summary>The sine of x radians.</summary>
internal readonly struct Sin : IUnaryFormula
{
    [MethodImpl(AggressiveInlining)] public R Value<R>(R x) where R : struct, IReal<R> => R.Sin(x);
}
