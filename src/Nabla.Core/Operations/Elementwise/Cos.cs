namespace Nabla.Operations.Elementwise;

/// <summary>The cosine of x radians.</summary>
internal readonly struct Cos : IUnaryFormula
{
    [MethodImpl(AggressiveInlining)] public R Value<R>(R x) where R : struct, IReal<R> => R.Cos(x);
}
