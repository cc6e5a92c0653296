using System.Runtime.CompilerServices;
using Nabla.Devices;

namespace Nabla.Operations.Elementwise;

/// <summary>a − b.</summary>
public readonly struct Subtract : IBinaryFormula
{
    /// <inheritdoc/>
    public static (double A, double B)? ConstantSlopes => (1, -1);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Value<R>(R a, R b) where R : struct, IReal<R> => a - b;
}
