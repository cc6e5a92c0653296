namespace Nabla.Devices;

/// <summary>A formula's constant that is not known before run time, in both precisions. Rounding it anew for each vector is not only one instruction
/// more: the processor's conversion waits for the last use of its target register, and so ties each turn of a loop to the one before.</summary>
/// <param name="Value">The constant.</param>
public readonly record struct Coefficient(double Value)
{
    readonly float rounded = (float)Value;

    /// <summary>The constant as a formula's number.</summary>
    [MethodImpl(AggressiveInlining)] public R In<R>() where R : struct, IReal<R> => R.Constant(Value, rounded);

    /// <summary>Numbers serve as coefficients.</summary>
    public static implicit operator Coefficient(double value) => new(value);
}
