using Nabla.Data;
using Nabla.Generation;
using Nabla.Initializers;
using Nabla.Modules;
using Nabla.Tensors;
using Nabla.Text;

namespace Nabla.Tests.Generation;

public class GeneratorTests
{
    static readonly Tokenizer letters = CharacterTokenizer.FromText("\n abcdefgh");
    static readonly string[] prompts = ["a", "bad cafe", "", "hag", "a bed a bed a bed a bed"];

    static Generator Letters(int? context = null) => new(new RememberingModel(letters.Count, context), letters);

    public static readonly TheoryData<GenerationOptions> Ways =
    [
        new() { Temperature = 0, MostTokens = 30 }, new() { MostTokens = 30, Seed = 7 }, new() { MostTokens = 30, TopK = 4, Temperature = 0.7, RepetitionPenalty = 1.3 },
        new() { MostTokens = 30, TopP = 0.5, Stop = ["a", "bb"] },
    ];

    [Theory]
    [MemberData(nameof(Ways))]
    public void With_and_without_a_cache_the_same_is_written(GenerationOptions options)
    {
        foreach (int? context in new int?[] { null, 8, 5 })
            Assert.Equal(Plain(Letters(context).Write(prompts, options with { UseCache = false })), Plain(Letters(context).Write(prompts, options)));
    }

    public static readonly TheoryData<TransformerOptions> Transformers =
    [
        new(letters.Count, 2, 32, 4) { ContextLength = 48 }, new(letters.Count, 2, 32, 4) { ContextLength = 48, Positions = PositionKind.Rotary, KeyHeads = 2, FeedForward = FeedForwardKind.SwiGlu, UsesRmsNorm = true },
        new(letters.Count, 3, 16, 2) { ContextLength = 400, IsPreNorm = false, TiesEmbeddings = false },
    ];

    [Theory]
    [MemberData(nameof(Transformers))]
    public void A_transformer_writes_the_same_with_and_without_a_cache(TransformerOptions sizes)
    {
        var model = new Gpt(sizes with { Initializer = new Normal(0.3) }, Rng.FromSeed(4));
        foreach (GenerationOptions options in new GenerationOptions[] { new() { Temperature = 0, MostTokens = 150 }, new() { MostTokens = 150, TopP = 0.9 } })
            Assert.Equal(Plain(new Generator(model, letters).Write(prompts, options with { UseCache = false })), Plain(new Generator(model, letters).Write(prompts, options)));
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void Side_by_side_each_is_continued_as_if_alone(GenerationOptions options)
    {
        foreach (int? context in new int?[] { null, 8 })
        {
            var together = Letters(context).Write(prompts, options);
            for (int i = 0; i < prompts.Length; i++)
                Assert.Equal(Plain([Letters(context).Write(prompts[i], options with { Seed = options.Seed + i })]), Plain([together[i]]));
        }
    }

    [Fact]
    public void The_same_seed_writes_the_same_and_another_something_else()
    {
        string Write(long seed) => Letters().Write("a", new() { Seed = seed, MostTokens = 40 }).Text;
        Assert.Equal(Write(1), Write(1));
        Assert.NotEqual(Write(1), Write(2));
    }

    [Fact]
    public void The_pieces_make_up_the_text()
    {
        var options = new GenerationOptions { MostTokens = 50, Seed = 2 };
        var text = Letters().Write("a", options);
        Assert.Equal((50, EndReason.MostTokens), (text.Tokens.Count, text.End));
        Assert.Equal(text.Text, letters.Decode([.. text.Tokens]));
        IEnumerable<string> pieces = Letters().Stream("a", options);
        Assert.Equal(text.Text, string.Concat(pieces));
        Assert.Equal(text.Text, string.Concat(pieces)); // each walk writes anew
    }

    [Fact]
    public void A_stop_string_ends_the_writing_and_is_cut_off()
    {
        var options = new GenerationOptions { MostTokens = 200 };
        string all = Letters().Write("a", options).Text, stop = all.Substring(60, 3);
        var stopped = Letters().Write("a", options with { Stop = [stop] });
        int at = all.IndexOf(stop, StringComparison.Ordinal);
        Assert.Equal((all[..at], EndReason.StopString, at + 3), (stopped.Text, stopped.End, stopped.Tokens.Count));
    }

    [Fact]
    public void The_token_that_ends_a_text_is_not_shown()
    {
        var options = new GenerationOptions { MostTokens = 200 };
        string all = Letters().Write("a", options).Text;
        var ended = new Generator(new RememberingModel(letters.Count), letters) { EndToken = letters.Encode("d")[0] }.Write("a", options);
        Assert.Equal((all[..all.IndexOf('d')], EndReason.EndToken), (ended.Text, ended.End));
    }

    [Fact]
    public void An_empty_prompt_begins_with_a_new_line_where_there_is_no_better_token() =>
        Assert.Equal(Letters().Write("\n", new()).Text, Letters().Write("", new()).Text);

    [Fact]
    public void A_line_begins_after_a_new_line_and_ends_before_one()
    {
        var model = new RememberingModel(letters.Count);
        var options = new GenerationOptions { MostTokens = 300, Seed = 3 };
        string all = new Generator(model, letters).Write("\nbad", options).Text;
        var line = Generator.OfLines(model, letters).Write("bad", options);
        Assert.Equal((all[..all.IndexOf('\n')], EndReason.EndToken), (line.Text, line.End));
    }

    [Fact]
    public void Stopped_it_ends_with_what_is_there()
    {
        using var stop = new CancellationTokenSource();
        var pieces = new List<GeneratedPiece>();
        foreach (var piece in new Generator(new RememberingModel(256), new ByteTokenizer()).Stream(["a"], new() { Stop = ["no such text"] }, stop.Token))
        {
            pieces.Add(piece);
            if (pieces.Count == 10) stop.Cancel();
        }
        Assert.Equal([.. Enumerable.Repeat<EndReason?>(null, 10), EndReason.Cancelled], pieces.Select(piece => piece.End));
        byte[] bytes = [.. pieces.Where(piece => piece.Token is not null).Select(piece => (byte)piece.Token!)];
        Assert.Equal(System.Text.Encoding.UTF8.GetString(bytes), string.Concat(pieces.Select(piece => piece.Text)));
    }

    [Fact]
    public void Nothing_asked_for_is_nothing_written()
    {
        var nothing = Letters().Write("a", new() { MostTokens = 0 });
        Assert.Equal(("", 0, EndReason.MostTokens), (nothing.Text, nothing.Tokens.Count, nothing.End));
        Assert.Empty(Letters().Write([], new()));
    }

    [Fact]
    public void Tokens_that_the_tokenizer_has_not_are_never_written() =>
        Assert.Equal(100, new Generator(new RememberingModel(letters.Count + 500), letters).Write("a", new() { MostTokens = 100, Temperature = 5 }).Tokens.Count(token => token < letters.Count));

    [Fact]
    public void What_does_not_fit_is_said()
    {
        Assert.Contains("has 10 tokens, but RememberingModel knows 9", Assert.Throws<GenerationException>(() => new Generator(new RememberingModel(letters.Count - 1), letters)).Message);
        Assert.Contains("'X'", Assert.Throws<DataException>(() => Letters().Stream("aXb", new())).Message);
    }

    static IEnumerable<(string, string, EndReason)> Plain(IEnumerable<GeneratedText> texts) => texts.Select(each => (each.Text, string.Join(' ', each.Tokens), each.End));
}
