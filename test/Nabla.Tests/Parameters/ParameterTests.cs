using Nabla.Devices;
using Nabla.Gradients;
using Nabla.Operations;
using Nabla.Optimizers;
using Nabla.Parameters;
using Nabla.Tensors;

namespace Nabla.Tests.Parameters;

public sealed class ParameterTests
{
    [Fact]
    public void One_that_begins_at_given_values_has_a_copy_of_them_and_their_type()
    {
        Tensor start = Tensor.From(3.0, -1.0);
        var point = new Parameter(start);
        var arena = new ParameterArena([point]);
        Tape.Differentiate(() => point.Value.Square().Sum());
        new Sgd().For(arena).Step(learningRate: 0.25);
        Assert.Equal(DataType.Float64, point.DataType);
        Assert.Equal([1.5, -0.5], point.Value.ToArray<double>());
        Assert.Equal([3.0, -1.0], start.ToArray<double>());
    }

    [Fact]
    public void It_decays_only_if_told_so()
    {
        Assert.True(new Parameter(Tensor.From(1f)).Decays);
        Assert.False(new Parameter(Tensor.From(1f), decays: false).Decays);
    }
}
