namespace Nabla.Devices;

/// <summary>Rotary positions.</summary>
public interface IRotaryKernels
{
    /// <summary>The halves a and b of the first heads become a·cos − b·sin and a·sin + b·cos; other heads are copied.</summary>
    void Rotary(in RotaryArguments arguments);
}

/// <summary>The operands of <see cref="IRotaryKernels"/>.</summary>
/// <param name="X">[sequences, time, heads, size].</param>
/// <param name="Cosines">[time, size/2].</param>
/// <param name="Sines">[time, size/2].</param>
/// <param name="Y">The result, of x's shape.</param>
/// <param name="Sequences">Sequences.</param>
/// <param name="Time">Places of each.</param>
/// <param name="Heads">Heads of a place.</param>
/// <param name="Turned">How many of them are turned.</param>
/// <param name="Size">Numbers of a head.</param>
/// <param name="Back">Whether they are turned the other way.</param>
public readonly record struct RotaryArguments(Region X, Region Cosines, Region Sines, Region Y,
    long Sequences, int Time, int Heads, int Turned, int Size, bool Back);
