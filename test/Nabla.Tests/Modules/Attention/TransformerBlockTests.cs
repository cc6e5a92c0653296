using Nabla.Devices;
using Nabla.Modules;
using Nabla.Operations;
using Nabla.Tensors;

namespace Nabla.Tests.Modules.Attention;

public class TransformerBlockTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_shorter_sequence_says_the_same_alone(bool causal)
    {
        var block = new TransformerBlock(new TransformerOptions(1, 1, 8, 2) { Initializer = Nabla.Initializers.Initializer.FanIn }, Rng.FromSeed(1), causal);
        block.SetDataType(DataType.Float64);
        Tensor x = Tensor.Normal([2, 7, 8], Rng.FromSeed(2), 0, 1, DataType.Float64);
        Tensor together = block.Call(x, Tensor.From([7, 4], [2])), alone = block.Call(x.Slice(0, 1, 1).Slice(1, 0, 4));
        double[] expected = alone.ToArray<double>(), actual = together.Slice(0, 1, 1).Slice(1, 0, 4).Contiguous().ToArray<double>();
        for (int i = 0; i < expected.Length; i++) Assert.Equal(expected[i], actual[i], 1e-12);
    }

    [Fact]
    public void Dropout_drops_in_training_alone()
    {
        var block = new TransformerBlock(new TransformerOptions(1, 1, 8, 2) { Dropout = 0.5 }, Rng.FromSeed(1), causal: true);
        Tensor x = Tensor.Normal([1, 3, 8], Rng.FromSeed(2));
        Assert.Equal(block.Call(x).ToArray<float>(), block.Call(x).ToArray<float>());
        var tape = Nabla.Gradients.Tape.Start();
        float[] trained = block.Call(x).ToArray<float>();
        tape.Stop();
        Assert.NotEqual(block.Call(x).ToArray<float>(), trained);
    }
}
