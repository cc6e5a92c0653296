using Nabla.Words;

namespace Nabla.Tests.Words;

public class NearestWordTests
{
    [Theory]
    [InlineData("adamv", "adamw")]
    [InlineData("COSINE", "cosine")]
    [InlineData("csoine", "cosine")]
    [InlineData("", "sgd")]
    public void The_word_with_the_fewest_edits_is_found(string given, string expected) =>
        Assert.Equal(expected, NearestWord.Of(given, ["sgd", "adamw", "cosine", "momentum"]));

    [Fact]
    public void The_sentence_names_the_remedy_and_all_choices() =>
        Assert.Equal("Optimizer 'adm' is unknown; did you mean 'adam'? There are adam, sgd.", NearestWord.Sentence("Optimizer", "adm", ["adam", "sgd"]));
}
