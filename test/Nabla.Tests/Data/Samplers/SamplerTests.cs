using Nabla.Data.Samplers;

namespace Nabla.Tests.Data.Samplers;

public class SamplerTests
{
    static List<long> Epoch(Sampler sampler, long epoch)
    {
        var all = new List<long>();
        var indices = new long[sampler.BatchSize];
        for (long s = 0; s < sampler.StepsPerEpoch; s++)
            all.AddRange(indices.AsSpan(0, sampler.Fill(epoch * sampler.StepsPerEpoch.Value + s, indices)));
        return all;
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(10, 3)]
    [InlineData(12, 3)]
    [InlineData(5, 9)]
    [InlineData(1000, 128)]
    public void An_epoch_holds_every_example_once(int count, int batch)
    {
        var shuffled = new ShuffledSampler(count, batch, seed: 1);
        Assert.Equal(Enumerable.Range(0, count).Select(i => (long)i), Epoch(shuffled, 3).Order());
        Assert.Equal(Enumerable.Range(0, count).Select(i => (long)i), Epoch(new SequentialSampler(count, batch), 3));
    }

    [Fact]
    public void The_incomplete_last_batch_is_kept_or_dropped()
    {
        var indices = new long[4];
        Assert.Equal(2, new SequentialSampler(10, 4).Fill(2, indices));
        Assert.Equal([8, 9], indices[..2]);
        Assert.Equal(2, new SequentialSampler(10, 4, dropLast: true).StepsPerEpoch);
        Assert.Equal(8, Epoch(new ShuffledSampler(10, 4, 0, dropLast: true), 0).Distinct().Count());
        Assert.Throws<ArgumentException>(() => new SequentialSampler(3, 4, dropLast: true));
    }

    [Fact]
    public void Orders_differ_by_epoch_and_seed_and_repeat_for_the_same()
    {
        var sampler = new ShuffledSampler(500, 32, seed: 7);
        Assert.Equal(Epoch(sampler, 2), Epoch(new ShuffledSampler(500, 32, seed: 7), 2));
        Assert.NotEqual(Epoch(sampler, 2), Epoch(sampler, 3));
        Assert.NotEqual(Epoch(sampler, 2), Epoch(new ShuffledSampler(500, 32, seed: 8), 2));
        Assert.NotEqual(Epoch(sampler, 0), Epoch(sampler, 0).Order());
    }

    [Fact]
    public void Draws_with_replacement_are_uniform_and_do_repeat()
    {
        var sampler = new ReplacementSampler(50, 100, seed: 3);
        var counts = new int[50];
        var indices = new long[100];
        for (int step = 0; step < 500; step++)
        {
            Assert.Equal(100, sampler.Fill(step, indices));
            foreach (long i in indices) counts[i]++;
        }
        double chi = counts.Sum(c => (c - 1000.0) * (c - 1000.0) / 1000.0);
        Assert.InRange(chi, 20, 95); // 49 degrees of freedom: mean 49, deviation 9.9
        Assert.True(indices.Distinct().Count() < 100);
        Assert.Null(new StreamSampler(8).StepsPerEpoch);
    }

    [Fact]
    public void A_stream_is_walked_without_end()
    {
        var indices = new long[3];
        new StreamSampler(3).Fill(1_000_000_000_000, indices);
        Assert.Equal([3_000_000_000_000, 3_000_000_000_001, 3_000_000_000_002], indices);
        Assert.Throws<OverflowException>(() => new StreamSampler(3).Fill(long.MaxValue, new long[3]));
    }

    [Fact]
    public void Settings_out_of_range_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new StreamSampler(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ShuffledSampler(0, 4, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ReplacementSampler(-1, 4, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SequentialSampler(4, 2).Fill(-1, new long[2]));
    }
}
