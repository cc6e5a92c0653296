using Nabla.Initializers;
using Nabla.Optimizers;
using Nabla.Parameters;
using Nabla.Tensors;

namespace Nabla.Tests.Parameters;

public class ParameterArenaTests
{
    [Fact]
    public void Parameters_of_no_module_are_told_apart_by_their_place()
    {
        Rng rng = Rng.FromSeed(1);
        var arena = new ParameterArena([new([4], rng, Initializer.FanIn.Draw), new([4], rng, Initializer.FanIn.Draw)]);
        Assert.Equal(["0", "1"], arena.Parameters.Select(p => p.Path));
        Assert.NotEqual(arena.Parameters[0].Value.ToArray<float>(), arena.Parameters[1].Value.ToArray<float>());
        Assert.Equal(["momentum.0", "momentum.1"], new Momentum().For(arena).State.Select(each => each.Name));
    }

    [Fact]
    public void One_parameter_twice_is_refused()
    {
        var one = new Parameter([2], default, Initializer.Ones.Draw);
        Assert.Contains("appears twice", Assert.Throws<ArgumentException>(() => new ParameterArena([one, one])).Message);
    }
}
