namespace Nabla.Losses;

/// <summary>A loss of the margin Y·f, with Y = ±1 from labels of either kind; its slope is written in the margin.</summary>
readonly struct MarginFormula<F>(BinaryLabels labels) : IBinaryFormula where F : struct, IUnaryFormula
{
    readonly Coefficient scale = labels == BinaryLabels.ZeroOne ? 2 : 1, shift = labels == BinaryLabels.ZeroOne ? -1 : 0;

    [MethodImpl(AggressiveInlining)]
    public R Value<R>(R a, R b) where R : struct, IReal<R> => default(F).Value(Sign(b) * a);

    public static bool HasSlopes => true;

    [MethodImpl(AggressiveInlining)] public R SlopeA<R>(R a, R b) where R : struct, IReal<R> => default(F).SlopeAt(Sign(b) * a) * Sign(b);

    [MethodImpl(AggressiveInlining)] public R SlopeB<R>(R a, R b) where R : struct, IReal<R> => default(F).SlopeAt(Sign(b) * a) * scale.In<R>() * a;

    [MethodImpl(AggressiveInlining)] R Sign<R>(R b) where R : struct, IReal<R> => R.MultiplyAdd(scale.In<R>(), b, shift.In<R>());
}
