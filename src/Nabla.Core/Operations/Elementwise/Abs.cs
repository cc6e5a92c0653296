namespace Nabla.Operations.Elementwise;

/// <summary>The absolute value, with slope 0 at 0.</summary>
internal readonly struct Abs : IUnaryFormula
{
    [MethodImpl(AggressiveInlining)] public R Value<R>(R x) where R : struct, IReal<R> => R.Abs(x);
}
