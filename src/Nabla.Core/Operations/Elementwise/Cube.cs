namespace Nabla.Operations.Elementwise;

/// <summary>x³.</summary>
internal readonly struct Cube : IUnaryFormula
{
    public static bool SlopeFromInput => true;

    [MethodImpl(AggressiveInlining)] public R Value<R>(R x) where R : struct, IReal<R> => x * x * x;

    [MethodImpl(AggressiveInlining)] public R SlopeAt<R>(R x) where R : struct, IReal<R> => R.Constant(3) * x * x;
}
