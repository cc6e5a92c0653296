namespace Nabla.Operations.Elementwise;

/// <summary>The larger of a and b; NaN if either is. On a tie the gradient goes to b.</summary>
internal readonly struct Maximum : IBinaryFormula
{
    [MethodImpl(AggressiveInlining)] public R Value<R>(R a, R b) where R : struct, IReal<R> => R.Max(a, b);
}
