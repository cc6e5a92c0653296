using System.Runtime.CompilerServices;
using Nabla.Devices;

namespace Nabla.Operations.Elementwise;

/// <summary>−x.</summary>
public readonly struct Negate : IUnaryFormula
{
    /// <inheritdoc/>
    public static bool SlopeFromOutput => true;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Value<R>(R x) where R : struct, IReal<R> => -x;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Slope<R>(R y) where R : struct, IReal<R> => R.Constant(-1);
}
