using Nabla.Devices;
using Nabla.Gradients;
using Nabla.Modules;
using Nabla.Operations;
using Nabla.Tensors;

namespace Nabla.Tests.Modules;

public class EmbeddingTests
{
    [Fact]
    public void Each_token_gets_its_row()
    {
        var embedding = new Embedding(5, 3, Rng.FromSeed(1));
        Tensor rows = embedding.Call(Tensor.From([4, 0, 4, 2], [2, 2]));
        Assert.Equal([2, 2, 3], rows.Shape.Span);
        float[] table = embedding.Weight.Value.ToArray<float>();
        Assert.Equal([.. table[12..15], .. table[0..3], .. table[12..15], .. table[6..9]], rows.ToArray<float>());
    }

    [Fact]
    public void A_row_used_twice_gets_both_gradients_and_an_unused_one_none()
    {
        var embedding = new Embedding(4, 2, Rng.FromSeed(1));
        Tape.Differentiate(() => embedding.Call(Tensor.From([3, 1, 3], [3])).Sum());
        Assert.Equal([0, 0, 1, 1, 0, 0, 2, 2], embedding.Weight.Value.Gradient!.ToArray<float>());
    }

    [Fact]
    public void What_is_no_token_is_refused()
    {
        var embedding = new Embedding(4, 2, Rng.FromSeed(1));
        Assert.Contains("expects tokens of Int32", Assert.Throws<ArgumentException>(() => embedding.Call(Tensor.Full([2], 1, DataType.Float32))).Message);
        Assert.Throws<ArgumentException>(() => embedding.Call(Tensor.From([4], [1])));
        Assert.Throws<ArgumentException>(() => embedding.Call(Tensor.From([-1], [1])));
    }
}
