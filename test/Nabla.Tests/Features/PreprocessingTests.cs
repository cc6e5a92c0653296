using Nabla.Data;
using Nabla.Data.Generated;
using Nabla.Features;

namespace Nabla.Tests.Features;

public class PreprocessingTests
{
    static readonly Dataset Moons = PlaneSets.Moons(200);

    [Theory]
    [InlineData("none", "none", 0, 2)]
    [InlineData("standardize", "none", 1, 2)]
    [InlineData("center", "none", 1, 2)]
    [InlineData("pca", "poly:3", 3, 9)]
    [InlineData("zca", "rbf:20", 3, 20)]
    [InlineData("none", "poly:2", 1, 5)]
    public void Words_become_stages(string normalize, string features, int stages, int size)
    {
        var pipeline = Preprocessing.Fit(Moons, normalize, features, seed: 1);
        Assert.Equal(stages, pipeline.Stages.Count);
        Assert.Equal(size, pipeline.On(Moons).Input.Size);
    }

    [Theory]
    [InlineData("standardise", "none", "did you mean 'standardize'")]
    [InlineData("none", "ploy:3", "did you mean 'poly'")]
    [InlineData("none", "poly", "the form is poly:3 (degree)")]
    [InlineData("none", "poly:0", "degree expects a whole number from 1 to 64; got '0'")]
    [InlineData("none", "poly:65", "degree expects a whole number from 1 to 64")]
    [InlineData("none", "rbf:many", "got 'many'")]
    [InlineData("none", "none:3", "wrong count of numbers")]
    public void Words_that_are_off_are_refused(string normalize, string features, string expected) =>
        Assert.Contains(expected, Assert.Throws<FormatException>(() => Preprocessing.Fit(Moons, normalize, features, 1)).Message);
}
