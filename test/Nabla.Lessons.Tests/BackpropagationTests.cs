namespace Nabla.Lessons.Tests;

public sealed class BackpropagationTests
{
    static LessonRun Lesson => LessonRun.Of("08-backpropagation");

    // Layer i is n − i steps from the end, and each step meets the value below and a weight: n(n + 1)/2 steps of two.
    [Theory, InlineData(4), InlineData(16)]
    public void In_a_chain_reuse_turns_a_square_into_a_line(int depth)
    {
        Assert.Equal(2 * depth, Lesson[$"a chain, re-used: {depth}"]);
        Assert.InRange(Lesson[$"a chain, anew for each weight: {depth}"], depth * depth, 4 * depth * depth);
    }

    [Fact]
    public void Where_values_are_shared_it_turns_doubling_into_a_line()
    {
        Assert.Equal(3 * 16, Lesson["each value used twice, re-used: 16"]);
        Assert.InRange(Lesson["each value used twice, anew for each weight: 16"] / Lesson["each value used twice, anew for each weight: 12"], 15, 24);
    }

    [Fact]
    public void The_tape_records_each_operation_once_and_gives_the_same_derivatives()
    {
        Assert.Equal(2, Lesson["a chain, nodes on the tape: 16"] / 16, 0.1);
        Assert.Equal(3, Lesson["each value used twice, nodes on the tape: 16"] / 16, 0.1);
        Assert.InRange(Lesson["largest difference"], 0, 1e-12);
    }
}
