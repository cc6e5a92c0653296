using Nabla.Schedules;

namespace Nabla.Tests.Schedules;

public class ReduceOnPlateauTests
{
    static readonly double[] Losses = [1.0, 0.9, 0.95, 0.895, 0.9, 0.9, 0.9, 0.9, 0.7, 0.71, 0.72, 0.73, 0.74, 0.75, 0.76, 0.6];

    // torch.optim.lr_scheduler.ReduceLROnPlateau(factor=0.5, patience=2, threshold=0.01) on the same losses.
    static readonly double[] Torch = [1.0, 1.0, 1.0, 1.0, 0.5, 0.5, 0.5, 0.25, 0.25, 0.25, 0.25, 0.125, 0.125, 0.125, 0.0625, 0.0625];

    static Schedule Hear(Schedule schedule, IEnumerable<double> losses) => losses.Aggregate(schedule, (now, loss) => now.After(0, loss));

    [Fact]
    public void Cuts_when_PyTorch_does()
    {
        Schedule schedule = new ReduceOnPlateau(0.5, 2, 0.01);
        var factors = new List<double>();
        foreach (double loss in Losses)
        {
            schedule = schedule.After(0, loss);
            factors.Add(schedule.At(0));
        }
        Assert.Equal(Torch, factors);
    }

    [Fact]
    public void Resumes_exactly_from_its_state()
    {
        Schedule fresh = new Warmup(3, new ReduceOnPlateau(0.5, 2, 0.01));
        for (int cut = 0; cut <= Losses.Length; cut++)
        {
            var saved = Hear(fresh, Losses[..cut]).Plateau!.Value;
            Assert.Equal(Hear(fresh, Losses), Hear(fresh.Resume(saved), Losses[cut..]));
        }
    }

    [Fact]
    public void Never_changes_the_schedule_that_heard()
    {
        var schedule = new ReduceOnPlateau(0.5, 0);
        Hear(schedule, [1, 1, 1]);
        Assert.Equal(1, schedule.At(0));
    }

    [Fact]
    public void Not_a_number_counts_as_no_improvement()
    {
        Schedule schedule = new ReduceOnPlateau(0.5, 0);
        Assert.Equal(0.5, Hear(schedule, [double.NaN]).At(0));
        Assert.Equal(0.25, Hear(schedule, [1, double.NaN, double.PositiveInfinity]).At(0));
    }

    [Fact]
    public void Works_for_losses_below_zero() => Assert.Equal(1, Hear(new ReduceOnPlateau(0.5, 0), [-1, -1.1, -1.3]).At(0));

    [Fact]
    public void Never_falls_below_its_floor() => Assert.Equal(0.2, Hear(new ReduceOnPlateau(0.5, 0, Floor: 0.2), [1, 1, 1, 1, 1]).At(9));

    [Fact]
    public void Hears_only_once_its_part_of_a_join_has_begun()
    {
        Schedule joined = new Join(new Warmup(10), 10, new ReduceOnPlateau(0.5, 0));
        joined = joined.After(5, 1).After(9, 2);
        Assert.Equal(default(PlateauState), joined.Plateau);
        joined = joined.After(10, 1).After(20, 1);
        Assert.Equal(new PlateauState(1, 0, 1), joined.Plateau);
        Assert.Equal(0.5, joined.At(21));
    }

    [Fact]
    public void Cannot_be_the_first_of_a_join() => Assert.Throws<ArgumentException>(() => new Join(new ReduceOnPlateau(), 5, new Fixed()));

    [Fact]
    public void State_for_a_schedule_that_keeps_none_is_refused()
    {
        Assert.Null(new Cosine(10).Plateau);
        Assert.Contains("Cosine keeps no state", Assert.Throws<ArgumentException>(() => new Cosine(10).Resume(new(1, 2, 3))).Message);
    }
}
