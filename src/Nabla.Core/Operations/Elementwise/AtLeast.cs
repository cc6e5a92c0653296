namespace Nabla.Operations.Elementwise;

/// <summary>1 where a ≥ b, else 0. Its gradient is 0.</summary>
internal readonly struct AtLeast : IBinaryFormula
{
    [MethodImpl(AggressiveInlining)] public R Value<R>(R a, R b) where R : struct, IReal<R> => R.WhereGreater(b, a, R.Constant(0), R.Constant(1));
}
