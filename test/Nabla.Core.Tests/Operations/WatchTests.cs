using Nabla.Gradients;
using Nabla.Operations;
using Nabla.Tensors;

namespace Nabla.Core.Tests.Operations;

public class WatchTests
{
    [Fact]
    public void The_whole_gradient_of_a_result_is_shown_once_after_all_its_uses()
    {
        Tensor x = Tensor.From(1.0, 2.0).RequireGradient();
        var seen = new List<double[]>();
        Tape.Differentiate(() =>
        {
            Tensor y = x.Square().OnGradient(gradient => seen.Add((gradient * 1).ToArray<double>()));
            return (y * y).Sum() + y.Sum();
        });
        Assert.Equal([[3.0, 9.0]], seen); // 2y + 1
        Assert.Equal([6.0, 36.0], x.Gradient!.ToArray<double>());
    }

    [Fact]
    public void Where_there_is_no_gradient_the_tensor_is_returned_itself()
    {
        Tensor x = Tensor.From(1.0);
        Assert.Same(x, x.OnGradient(_ => { }));
        Tape tape = Tape.Start();
        Assert.Same(x, x.OnGradient(_ => { }));
        tape.Stop();
    }
}
