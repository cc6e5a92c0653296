namespace Nabla.Operations.Elementwise;

/// <summary>1 where a ≥ b, else 0; 0 where either is NaN. Its gradient is 0.</summary>
public readonly struct AtLeast : IBinaryFormula
{
    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)] public R Value<R>(R a, R b) where R : struct, IReal<R>
    {
        R zero = R.Constant(0), one = R.Constant(1);
        // Of two that are not less than each other, either both are numbers and equal, or one is none.
        R isNumber = R.WhereGreater(R.Abs(R.Max(a, b)) + one, zero, one, zero);
        return R.WhereGreater(b, a, zero, isNumber);
    }
}
