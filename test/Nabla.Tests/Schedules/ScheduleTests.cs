using Nabla.Schedules;

namespace Nabla.Tests.Schedules;

public class ScheduleTests
{
    static double[] Factors(Schedule schedule, params long[] steps) => [.. steps.Select(schedule.At)];

    static void Near(double[] expected, double[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++) Assert.Equal(expected[i], actual[i], 1e-12);
    }

    [Fact]
    public void Fixed_never_moves() => Near([1, 1, 1], Factors(new Fixed(), 0, 7, long.MaxValue));

    [Fact]
    public void Inverse_decay_is_a_over_b_plus_t()
    {
        Near([2, 1.6, 1, 0.5], Factors(new InverseDecay(8, 4), 0, 1, 4, 12));
        Near([1, 0.5, 0.25], Factors(new InverseDecay(10), 0, 10, 30));
    }

    [Fact]
    public void Linear_decay_is_T_minus_t_over_T_then_the_floor()
    {
        Near([1, 0.75, 0.25, 0, 0], Factors(new LinearDecay(4), 0, 1, 3, 4, 1000));
        Near([1, 0.6, 0.2, 0.2], Factors(new LinearDecay(4, 0.2), 0, 2, 4, long.MaxValue));
    }

    [Fact]
    public void Cosine_is_the_quarter_wave_of_the_lecture()
    {
        // cos(π/6) = √3/2, cos(π/4) = √2/2, cos(π/3) = 1/2
        Near([1, Math.Sqrt(3) / 2, Math.Sqrt(0.5), 0.5, 0, 0], Factors(new Cosine(12, 0), 0, 4, 6, 8, 12, 13));
    }

    [Fact]
    public void Cosine_ends_at_a_tenth_by_default()
    {
        Near([1, 0.1 + 0.9 * 0.5, 0.1, 0.1], Factors(new Cosine(3), 0, 2, 3, long.MaxValue));
        Near([1, 0.1 + 0.9 * 0.75, 0.1 + 0.9 * 0.25, 0.1, 0.1], Factors(new HalfCosine(3), 0, 1, 2, 3, 99));
    }

    [Fact]
    public void Half_cosine_is_half_way_at_half_time() => Near([1, 0.5, 0], Factors(new HalfCosine(10, 0), 0, 5, 10));

    [Fact]
    public void Step_decay_cuts_every_n_steps() => Near([1, 1, 0.1, 0.1, 0.01], Factors(new StepDecay(30), 0, 29, 30, 59, 60));

    [Fact]
    public void Milestone_decay_cuts_at_each_milestone() =>
        Near([1, 1, 0.5, 0.5, 0.25, 0.25], Factors(new MilestoneDecay([10, 40], 0.5), 0, 9, 10, 39, 40, 4000));

    [Fact]
    public void Milestone_decay_without_milestones_is_fixed() => Near([1, 1], Factors(new MilestoneDecay([]), 0, 10));

    [Fact]
    public void Milestone_decays_with_equal_numbers_are_equal()
    {
        Assert.Equal(new MilestoneDecay([1, 2]), new MilestoneDecay([1, 2]));
        Assert.Equal(new MilestoneDecay([1, 2]).GetHashCode(), new MilestoneDecay([1, 2]).GetHashCode());
        Assert.NotEqual(new MilestoneDecay([1, 2]), new MilestoneDecay([1, 3]));
    }

    [Fact]
    public void Warmup_rises_from_one_Kth_to_the_whole_rate_at_the_Kth_update() =>
        Near([0.25, 0.5, 0.75, 1, 1], Factors(new Warmup(4), 0, 1, 2, 3, 4));

    [Fact]
    public void Warmup_multiplies_the_schedule_below_it_on_the_same_clock() =>
        Near([0.5 * 1, 1 * 0.75, 0.5, 0.25, 0], Factors(new Warmup(2, new LinearDecay(4)), 0, 1, 2, 3, 4));

    [Fact]
    public void Warmup_of_no_steps_changes_nothing() => Near([1, 0.5], Factors(new Warmup(0, new LinearDecay(2)), 0, 1));

    [Fact]
    public void A_warmup_longer_than_the_schedule_rises_while_that_falls() =>
        Near([0.1 * 1, 0.2 * 0.5, 0, 0], Factors(new Warmup(10, new LinearDecay(2)), 0, 1, 2, 20));

    [Fact]
    public void Join_starts_the_clock_of_the_second_schedule_anew() =>
        Near([0.5, 1, 1, 0.5, 0], Factors(new Join(new Warmup(2), 2, new LinearDecay(2)), 0, 1, 2, 3, 4));

    [Fact]
    public void Decaying_schedules_never_rise_and_stay_between_floor_and_one()
    {
        Schedule[] all = [new LinearDecay(97, 0.1), new Cosine(97), new HalfCosine(97), new StepDecay(13), new MilestoneDecay([5, 50]), new InverseDecay(9)];
        foreach (var schedule in all)
            for (long step = 0; step < 200; step++)
            {
                Assert.InRange(schedule.At(step), 0, 1);
                Assert.True(schedule.At(step + 1) <= schedule.At(step), $"{schedule} rises at {step}");
            }
    }

    [Fact]
    public void Negative_steps_are_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => new Fixed().At(-1));

    [Fact]
    public void Settings_out_of_range_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Cosine(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new LinearDecay(10, 1.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => new HalfCosine(10, double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => new StepDecay(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new InverseDecay(1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Warmup(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ReduceOnPlateau(Patience: -1));
        Assert.Throws<ArgumentException>(() => new MilestoneDecay([4, 4]));
    }
}
