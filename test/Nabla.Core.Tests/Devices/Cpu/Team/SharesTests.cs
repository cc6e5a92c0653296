using Nabla.Devices.Cpu;

namespace Nabla.Core.Tests.Devices.Cpu;

[Collection(nameof(WorkerTeam))]
public sealed class SharesTests
{
    static IEnumerable<int> Taken(int thread)
    {
        while (Shares.TryTake(thread, out int chunk)) yield return chunk;
    }

    [Theory]
    [InlineData(0, new[] { 0, 1, 2, 5, 4, 3, 9, 8, 7, 6 })]
    [InlineData(1, new[] { 3, 4, 5, 9, 8, 7, 6, 2, 1, 0 })]
    [InlineData(2, new[] { 6, 7, 8, 9, 2, 1, 0, 5, 4, 3 })]
    public void A_thread_takes_its_own_run_in_order_and_then_the_others_from_the_end(int thread, int[] expected)
    {
        Shares.Deal(10, 3);
        Assert.Equal(expected, Taken(thread));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 4)]
    [InlineData(3, 4)]
    [InlineData(7, 2)]
    [InlineData(1000, 7)]
    [InlineData(257, 256)]
    public void Every_chunk_is_dealt_once(int chunks, int threads)
    {
        Shares.Deal(chunks, threads);
        Assert.Equal(Enumerable.Range(0, chunks), Taken(threads - 1).Order());
    }

    [Fact]
    public void The_last_chunks_of_the_largest_job_are_taken_too()
    {
        Shares.Deal(int.MaxValue, 2);
        Assert.True(Shares.TryTake(1, out int first));
        Assert.Equal(int.MaxValue / 2, first);
        Shares.Clear();
        Assert.Empty(Taken(0));
        Assert.Empty(Taken(1));
    }
}
