namespace Nabla.Operations;

/// <summary>c′ = f·c + i·g, h = o·tanh c′ with i, f, o = sigmoid and g = tanh of sums, in the order i, f, g, o.</summary>
internal readonly struct LstmCell : IRecurrentCell
{
    public static int Blocks => 4;
    public static int Products => 4;
    public static bool HasCell => true;

    [MethodImpl(AggressiveInlining)]
    public R Step<R>(ref R first, ref R second, ref R third, ref R fourth, R hiddenBefore, ref R cell) where R : struct, IReal<R>
    {
        Sigmoid sigmoid = default;
        first = sigmoid.Value(first);
        second = sigmoid.Value(second);
        third = R.Tanh(third);
        fourth = sigmoid.Value(fourth);
        cell = R.MultiplyAdd(second, cell, first * third);
        return fourth * R.Tanh(cell);
    }

    [MethodImpl(AggressiveInlining)]
    public R Gradient<R>(ref R first, ref R second, ref R third, ref R fourth, R hiddenBefore, R cellBefore, R cell, R dhidden, ref R dcell) where R : struct, IReal<R>
    {
        Sigmoid sigmoid = default;
        Tanh tanh = default;
        R input = first, forget = second, candidate = third, squashed = R.Tanh(cell);
        dcell = R.MultiplyAdd(dhidden * fourth, tanh.Slope(squashed), dcell);
        first = dcell * candidate * sigmoid.Slope(input);
        second = dcell * cellBefore * sigmoid.Slope(forget);
        third = dcell * input * tanh.Slope(candidate);
        fourth = dhidden * squashed * sigmoid.Slope(fourth);
        dcell *= forget;
        return R.Constant(0);
    }
}
