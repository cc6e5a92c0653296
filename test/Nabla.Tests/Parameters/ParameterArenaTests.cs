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

    [Fact]
    public void An_arena_that_has_lost_one_parameter_to_a_later_one_is_used_no_more()
    {
        Parameter one = new([40], default, Initializer.Ones.Draw), other = new([40], default, Initializer.Ones.Draw);
        var arena = new ParameterArena([one, other]);
        Optimizer optimizer = new Sgd().For(arena);
        var average = new ExponentialMovingAverage(arena, 0.9);
        var later = new ParameterArena([other]);
        Action[] uses = [arena.SettleGradients, () => optimizer.Step(0.1), () => new Sgd().For(arena), average.Update, average.Swap,
            () => _ = new ExponentialMovingAverage(arena, 0.9),
            () => GradientClipping.None.Apply(arena), () => arena.PartOf(arena.Values, other), () => later.PartOf(later.Values, one)];
        Assert.All(uses, use => Assert.Contains("later arena", Assert.Throws<InvalidOperationException>(use).Message));
        Assert.All(other.Value.ToArray<float>(), value => Assert.Equal(1, value));
        new Sgd().For(later).Step(0.1);
    }
}
