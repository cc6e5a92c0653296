using System.Runtime.CompilerServices;
using Nabla.Devices;

namespace Nabla.Operations.Elementwise;

/// <summary>The square root.</summary>
public readonly struct Sqrt : IUnaryFormula
{
    /// <inheritdoc/>
    public static bool SlopeFromOutput => true;

    /// <inheritdoc/>
    public static (double Low, double High) Domain => (0.2, 5);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Value<R>(R x) where R : struct, IReal<R> => R.Sqrt(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Slope<R>(R y) where R : struct, IReal<R> => R.Constant(0.5) / y;
}
