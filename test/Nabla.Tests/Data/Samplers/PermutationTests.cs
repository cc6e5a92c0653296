using Nabla.Data.Samplers;
using Nabla.Tensors;

namespace Nabla.Tests.Data.Samplers;

public class PermutationTests
{
    static Permutation Order(long count, int key) => new(count, Rng.FromSeed(99).Fork((ulong)key));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(1000)]
    [InlineData(65537)]
    public void Every_number_comes_once(int count)
    {
        var order = Order(count, count);
        var seen = new bool[count];
        for (int i = 0; i < count; i++)
        {
            Assert.False(seen[order[i]]);
            seen[order[i]] = true;
        }
    }

    [Theory]
    [InlineData(5)]
    [InlineData(10)]
    [InlineData(17)]
    public void Every_place_takes_every_number_equally_often(int count)
    {
        const int draws = 20_000;
        var counts = new int[count, count];
        for (int key = 0; key < draws; key++)
        {
            var order = Order(count, key);
            for (int place = 0; place < count; place++) counts[place, order[place]]++;
        }
        double expected = (double)draws / count, freedom = (count - 1) * (count - 1);
        double chi = counts.Cast<int>().Sum(c => (c - expected) * (c - expected) / expected);
        Assert.InRange(chi, 0, freedom + 6 * Math.Sqrt(2 * freedom));
    }

    [Fact]
    public void Pairs_of_neighbors_are_equally_frequent()
    {
        const int count = 8, draws = 56_000;
        var counts = new int[count * count];
        for (int key = 0; key < draws; key++)
        {
            var order = Order(count, key);
            counts[order[3] * count + order[4]]++;
        }
        double expected = draws / (double)(count * (count - 1));
        double chi = counts.Where((_, i) => i / count != i % count).Sum(c => (c - expected) * (c - expected) / expected);
        Assert.InRange(chi, 0, 55 + 6 * Math.Sqrt(110));
    }

    [Fact]
    public void A_long_order_shows_no_trend()
    {
        const int count = 60_000;
        var order = Order(count, 1);
        double correlation = 0, neighbors = 0, variance = ((double)count * count - 1) / 12;
        for (int i = 0; i < count; i++)
        {
            correlation += (i - (count - 1) / 2.0) * (order[i] - (count - 1) / 2.0) / variance / count;
            neighbors += (order[i] - (count - 1) / 2.0) * (order[(i + 1) % count] - (count - 1) / 2.0) / variance / count;
        }
        Assert.InRange(correlation, -0.025, 0.025); // deviation 1/√60000 = 0.004
        Assert.InRange(neighbors, -0.025, 0.025);
    }

    [Fact]
    public void A_huge_order_is_reached_anywhere_without_memory()
    {
        var order = Order(1L << 60, 5);
        long before = GC.GetAllocatedBytesForCurrentThread();
        var places = new HashSet<long>();
        for (long i = 0; i < 1000; i++) Assert.InRange(order[(1L << 59) + i], 0, (1L << 60) - 1);
        for (long i = 0; i < 1000; i++) places.Add(order[i * 1_000_003]);
        Assert.Equal(1000, places.Count);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
        Assert.Throws<ArgumentOutOfRangeException>(() => order[1L << 60]);
    }
}
