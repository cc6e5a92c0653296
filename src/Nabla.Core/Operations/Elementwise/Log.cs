namespace Nabla.Operations.Elementwise;

/// <summary>The natural logarithm; −∞ at 0, NaN below.</summary>
internal readonly struct Log : IUnaryFormula
{
    public static (double Low, double High) Domain => (0.2, 5);

    [MethodImpl(AggressiveInlining)] public R Value<R>(R x) where R : struct, IReal<R> => R.Log(x);
}
