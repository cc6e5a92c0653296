using System.Diagnostics;

namespace Nabla.Devices.Cpu;

/// <summary>A short wait by the clock: a few tens of microseconds bridge the gap between two kernels, and cost others little.</summary>
internal struct Spin
{
    const int Pauses = 4;
    static readonly long limit = Stopwatch.Frequency * 30 / 1_000_000;

    long end;

    public static Spin Start() => new() { end = Stopwatch.GetTimestamp() + limit };

    /// <summary>Pauses for an instant; false once the time is over.</summary>
    public readonly bool Once()
    {
        Thread.SpinWait(Pauses);
        return Stopwatch.GetTimestamp() < end;
    }
}
