namespace Nabla.Operations;

/// <summary>h′ = (1 − z)·n + z·h with r, z = sigmoid of sums and n = tanh(input's part + r·hidden state's part), in the order r, z, n.</summary>
internal readonly struct GruCell : IRecurrentCell
{
    public static int Blocks => 4;
    public static int Products => 3;
    public static bool HasCell => false;

    [MethodImpl(AggressiveInlining)]
    public R Step<R>(ref R first, ref R second, ref R third, ref R fourth, R hiddenBefore, ref R cell) where R : struct, IReal<R>
    {
        Sigmoid sigmoid = default;
        first = sigmoid.Value(first);
        second = sigmoid.Value(second);
        third = R.Tanh(R.MultiplyAdd(first, fourth, third));
        return R.MultiplyAdd(second, hiddenBefore - third, third);
    }

    [MethodImpl(AggressiveInlining)]
    public R Gradient<R>(ref R first, ref R second, ref R third, ref R fourth, R hiddenBefore, R cellBefore, R cell, R dhidden, ref R dcell) where R : struct, IReal<R>
    {
        Sigmoid sigmoid = default;
        R reset = first, update = second, candidate = third;
        R dcandidate = dhidden * (R.Constant(1) - update) * default(Tanh).Slope(candidate);
        first = dcandidate;
        second = dcandidate * fourth * sigmoid.Slope(reset);
        third = dhidden * (hiddenBefore - candidate) * sigmoid.Slope(update);
        fourth = dcandidate * reset;
        return dhidden * update;
    }
}
