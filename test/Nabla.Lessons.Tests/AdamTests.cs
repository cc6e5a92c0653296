namespace Nabla.Lessons.Tests;

public sealed class AdamTests
{
    static LessonRun Lesson => LessonRun.Of("22-adam");

    // A gradient that stays: M/c₁ = g, G/c₂ = g², a step of g/(g + ε) at any time.
    [Fact]
    public void The_form_of_the_paper_meets_its_closed_form() => Assert.InRange(Lesson["paper: off the closed form"], 0, 1e-9);

    // g/√(g² + ε) is a half at g = √(ε/3) = 6e-5, g/(g + ε) at g = ε = 1e-8; sizes tried are a factor of two apart.
    [Fact]
    public void Under_the_root_epsilon_weighs_ten_thousand_times_as_much()
    {
        Assert.InRange(Lesson["paper: half step at"], 0.5e-8, 2.1e-8);
        Assert.InRange(Lesson["ε under the root: half step at"], 5e-5, 1.3e-4);
    }

    // M₂ = (0.9·1 + 0.1)/0.19 = 5.26, G₂ = 1/0.001999 = 500: the second step is 5.26/√500 = 0.235, and they fall from there.
    [Fact]
    public void With_the_correction_inside_it_stands_still()
    {
        Assert.InRange(Lesson["slide: first step"], 0.999, 1.001);
        Assert.InRange(Lesson["slide: step 10"], 0, 1e-6);
        Assert.InRange(Lesson["slide: way in all"], 1.2, 1.4);
        Assert.InRange(Lesson["slide: loss"], 2.1, 2.6);
    }

    // With β = γ both grow by the same product P, and M/√G by its root, until 0.9/(1 − 0.9ᵗ) < 1: at step 22. From there on they come back to g and g².
    [Fact]
    public void With_a_short_memory_it_first_runs_away_and_then_comes_back()
    {
        Assert.InRange(Lesson["slide, γ = 0.9: longest step"], 30, 100);
        Assert.InRange(Lesson["slide, γ = 0.9: last step"], 0.9, 1.1);
        Assert.True(Lesson["slide, γ = 0.9: loss"] > 10 * Lesson["paper: loss"]);
    }

    [Fact]
    public void Both_places_of_epsilon_learn()
    {
        Assert.InRange(Lesson["paper: loss"], 0.2, 1.2);
        Assert.InRange(Lesson["ε under the root: loss"] / Lesson["paper: loss"], 0.8, 1.25);
    }
}
