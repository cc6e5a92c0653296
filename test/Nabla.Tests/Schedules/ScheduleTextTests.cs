using Nabla.Schedules;

namespace Nabla.Tests.Schedules;

public class ScheduleTextTests
{
    public static TheoryData<string, Schedule> Written => new()
    {
        { "fixed", new Fixed() },
        { "linear", new LinearDecay(1000) },
        { "linear:0.2", new LinearDecay(1000, 0.2) },
        { "cosine", new Cosine(1000) },
        { " Cosine:0 ", new Cosine(1000, 0) },
        { "half-cosine:1e-2", new HalfCosine(1000, 0.01) },
        { "inverse:100", new InverseDecay(100) },
        { "inverse:5:100", new InverseDecay(5, 100) },
        { "step:30", new StepDecay(30) },
        { "step:30:0.5", new StepDecay(30, 0.5) },
        { "step:25%:0.5", new StepDecay(250, 0.5) },
        { "milestones:50%:750:0.2", new MilestoneDecay([500, 750], 0.2) },
        { "plateau", new ReduceOnPlateau() },
        { "plateau:0.5:3", new ReduceOnPlateau(0.5, 3) },
    };

    [Theory, MemberData(nameof(Written))]
    public void Reads_what_is_written(string text, Schedule expected) => Assert.Equal(expected, Schedule.Parse(text, 1000));

    [Fact]
    public void Lays_a_warmup_over_it() => Assert.Equal(new Warmup(50, new Cosine(1000)), Schedule.Parse("cosine", 1000, 50));

    [Theory]
    [InlineData("cosin", "did you mean 'cosine'?")]
    [InlineData("halfcosine:0.1", "did you mean 'half-cosine'?")]
    [InlineData("steps:3", "did you mean 'step'?")]
    [InlineData("", "is unknown")]
    [InlineData("cosine:a", "floor expects a number from 0 to 1; got 'a'; the form is cosine[:floor]")]
    [InlineData("cosine:nan", "got 'nan'")]
    [InlineData("cosine:2", "from 0 to 1")]
    [InlineData("cosine:0:1", "wrong count of numbers; the form is cosine[:floor]")]
    [InlineData("step", "wrong count of numbers; the form is step:every[:factor]")]
    [InlineData("step:-1", "every expects a whole number of steps or a share such as 50%; got '-1'")]
    [InlineData("step:0", "at least 1")]
    [InlineData("step:200%", "got '200%'")]
    [InlineData("milestones:30:20:0.1", "milestone 1 is 20")]
    [InlineData("inverse:0", "b expects a number above 0; got '0'; the form is inverse[:a]:b")]
    [InlineData("milestones:30", "wrong count of numbers; the form is milestones:first:…:factor")]
    public void Says_what_is_wrong(string text, string part)
    {
        var error = Assert.Throws<FormatException>(() => Schedule.Parse(text, 1000));
        Assert.Contains(part, error.Message);
        Assert.DoesNotContain("(Parameter", error.Message);
    }
}
