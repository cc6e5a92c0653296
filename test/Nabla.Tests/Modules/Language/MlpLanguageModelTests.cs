using Nabla.Modules;
using Nabla.Operations;
using Nabla.Tensors;

namespace Nabla.Tests.Modules.Language;

public class MlpLanguageModelTests
{
    static MlpLanguageModel Model(int context = 3) => new(vocabulary: 6, context, width: 8, Rng.FromSeed(4), embeddingWidth: 5, padding: 2);

    [Fact]
    public void A_place_is_what_its_context_alone_says()
    {
        var model = Model();
        int[] tokens = [5, 1, 0, 3, 4, 4, 2, 1];
        Tensor logits = model.Call(Tensor.From(tokens, [2, 4]));
        Assert.Equal([2, 4, 6], logits.Shape);
        for (int row = 0; row < 2; row++)
        {
            for (int t = 0; t < 4; t++)
            {
                int[] context = [.. Enumerable.Range(t - 2, 3).Select(at => at < 0 ? 2 : tokens[row * 4 + at])];
                Tensor vectors = Tensor.Concatenate([.. context.Select(token => model.Parameters.First(p => p.Path == "embedding.weight").Value.Slice(0, token, 1))], 1);
                Tensor hidden = vectors.Linear(Named(model, "hidden.weight"), Named(model, "hidden.bias")).Tanh();
                float[] expected = hidden.Linear(Named(model, "output.weight"), Named(model, "output.bias")).ToArray<float>();
                float[] got = logits.Slice(0, row, 1).Slice(1, t, 1).Contiguous().ToArray<float>();
                for (int i = 0; i < 6; i++) Assert.Equal(expected[i], got[i], 1e-5f);
            }
        }
    }

    static Tensor Named(Module model, string path) => model.Parameters.First(p => p.Path == path).Value;

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Going_on_in_pieces_is_reading_the_whole(int context)
    {
        var model = Model(context);
        Tensor text = Tensor.From([0, 1, 2, 3, 4, 5, 5, 4, 3, 2, 1, 0], [2, 6]);
        var state = model.Start(2);
        float[] whole = model.Call(text).ToArray<float>();
        Tensor pieces = Tensor.Concatenate([model.Continue(text.Slice(1, 0, 1).Contiguous(), state), model.Continue(text.Slice(1, 1, 3).Contiguous(), state), model.Continue(text.Slice(1, 4, 2).Contiguous(), state)], 1);
        float[] joined = pieces.ToArray<float>();
        for (int i = 0; i < whole.Length; i++) Assert.Equal(whole[i], joined[i], 1e-5f);
        Assert.Equal(6, state.Length);
        Assert.Contains("[2, time]", Assert.Throws<ArgumentException>(() => model.Continue(Tensor.From([1], [1, 1]), state)).Message);
    }

    [Fact]
    public void Whether_it_goes_on_or_reads_first_its_weights_are_the_same()
    {
        Tensor text = Tensor.From([0, 1, 2, 3], [1, 4]);
        MlpLanguageModel goesOn = Model(), reads = Model();
        Assert.Equal(reads.Call(text).ToArray<float>(), goesOn.Continue(text, goesOn.Start(1)).ToArray<float>());
    }

    [Fact]
    public void What_could_not_be_read_is_not_remembered()
    {
        MlpLanguageModel model = Model();
        SequenceState state = model.Start(1), other = model.Start(1);
        Assert.Throws<ArgumentException>(() => model.Continue(Tensor.From([6], [1, 1]), state));
        Assert.Equal(model.Continue(Tensor.From([1], [1, 1]), other).ToArray<float>(), model.Continue(Tensor.From([1], [1, 1]), state).ToArray<float>());
        Assert.Equal(1, state.Length);
        Assert.Contains("of another model", Assert.Throws<ArgumentException>(() => Model().Continue(Tensor.From([1], [1, 1]), state)).Message);
        Assert.Contains("tokens [batch, time] of Int32", Assert.Throws<ArgumentException>(() => model.Call(Tensor.From(1, 2, 3))).Message);
        Assert.Contains("got -1", Assert.Throws<ArgumentException>(() => model.Start(-1)).Message);
    }
}
