using Nabla.Generation;

namespace Nabla.Tests.Generation;

public class TokenSamplerTests
{
    const int Draws = 20_000;

    static readonly double[] logits = [0.5, 2, -1, 1.5, 0, -3];

    // Plain: sort, cut, normalise.
    static double[] Expected(double[] scores, int k, double p)
    {
        double[] shares = [.. scores.Select(Math.Exp)];
        int[] order = [.. Enumerable.Range(0, shares.Length).OrderByDescending(i => shares[i]).Take(k)];
        double sum = order.Sum(i => shares[i]), reached = 0;
        int[] kept = [.. order.TakeWhile(i => { bool below = reached < p * sum; reached += shares[i]; return below; })];
        double rest = kept.Sum(i => shares[i]);
        return [.. shares.Select((share, i) => kept.Contains(i) ? share / rest : 0)];
    }

    static void Draw(GenerationOptions options, double[] expected, params int[] before)
    {
        var counts = new double[logits.Length];
        for (int seed = 0; seed < Draws; seed++) counts[new TokenSampler(options, seed).Choose([.. logits.Select(each => (float)each)], before)]++;
        for (int i = 0; i < expected.Length; i++)
            if (expected[i] == 0) Assert.Equal(0, counts[i]);
            else Assert.InRange(counts[i] / Draws, expected[i] - Deviations(expected[i]), expected[i] + Deviations(expected[i]));

        static double Deviations(double share) => 4.5 * Math.Sqrt(share * (1 - share) / Draws);
    }

    [Theory]
    [InlineData(1.0, null, 1.0)]
    [InlineData(0.5, null, 1.0)]
    [InlineData(3.0, null, 1.0)]
    [InlineData(1.0, 2, 1.0)]
    [InlineData(1.0, 100, 1.0)]
    [InlineData(1.0, null, 0.8)]
    [InlineData(1.0, null, 0.01)]
    [InlineData(2.0, 4, 0.7)]
    public void Tokens_come_as_often_as_they_are_likely(double temperature, int? k, double p) =>
        Draw(new() { Temperature = temperature, TopK = k, TopP = p }, Expected([.. logits.Select(each => each / temperature)], k ?? logits.Length, p));

    [Fact]
    public void What_has_been_said_is_divided_if_positive_and_multiplied_if_negative() =>
        Draw(new() { RepetitionPenalty = 2 }, Expected([0.5, 1, -2, 1.5, 0, -3], 6, 1), 1, 2, 2, 1, 4);

    [Fact]
    public void Temperature_0_takes_the_likeliest_and_of_equals_the_first()
    {
        var greedy = new TokenSampler(new() { Temperature = 0 }, 5);
        Assert.Equal(1, greedy.Choose([0, 3, 3, 1], []));
        Assert.Equal(2, greedy.Choose([float.NegativeInfinity, -3, -2], []));
    }

    [Theory]
    [InlineData(1e-6)]
    [InlineData(1e6)]
    public void No_temperature_overflows(double temperature) =>
        Assert.InRange(new TokenSampler(new() { Temperature = temperature }, 0).Choose([-1e30f, 1e30f, float.NegativeInfinity, 9e29f], []), 0, 3);

    [Fact]
    public void Of_equals_the_k_with_the_lowest_numbers_stay()
    {
        int[] drawn = [.. Enumerable.Range(0, 500).Select(seed => new TokenSampler(new() { TopK = 2 }, seed).Choose([0, 1, 1, 1, 0], [])).Distinct().Order()];
        Assert.Equal([1, 2], drawn);
    }

    [Fact]
    public void A_draw_depends_on_seed_and_position_alone()
    {
        float[] even = new float[1000];
        int At(long seed, int position) => new TokenSampler(new(), seed).Choose([.. even], new int[position]);
        Assert.Equal(At(1, 5), At(1, 5));
        Assert.True(Enumerable.Range(0, 100).Select(position => At(1, position)).Distinct().Count() > 80);
        Assert.True(Enumerable.Range(0, 100).Select(seed => At(seed, 5)).Distinct().Count() > 80);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void Logits_that_are_no_numbers_are_no_reason_to_write(float damaged) =>
        Assert.Contains("not finite", Assert.Throws<GenerationException>(() => new TokenSampler(new(), 0).Choose([0, damaged, 1], [])).Message);
}
