using Nabla.Gradients;
using Nabla.Modules;
using Nabla.Operations;
using Nabla.Optimizers;
using Nabla.Parameters;
using Nabla.Tensors;

namespace Nabla.Tests.Modules.Recurrent;

public class RecurrentModelTests
{
    static Tensor Tokens(int batch, int time, int vocabulary) => Tensor.From([.. Enumerable.Range(0, batch * time).Select(i => i * 7919 % 31 % vocabulary)], [batch, time]);

    [Theory]
    [InlineData(RecurrentKind.Rnn, 2, false)]
    [InlineData(RecurrentKind.Lstm, 2, false)]
    [InlineData(RecurrentKind.Gru, 12, true)]
    public void Reading_in_pieces_gives_the_logits_of_the_whole(RecurrentKind kind, int batch, bool tied)
    {
        var model = new RecurrentLanguageModel(kind, 11, 6, Rng.FromSeed(1), layers: 2, tied: tied);
        Tensor tokens = Tokens(batch, 5, 11);
        float[] whole = model.Call(tokens).ToArray<float>();
        SequenceState state = model.Start(batch);
        Tensor pieces = Tensor.Concatenate([model.Continue(tokens.Slice(1, 0, 2), state), model.Continue(tokens.Slice(1, 2, 1), state), model.Continue(tokens.Slice(1, 3, 2), state)], 1);
        Assert.Equal([batch, 5, 11], pieces.Shape.Span);
        Assert.Equal(5, state.Length);
        float[] read = pieces.ToArray<float>();
        for (int i = 0; i < whole.Length; i++) Assert.Equal(whole[i], read[i], 1e-5);
    }

    [Fact]
    public void A_tied_model_has_one_table()
    {
        var model = new RecurrentLanguageModel(RecurrentKind.Gru, 11, 6, Rng.FromSeed(1), tied: true);
        Assert.DoesNotContain(model.Parameters, parameter => parameter.Path.StartsWith("head"));
        Assert.Contains("leave embeddingWidth out", Assert.Throws<ArgumentException>(() => new RecurrentLanguageModel(RecurrentKind.Gru, 11, 6, Rng.FromSeed(1), embeddingWidth: 4, tied: true)).Message);
    }

    [Fact]
    public void A_state_of_another_model_or_batch_is_refused()
    {
        RecurrentLanguageModel Model() => new(RecurrentKind.Rnn, 11, 6, Rng.FromSeed(1));
        RecurrentLanguageModel model = Model();
        Assert.Contains("a state of its own", Assert.Throws<ArgumentException>(() => model.Continue(Tokens(2, 1, 11), Model().Start(2))).Message);
        Assert.Contains("expects tokens [2, time]", Assert.Throws<ArgumentException>(() => model.Continue(Tokens(3, 1, 11), model.Start(2))).Message);
        Assert.Contains("expects tokens [batch, time]", Assert.Throws<ArgumentException>(() => model.Call(Tensor.From(1, 2))).Message);
    }

    [Fact]
    public void Padding_is_not_read()
    {
        var model = new RecurrentClassifier(RecurrentKind.Lstm, 11, 3, 6, Rng.FromSeed(1), padding: 0, bidirectional: true);
        float[] bare = model.Call(Tensor.From([4, 5, 0, 7], [1, 4])).ToArray<float>();
        float[] padded = model.Call(Tensor.From([4, 5, 0, 7, 0, 0, 1, 2, 3, 4, 5, 6], [2, 6])).ToArray<float>()[..3];
        for (int i = 0; i < 3; i++) Assert.Equal(bare[i], padded[i], 1e-6);
        Assert.Contains("expected a padding token of 0 to 10, got 11", Assert.Throws<ArgumentException>(() => new RecurrentClassifier(RecurrentKind.Gru, 11, 3, 6, Rng.FromSeed(1), padding: 11)).Message);
    }

    // Which of two tokens came first: what a bag of tokens cannot know.
    [Theory, InlineData(RecurrentKind.Rnn), InlineData(RecurrentKind.Lstm), InlineData(RecurrentKind.Gru)]
    public void The_first_token_is_remembered_to_the_end(RecurrentKind kind)
    {
        const int Batch = 64, Time = 10;
        var model = new RecurrentClassifier(kind, 4, 2, 16, Rng.FromSeed(1), padding: 0);
        var arena = new ParameterArena(model.Parameters);
        var optimizer = new AdamW().For(arena);
        Rng rng = Rng.FromSeed(5);
        double correct = 0;
        for (int step = 0; step < 150; step++)
        {
            var tokens = new int[Batch * Time];
            var labels = new int[Batch];
            for (int i = 0; i < Batch; i++)
            {
                int length = 2 + (int)(rng.Fork((ulong)step).Bits(i) % (Time - 1));
                for (int t = 0; t < length; t++) tokens[i * Time + t] = 1 + (int)(rng.Fork((ulong)(1000 + step)).Bits(i * Time + t) % 3);
                labels[i] = i % 2;
                tokens[i * Time] = 1 + labels[i];
            }
            Tensor input = Tensor.From(tokens, [Batch, Time]), expected = Tensor.From(labels);
            int[] said = [];
            Tape.Differentiate(() =>
            {
                Tensor logits = model.Call(input);
                said = logits.ArgMax(1).ToArray<int>();
                return logits.CrossEntropyMean(expected);
            });
            correct = said.Zip(labels, (a, b) => a == b ? 1.0 : 0).Average();
            optimizer.Step(learningRate: 0.01);
            arena.ClearGradients();
        }
        Assert.Equal(1, correct, 0.05);
    }
}
