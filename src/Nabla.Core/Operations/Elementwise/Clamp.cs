using System.Runtime.CompilerServices;
using Nabla.Devices;

namespace Nabla.Operations.Elementwise;

/// <summary>x held within [low, high]. The slope is 1 inside and on the bounds, 0 outside.</summary>
/// <param name="low">The least value.</param>
/// <param name="high">The greatest value.</param>
public readonly struct Clamp(double low, double high) : IUnaryFormula
{
    readonly double low = low;
    readonly double high = FormulaConstant.NotBelow(high, low, nameof(Clamp));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Value<R>(R x) where R : struct, IReal<R> => R.Min(R.Constant(high), R.Max(R.Constant(low), x));
}
