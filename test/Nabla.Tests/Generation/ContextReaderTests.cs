using Nabla.Generation;
using Nabla.Tensors;

namespace Nabla.Tests.Generation;

public class ContextReaderTests
{
    static readonly List<int>[] tokens = [[.. Enumerable.Range(0, 40).Select(i => i * i % 7)], [.. Enumerable.Range(0, 40).Select(i => i * 3 % 5)]];

    [Theory]
    [InlineData(null)]
    [InlineData(8)]
    [InlineData(7)]
    [InlineData(1)]
    public void With_and_without_a_cache_the_same_is_in_sight(int? context)
    {
        var model = new RememberingModel(7, context);
        ContextReader cached = new(model, tokens, useCache: true), whole = new(model, tokens, useCache: false);
        for (int length = 3; length <= 40; length++) Assert.Equal(whole.Next(length), cached.Next(length));
    }

    [Theory]
    [InlineData(8)]
    [InlineData(5)]
    public void A_full_context_keeps_its_last_half(int context)
    {
        var inSight = new List<int>();
        for (int length = 1; length <= 50; length++)
        {
            if (inSight.Count == context) inSight.RemoveRange(0, context - context / 2);
            inSight.Add(length - 1);
            Assert.Equal(inSight[0], ContextReader.WindowStart(length, context));
        }
    }

    [Fact]
    public void With_a_cache_each_token_is_read_once_and_at_a_slide_half_a_context_again()
    {
        var model = new RememberingModel(7, 8);
        var reader = new ContextReader(model, tokens, useCache: true);
        for (int length = 1; length <= 8; length++) reader.Next(length);
        Assert.Equal(8, model.Reads);
        reader.Next(9);
        Assert.Equal(8 + 5, model.Reads);
    }

    [Fact]
    public void A_prompt_beyond_the_context_is_read_from_where_it_would_have_slid_to()
    {
        var model = new RememberingModel(7, 8);
        var grown = new ContextReader(model, tokens, useCache: true);
        for (int length = 1; length < 30; length++) grown.Next(length);
        Assert.Equal(grown.Next(30), new ContextReader(model, tokens, useCache: true).Next(30));
    }
}
