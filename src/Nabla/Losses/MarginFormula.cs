namespace Nabla.Losses;

/// <summary>A loss of the margin Y·f, with Y = ±1 from labels of either kind.</summary>
readonly struct MarginFormula<F>(BinaryLabels labels) : IBinaryFormula where F : struct, IUnaryFormula
{
    readonly Coefficient scale = labels == BinaryLabels.ZeroOne ? 2 : 1, shift = labels == BinaryLabels.ZeroOne ? -1 : 0;

    [MethodImpl(AggressiveInlining)]
    public R Value<R>(R a, R b) where R : struct, IReal<R> => default(F).Value(R.MultiplyAdd(scale.In<R>(), b, shift.In<R>()) * a);
}
