namespace Nabla.Cli.Tests.Commands;

/// <summary>Text by the command: training, judging, and what is refused.</summary>
public sealed class TextRunTests : IDisposable
{
    readonly string root = Directory.CreateTempSubdirectory("nabla-text-").FullName;

    public TextRunTests() => File.WriteAllText(At("prose.txt"), string.Concat(Enumerable.Range(0, 300).Select(i => $"{i} times {i % 7} is {i * (i % 7)}.\n")));

    public void Dispose() => Directory.Delete(root, recursive: true);

    string At(string name) => Path.Combine(root, name);

    InProcess Train(string name, params string[] more) =>
        InProcess.Run(["train", "--data", At("prose.txt"), "--steps", "30", "--set", "data.window=16", "--set", "training.evaluateEvery=15 steps", "--out", At(name), "--json", .. more]);

    [Theory]
    [InlineData("gpt:1x16x2")]
    [InlineData("gru:16")]
    [InlineData("mlp-lm:3x16")]
    [InlineData("ngram:3")]
    public void A_language_model_is_trained_and_judged_in_the_units_of_text(string model)
    {
        var train = Train("run", "--model", model);
        Assert.Equal(0, train.Code);
        double loss = train.Json.GetProperty("test_loss").GetDouble();
        Assert.Equal(Math.Exp(loss), train.Json.GetProperty("test_perplexity").GetDouble(), 1e-6 * Math.Exp(loss));
        var evaluated = InProcess.Run("evaluate", At("run"), "--json").Json;
        Assert.Equal(loss, evaluated.GetProperty("loss").GetDouble(), 1e-6);
        Assert.Equal(evaluated.GetProperty("loss").GetDouble() / Math.Log(2), evaluated.GetProperty("bits_per_character").GetDouble(), 1e-9);
        Assert.Equal(evaluated.GetProperty("tokens").GetInt64(), evaluated.GetProperty("characters").GetInt64());
        Assert.False(evaluated.TryGetProperty("confusion", out _));
        Assert.Contains("perplexity", InProcess.Run("evaluate", At("run"), "--split", "train").Output);
        Assert.True(File.Exists(Path.Combine(At("run"), "tokenizer.json")));
        Assert.True(File.Exists(Path.Combine(At("run"), "figures", "perplexity.svg")));
        Assert.False(File.Exists(Path.Combine(At("run"), "figures", "confusion.svg")));
        Assert.Equal(0, InProcess.Run("inspect", At("run")).Code);
        var predicted = InProcess.Run("predict", At("run"), "3 times");
        Assert.Equal((2, 1), (predicted.Code, predicted.ErrorLines.Length));
        Assert.Contains("nabla generate", predicted.Error);
    }

    [Fact]
    public void A_byte_that_is_no_text_is_said_with_its_file()
    {
        File.WriteAllBytes(At("bad.txt"), [.. "abc\n"u8, 0xFF]);
        foreach (string documents in (string[])["lines", "stream"])
            Assert.StartsWith($"nabla: {At("bad.txt")}: CharacterTokenizer: byte 4 of the text (0xFF)",
                InProcess.Run("train", "--data", At("bad.txt"), "--set", $"data.documents={documents}", "--out", At("none")).Error);
    }

    [Fact]
    public void Other_text_is_judged_by_the_tokenizer_of_the_run()
    {
        Train("run", "--model", "gru:16");
        File.WriteAllText(At("other.txt"), string.Concat(Enumerable.Repeat("9 times 9 is 81.\n", 60)));
        Assert.Equal(0, InProcess.Run("evaluate", At("run"), "--data", At("other.txt")).Code);
        File.WriteAllText(At("foreign.txt"), string.Concat(Enumerable.Repeat("neunmal neun ist einundachtzig: ß\n", 60)));
        var refused = InProcess.Run("evaluate", At("run"), "--data", At("foreign.txt"));
        Assert.Equal((1, 1), (refused.Code, refused.ErrorLines.Length));
        Assert.Contains("none of its", refused.Error);
    }

    [Theory]
    [InlineData("train --resume RUN")]
    public void A_run_with_the_tokenizer_of_another_is_refused(string words)
    {
        Train("run", "--model", "gru:16");
        string[] command = [.. words.Split(' ').Select(word => word == "RUN" ? At("run") : word)];
        string right = Path.Combine(At("run"), "tokenizer.json");
        Nabla.Text.CharacterTokenizer.FromText(File.ReadAllText(At("prose.txt")).Replace('7', '√')).Save(right); // as many, but others
        var refused = InProcess.Run(command);
        Assert.Equal((1, 1), (refused.Code, refused.ErrorLines.Length));
        Assert.DoesNotContain("--debug", refused.Error);
    }

    [Fact]
    public void A_model_file_alone_says_all_that_writing_needs()
    {
        Train("run", "--model", "gru:16");
        var whole = InProcess.Run("generate", At("run"), "--tokens", "5", "--seed", "3");
        File.Delete(Path.Combine(At("run"), "tokenizer.json"));
        Assert.Equal(whole.Output, InProcess.Run("generate", At("run"), "--tokens", "5", "--seed", "3").Output);
        Assert.Equal(0, whole.Code);
    }

    [Theory]
    [InlineData("--model mlp:8", "does not fit the data, which has text")]
    [InlineData("--set data.tokenizer=charcters", "did you mean 'characters'")]
    [InlineData("--set data.window=100000", "data.window")]
    [InlineData("--model gpt:1x9x2", "multiple of them")]
    [InlineData("--model ngram:40", "smaller n")]
    [InlineData("--features poly:2", "tokens")]
    [InlineData("--loss mse", "needs numbers")]
    public void What_does_not_fit_text_is_one_line(string words, string expected)
    {
        var refused = Train("refused", words.Split(' '));
        Assert.NotEqual(0, refused.Code);
        Assert.Contains(expected, refused.ErrorLines[^1]);
        Assert.DoesNotContain("--debug", refused.Error);
        Assert.False(Directory.Exists(At("refused")));
    }

    [Fact]
    public void A_language_model_on_numbers_is_one_line()
    {
        var refused = InProcess.Run("train", "--data", "moons", "--model", "gpt:1x8x2", "--out", At("moons"));
        Assert.Equal((2, 1), (refused.Code, refused.ErrorLines.Length));
        Assert.Contains("use --model mlp:512-512", refused.Error);
    }

    [Fact]
    public void Dates_become_others_as_words_and_as_rows()
    {
        var train = InProcess.Run("train", "--data", "dates", "--model", "transformer:1x16x2", "--batch", "8", "--steps", "5", "--out", At("dates"), "--json", "--set", "training.evaluateEvery=never");
        Assert.Equal(0, train.Code);
        Assert.InRange(train.Json.GetProperty("test_accuracy").GetDouble(), 0, 1);
        Assert.False(train.Json.TryGetProperty("test_perplexity", out _));
        var predictions = InProcess.Run("predict", At("dates"), "3 May 1994", "--json").Json.GetProperty("predictions");
        Assert.Equal("3 May 1994", predictions[0].GetProperty("input").GetString());
        Assert.NotNull(predictions[0].GetProperty("output").GetString());
        Assert.Matches("truth", InProcess.Run("predict", At("dates"), "--data", "dates", "--index", "3").Output);
        Assert.Contains("at most 56", InProcess.Run("predict", At("dates"), new string('a', 80)).Error);
    }

    [Fact]
    public void Brackets_are_classified_as_words_and_as_rows()
    {
        var train = InProcess.Run("train", "--data", "brackets", "--model", "gru:16", "--steps", "60", "--out", At("brackets"), "--json", "--set", "training.evaluateEvery=never");
        Assert.True(train.Json.GetProperty("test_accuracy").GetDouble() > 0.5);
        var predictions = InProcess.Run("predict", At("brackets"), "([]{})", "([)]", "--json").Json.GetProperty("predictions");
        Assert.Equal(["([]{})", "([)]"], predictions.EnumerateArray().Select(each => each.GetProperty("input").GetString()!));
        Assert.All(predictions.EnumerateArray(), each => Assert.Contains(each.GetProperty("class").GetString(), new[] { "balanced", "unbalanced" }));
        Assert.Contains("truth", InProcess.Run("predict", At("brackets"), "--data", "brackets", "--index", "3").Output);
        Assert.Contains("at most 16", InProcess.Run("predict", At("brackets"), new string('(', 40)).Error);
        Assert.Contains("none of its", InProcess.Run("predict", At("brackets"), "(a)").Error);
    }
}
