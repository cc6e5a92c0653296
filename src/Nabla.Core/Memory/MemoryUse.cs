using Nabla.Devices.Cpu;

namespace Nabla.Memory;

/// <summary>How many bytes the numbers of tensors take, counted exactly, in blocks of 64: those of all threads together, without what lies free in
/// the pool. What was kept (<c>Keep</c>, parameters) counts for ever.</summary>
public static class MemoryUse
{
    /// <summary>Bytes in use now.</summary>
    public static long LiveBytes(Device? device = null) => Pool(device).UsedBytes;

    /// <summary>The most bytes in use at once while a body runs, beyond those in use at its beginning.</summary>
    public static long PeakBytes(Action body, Device? device = null)
    {
        BlockPool pool = Pool(device);
        (long before, long peakBefore) = (pool.UsedBytes, pool.PeakBytes);
        pool.ResetPeak();
        try
        {
            body();
            return pool.PeakBytes - before;
        }
        finally
        {
            pool.RaisePeak(peakBefore);
        }
    }

    static BlockPool Pool(Device? device) => BlockPool.Of(device ?? CpuDevice.Instance);
}
