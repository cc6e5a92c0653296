namespace Nabla.Operations.Elementwise;

/// <summary>The smaller of a and b; NaN if either is. On a tie the gradient goes to b.</summary>
internal readonly struct Minimum : IBinaryFormula
{
    [MethodImpl(AggressiveInlining)] public R Value<R>(R a, R b) where R : struct, IReal<R> => R.Min(a, b);
}
