using Nabla.Devices.Cpu;

namespace Nabla.Core.Tests.Devices.Cpu;

public sealed class ProcessorsTests
{
    // What the system allows the calling thread to use.
    static string Allowed() => OperatingSystem.IsLinux() ? File.ReadLines("/proc/thread-self/status").Single(IsAllowed) : "";

    static bool IsAllowed(string line) => line.StartsWith("Cpus_allowed:", StringComparison.Ordinal);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(254)]
    public void Who_steps_aside_may_use_the_same_processors_as_before(int worker)
    {
        string before = "", after = "?";
        Thread thread = new(() =>
        {
            before = Allowed();
            foreach (int caller in (int[])[Processors.Current, 0, -1, 8191, 8192, int.MaxValue]) Processors.StepAside(caller, worker);
            after = Allowed();
        });
        thread.Start();
        thread.Join();
        Assert.Equal(before, after);
    }
}
