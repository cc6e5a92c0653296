namespace Nabla.Lessons.Tests;

public sealed class LearnedFeaturesTests
{
    static LessonRun Lesson => LessonRun.Of("05-learned-features");

    // One and a half turns need about a dozen straight cuts; eight that are free to go where they serve nearly do, eight others do not.
    [Theory, InlineData("monomials"), InlineData("radial"), InlineData("units as drawn")]
    public void Few_learned_units_do_what_as_few_fixed_features_cannot(string kind)
    {
        Assert.InRange(Lesson["spirals, units learned: 8"], 0, 0.1);
        Assert.True(Lesson["spirals, units learned: 8"] < 0.4 * Lesson[$"spirals, {kind}: 8"]);
        Assert.True(Lesson["moons, units learned: 4"] < 0.5 * Lesson[$"moons, {kind}: 4"]);
    }

    [Fact]
    public void Many_fixed_features_catch_up()
    {
        Assert.True(Lesson["spirals, radial: 32"] < 0.2 * Lesson["spirals, radial: 8"]);
        Assert.InRange(Lesson["spirals, radial: 32"], 0, 0.03);
        Assert.InRange(Lesson["moons, radial: 32"] - Lesson["moons, units learned: 32"], -0.03, 0.01);
    }
}
