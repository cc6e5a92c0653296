using Nabla.Experiments;

namespace Nabla.Experiments.Tests;

public class RecipeFileTests
{
    static Recipe Parse(string text) => RecipeFile.Parse(text, "r.yaml", Recipe.Standard);

    static string Refusal(string text)
    {
        string message = Assert.Throws<RecipeException>(() => Parse(text)).Message;
        Assert.DoesNotContain('\n', message);
        return message;
    }

    [Fact]
    public void WhatIsWrittenIsReadBack()
    {
        var recipe = Recipe.Standard with
        {
            Seed = long.MinValue, Data = "C:\\my data\\#1: \"ü\" 😀", Label = "null", Test = Amount.Share(0.125), ClipNorm = null, Steps = 5,
            LearningRate = 1.0 / 3, EvaluateEvery = Interval.Never, Model = "residual-mlp:256x20", Schedule = "milestones:30%:60%:0.1", KeepsBest = true,
        };
        Assert.Equal(recipe, Parse(RecipeText.Write(recipe)));
    }

    [Theory]
    [InlineData(" leading")]
    [InlineData("trailing:")]
    [InlineData("- dash")]
    [InlineData("a: b")]
    [InlineData("a #b")]
    [InlineData("{a}")]
    [InlineData("~")]
    [InlineData("line\nbreak\tand\u0085more\u2028")]
    [InlineData("'")]
    public void AnyPathSurvivesWriting(string path)
    {
        var recipe = Recipe.Standard with { Data = path };
        Assert.Equal(path.Trim(), Parse(RecipeText.Write(recipe)).Data);
    }

    [Fact]
    public void AResolvedRecipeNamesEveryFieldAndItsWriter()
    {
        string text = RecipeText.Write(Recipe.Standard);
        Assert.All(RecipeFields.All, field => Assert.Contains($"{field.Name}: ", text));
        Assert.Contains($"nabla: {RecipeText.Version.ToString(3)} ", text);
    }

    [Fact]
    public void TheRecipeOfARunCutAnywhereIsRefused()
    {
        string text = RecipeText.Write(Recipe.Standard with { Steps = 5, KeepsBest = true });
        var whole = RecipeFile.Parse(text, "r.yaml", Recipe.Standard, whole: true);
        for (int at = text.LastIndexOf('#') - 1; at >= 0; at--)
        {
            try { Assert.Equal(whole, RecipeFile.Parse(text[..at], "r.yaml", Recipe.Standard, whole: true)); }
            catch (RecipeException error) { Assert.StartsWith("r.yaml", error.Message); }
        }
        string line = Assert.Throws<RecipeException>(() => RecipeFile.Parse(text[..text.IndexOf("training:", StringComparison.Ordinal)], "r.yaml", Recipe.Standard, whole: true)).Message;
        Assert.StartsWith("r.yaml: lacks training.batch, training.epochs, training.steps and ", line);
    }

    [Fact]
    public void TheRecipeOfAnOlderRunMayLackAFieldThatCameLater()
    {
        string now = WithoutLine(RecipeText.Write(Recipe.Standard with { Steps = 5 }), "  hidden: "),
            older = now.Replace($"nabla: {RecipeText.Version.ToString(3)}", "nabla: 0.1.0");
        Assert.Equal(Recipe.Standard with { Steps = 5 }, RecipeFile.Parse(older, "r.yaml", Recipe.Standard, whole: true));
        Assert.StartsWith("r.yaml: lacks model.hidden, which", Assert.Throws<RecipeException>(() => RecipeFile.Parse(now, "r.yaml", Recipe.Standard, whole: true)).Message);
        Assert.StartsWith("r.yaml: lacks model.bias, which",
            Assert.Throws<RecipeException>(() => RecipeFile.Parse(WithoutLine(older, "  bias: "), "r.yaml", Recipe.Standard, whole: true)).Message);

        static string WithoutLine(string text, string start) => string.Join('\n', text.Split('\n').Where(line => !line.StartsWith(start, StringComparison.Ordinal)));
    }

    [Fact]
    public void SectionsMayBeGivenByTheirNameAlone()
    {
        var recipe = Parse("model: mlp:32\noptimizer: SGD\ndata: mnist\nseed: 3\ntraining: { learning: 1 }".Replace("training: { learning: 1 }", "training: { batch: 16, epochs: 2 }"));
        Assert.Equal(("mlp:32", "sgd", "mnist", 3L, 16, 2.0), (recipe.Model, recipe.Optimizer, recipe.Data, recipe.Seed, recipe.Batch, recipe.Epochs));
    }

    [Theory]
    [InlineData("")]
    [InlineData("# nothing\n")]
    [InlineData("---\n...\n")]
    [InlineData("~")]
    [InlineData("{}")]
    public void ARecipeWithoutAFieldIsRefused(string text) => Assert.Equal("r.yaml: holds no field: a recipe says one thing at least, such as 'model: mlp:64'.", Refusal(text));

    [Fact]
    public void ARecipeWithAnyLetterLeftOutOrPutInIsReadOrRefusedInALine()
    {
        const string text = "model: {name: mlp:8, dropout: 0.1}\ntraining: {steps: 5}\ndata:\n  name: moons\n";
        for (int at = 0; at < text.Length; at++)
            foreach (string put in (string[])["", "{", "}", "[", "]", "\"", "'", ":", "- ", "\n", "\t", "&", "*", "!", "|", "%", "? ", ", ", "#", "---\n", "...\n"])
                foreach (string changed in (string[])[text[..at] + put + text[at..], text[..at] + put + text[(at + 1)..], text[..at] + put])
                {
                    try { Parse(changed); }
                    catch (RecipeException error) { Assert.Matches("^r.yaml(:[0-9]+)?: [^\n]+$", error.Message); }
                }
    }

    [Theory]
    [InlineData("model:\ntraining:\n")]
    [InlineData("clip:\n  norm: 1\nthreads:\ndata:\n  label: ~\n")]
    public void WhatIsLeftOutIsTheStandard(string text) => Assert.Equal(Recipe.Standard, Parse(text));

    [Theory]
    [InlineData("seed: 1\nmodel:\n  droput: 0.2", "r.yaml:3: A recipe has no field 'model.droput'; did you mean 'model.dropout'?")]
    [InlineData("modle:\n  name: mlp:3", "r.yaml:1: section 'modle' is unknown; did you mean 'model'?")]
    [InlineData("clip: 3", "r.yaml:1: A recipe has no field 'clip.name'; did you mean 'data.name'?")]
    [InlineData("seed: 1\nSeed: 2", "r.yaml:2: 'seed' is given twice, first in line 1: keep one.")]
    [InlineData("training:\n  batch: 1\n  batch: 2", "r.yaml:3: 'training.batch' is given twice, first in line 2: keep one.")]
    [InlineData("training: {batch: 1}\ntraining: {steps: 2}", "r.yaml:2: 'training' is given twice, first in line 1: keep one.")]
    [InlineData("optimizer:\n  learning-rate: fast", "r.yaml:2: optimizer.learningRate expects a number above 0; got 'fast'.")]
    [InlineData("seed: [1, 2]", "r.yaml:1: 'seed' expects one value, got a list.")]
    [InlineData("model:\n  name: {a: b}", "r.yaml:2: 'model.name' expects one value, got a map of fields.")]
    [InlineData("- a\n- b", "r.yaml:1: expected fields such as 'seed: 1', got a list.")]
    [InlineData("hello", "r.yaml:1: expected fields such as 'seed: 1', got the text 'hello'.")]
    [InlineData("? [a]\n: b", "r.yaml:1: a key is a word, got a list.")]
    [InlineData("seed: &a 1\nthreads: *a", "r.yaml:2: 'threads' expects one value, got a reference to an anchor.")]
    [InlineData("seed: 1\n---\nseed: 2", "r.yaml:2: a recipe is one document; here a second begins.")]
    [InlineData("nabla: 7.1.0", "r.yaml:1: written by Nabla 7.1.0, but this is 0.2.0, where fields may mean something else: check them, then take out this line.")]
    public void WhatIsWrongIsSaidInOneLineWithItsPlace(string text, string message) => Assert.StartsWith(message, Refusal(text));

    [Theory]
    [InlineData("model:\n  name: \"mlp")]
    [InlineData("a: b: c")]
    [InlineData("\t- x")]
    [InlineData("seed: 1\n  threads: 2")]
    [InlineData("{")]
    [InlineData("\0\u0001")]
    public void BadYamlIsRefusedWithItsLine(string text) => Assert.Matches("^r.yaml:[0-9]+: ", Refusal(text));

    [Fact]
    public void DeepNestingIsRefusedAtItsFirstLevel() => Assert.Contains("r.yaml:1", Refusal("seed: " + new string('[', 200_000)));

    [Fact]
    public void AMissingFileAndAFolderAreNamed()
    {
        Assert.Contains("There is no recipe 'nowhere/x.yaml'", Assert.Throws<RecipeException>(() => RecipeFile.Read("nowhere/x.yaml", Recipe.Standard)).Message);
        string folder = Directory.CreateTempSubdirectory("nabla-recipe-").FullName;
        Assert.Contains("is a folder", Assert.Throws<RecipeException>(() => RecipeFile.Read(folder, Recipe.Standard)).Message);
        Directory.Delete(folder);
    }

    [Fact]
    public void AnEndlessFileIsReadNoFurtherThanARecipeMayGo()
    {
        if (!File.Exists("/dev/zero")) return; // there is none on Windows
        var error = Assert.Throws<RecipeException>(() => RecipeFile.Read("/dev/zero", Recipe.Standard));
        Assert.Contains("is it a recipe?", error.Message);
    }
}
