using Nabla.Generation;
using Nabla.Gradients;
using Nabla.Initializers;
using Nabla.Modules;
using Nabla.Operations;
using Nabla.Optimizers;
using Nabla.Parameters;
using Nabla.Tensors;
using Nabla.Text;

namespace Nabla.Tests.Generation;

public class TranslatorTests
{
    static readonly Tokenizer letters = CharacterTokenizer.FromText("\nabcdef");
    static readonly TransformerOptions sizes = new(letters.Count, 2, 32, 4) { ContextLength = 12 };

    static EncoderDecoder Model(double deviation) => new(sizes with { Initializer = new Normal(deviation) }, Rng.FromSeed(1), padding: 0);

    [Fact]
    public void Each_token_is_the_likeliest_of_the_whole()
    {
        EncoderDecoder model = Model(0.4);
        string[] sources = ["abc", "f", "edcbafed", ""];
        IReadOnlyList<string> said = new Translator(model, letters).Write(sources);
        Assert.Contains(said, text => text.Length > 2);
        for (int i = 0; i < sources.Length; i++)
        {
            int[] source = letters.Encode(sources[i]), answer = [0, .. letters.Encode(said[i])];
            int[] from = new int[sizes.ContextLength], to = new int[sizes.ContextLength];
            source.CopyTo(from, 0);
            answer.AsSpan(0, Math.Min(answer.Length, to.Length)).CopyTo(to);
            int[] likeliest = model.Call(Tensor.From(from, [1, from.Length]), Tensor.From(to, [1, to.Length])).ArgMax().ToArray<int>();
            Assert.Equal([.. answer[1..], .. answer.Length <= sizes.ContextLength ? [0] : Array.Empty<int>()], likeliest.Take(answer.Length).Take(sizes.ContextLength));
            Assert.Equal(said[i], new Translator(model, letters).Write(sources[i]));
        }
    }

    [Fact]
    public void It_learns_to_read_backwards()
    {
        EncoderDecoder model = Model(0.02);
        var optimizer = new AdamW().For(new ParameterArena(model.Parameters));
        var rng = new Random(1);
        string Word() => new([.. Enumerable.Range(0, rng.Next(2, 6)).Select(_ => (char)('a' + rng.Next(6)))]);
        for (int step = 0; step < 500; step++)
        {
            int[] from = new int[32 * 8], to = new int[32 * 8], target = new int[32 * 8];
            Array.Fill(target, -1);
            for (int i = 0; i < 32; i++)
            {
                int[] word = letters.Encode(Word()), back = [.. word.Reverse()];
                word.CopyTo(from, i * 8);
                back.CopyTo(to, i * 8 + 1);
                back.CopyTo(target, i * 8);
                target[i * 8 + back.Length] = 0;
            }
            Tape.Differentiate(() => model.Call(Tensor.From(from, [32, 8]), Tensor.From(to, [32, 8])).CrossEntropyMean(Tensor.From(target, [32, 8])));
            optimizer.Step(3e-3);
            model.Parameters.ToList().ForEach(parameter => parameter.Value.ClearGradient());
        }
        string[] words = [.. Enumerable.Range(0, 50).Select(_ => Word())];
        int right = new Translator(model, letters).Write(words).Zip(words).Count(pair => pair.First == new string([.. pair.Second.Reverse()]));
        Assert.InRange(right, 45, 50);
    }

    [Fact]
    public void A_source_beyond_the_context_is_refused() =>
        Assert.Contains("has 13 tokens, but the model reads at most 12", Assert.Throws<GenerationException>(() => new Translator(Model(0.1), letters).Write("abcdefabcdefa")).Message);
}
