namespace Nabla.Lessons.Tests;

public sealed class CostOfMemoryTests
{
    const int Layers = 16;

    static LessonRun Lesson => LessonRun.Of("09-cost-of-memory");

    // n results that layers save, and at the loss one result, its square and their gradients.
    [Fact]
    public void Kept_results_grow_with_depth() => Assert.InRange(Lesson["tanh(Wx): everything kept"], Layers, Layers + 5);

    // n/k inputs of rows, the k results of the row in backward, and the same few besides.
    [Theory]
    [InlineData(2), InlineData(4), InlineData(8)]
    public void Recomputed_they_are_n_over_k_and_k(int k)
    {
        Assert.InRange(Lesson[$"tanh(Wx): k = {k}"], Layers / k + k, Layers / k + k + 4);
        Assert.InRange(Lesson[$"norm(x + nn(x)): k = {k}"], Layers / k + 3 * k, Layers / k + 3 * k + 4.5);
    }

    [Fact]
    public void The_best_k_is_the_root_of_the_depth_where_a_layer_saves_one_result_and_less_where_it_saves_more()
    {
        Assert.Equal(4, Lesson["tanh(Wx): best k"]);
        Assert.Equal(2, Lesson["norm(x + nn(x)): best k"]); // √(16/3) is 2.3
        Assert.True(Lesson["tanh(Wx): least"] < 0.6 * Lesson["tanh(Wx): everything kept"]);
        Assert.True(Lesson["norm(x + nn(x)): least"] < 0.35 * Lesson["norm(x + nn(x)): everything kept"]);
    }

    // Every layer but those of the last row runs twice.
    [Theory]
    [InlineData(1), InlineData(2), InlineData(4), InlineData(8)]
    public void It_costs_one_forward_more_but_for_the_last_row(int k) => Assert.Equal(2 * Layers - k, Lesson[$"tanh(Wx): runs, k = {k}"]);

    [Fact]
    public void Gradients_are_the_same_bits() => Assert.Equal(0, Lesson["largest difference of gradients"]);
}
