using Nabla.Devices;
using Nabla.Gradients;
using Nabla.Modules;
using Nabla.Operations;
using Nabla.Tensors;

namespace Nabla.Tests.Modules.Attention;

public class TransformerClassifierTests
{
    static readonly TransformerOptions options = new(7, 2, 8, 2) { ContextLength = 9, Initializer = Nabla.Initializers.Initializer.FanIn };

    static TransformerClassifier Model(PositionKind positions = PositionKind.Learned, int padding = 0)
    {
        var model = new TransformerClassifier(options with { Positions = positions }, 3, Rng.FromSeed(1), padding);
        model.SetDataType(DataType.Float64);
        return model;
    }

    [Theory]
    [InlineData(PositionKind.Learned)]
    [InlineData(PositionKind.Rotary)]
    public void Padding_changes_nothing(PositionKind positions)
    {
        TransformerClassifier model = Model(positions);
        double[] alone = model.Call(Tensor.From([3, 0, 5, 1], [1, 4])).ToArray<double>();
        double[] padded = model.Call(Tensor.From([3, 0, 5, 1, 0, 0, 0, 1, 2, 3, 4, 5, 6, 6], [2, 7])).ToArray<double>();
        for (int i = 0; i < 3; i++) Assert.Equal(alone[i], padded[i], 1e-12);
    }

    [Fact]
    public void Every_place_counts_and_order_too()
    {
        TransformerClassifier model = Model();
        double[] Of(params int[] tokens) => model.Call(Tensor.From(tokens, [1, tokens.Length])).ToArray<double>();
        Assert.NotEqual(Of(1, 2, 3), Of(4, 2, 3));
        Assert.NotEqual(Of(1, 2, 3), Of(1, 2, 4));
        Assert.NotEqual(Of(1, 2, 3), Of(3, 2, 1));
    }

    [Fact]
    public void A_sequence_of_nothing_but_padding_is_taken() => Assert.All(Model().Call(Tensor.From([0, 0], [1, 2])).ToArray<double>(), value => Assert.True(double.IsFinite(value)));

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        Assert.Contains("expects tokens [batch, time] of Int32", Assert.Throws<ArgumentException>(() => Model().Call(Tensor.Zeros([2, 3]))).Message);
        Assert.Contains("longer than the context of 9", Assert.Throws<ArgumentException>(() => Model().Call(Tensor.From(new int[10], [1, 10]))).Message);
        Assert.Contains("padding token is 7", Assert.Throws<ArgumentException>(() => Model(padding: 7)).Message);
    }

    [Fact]
    public void Run_again_in_backward_gradients_are_the_same_bits_in_less_memory()
    {
        int[] tokens = [.. Enumerable.Range(0, 4 * 9).Select(i => i % 9 > 6 ? 0 : i * 5 % 7)];
        (long Saved, float[][] Gradients) Run(int every)
        {
            var model = new TransformerClassifier(options with { Layers = 4, Dropout = 0.2, RecomputeEvery = every }, 3, Rng.FromSeed(1), padding: 0);
            foreach (var parameter in model.Parameters) parameter.Value.RequireGradient();
            int recorded = 0;
            Tape.Differentiate(() =>
            {
                Tensor loss = model.Call(Tensor.From(tokens, [4, 9])).Square().Sum();
                recorded = Tape.Current!.Count;
                return loss;
            }, step: 3);
            return (recorded, [.. model.Parameters.Select(parameter => parameter.Value.Gradient!.ToArray<float>())]);
        }
        var (all, few) = (Run(0), Run(1));
        Assert.Equal(all.Gradients, few.Gradients);
        Assert.True(few.Saved < all.Saved / 2, $"recorded {all.Saved} operations, with recomputation {few.Saved}");
    }
}
