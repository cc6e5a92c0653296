using System.Runtime.CompilerServices;
using Nabla.Devices;

namespace Nabla.Operations.Elementwise;

/// <summary>The natural logarithm; −∞ at 0, NaN below.</summary>
public readonly struct Log : IUnaryFormula
{
    /// <inheritdoc/>
    public static (double Low, double High) Domain => (0.2, 5);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Value<R>(R x) where R : struct, IReal<R> => R.Log(x);
}
