using Nabla.Words;

namespace Nabla.Experiments.Tests;

public class OwnFieldsTests
{
    static string Value(Recipe recipe, string path) => RecipeFields.Find(path).Get(recipe);

    static Recipe Standard(string optimizer) => Recipe.Standard with { Optimizer = optimizer };

    [Fact]
    public void The_optimizers_bring_their_fields()
    {
        string[] own = [.. OwnFields.All.Where(field => field.Section == "optimizer").Select(field => field.Path)];
        Assert.Equal(["optimizer.beta1", "optimizer.beta2", "optimizer.epsilon", "optimizer.momentum", "optimizer.smoothing"], own);
        Assert.Equal("adam, adam-slide, adamw, lion (0.99): smoothing of the squared gradient", RecipeFields.Find("optimizer.beta2").Description);
    }

    [Theory]
    [InlineData("adamw", "optimizer.beta2", "0.999")]
    [InlineData("lion", "optimizer.beta2", "0.99")]
    [InlineData("adam:0.8:0.95", "optimizer.beta2", "0.95")]
    [InlineData("adam:0.8:0.95", "optimizer.beta1", "0.8")]
    [InlineData("sgd", "optimizer.beta2", "0.999")]
    [InlineData("adagrad", "optimizer.epsilon", "1e-08")]
    [InlineData("adamw", "optimizer.momentum", "0.9")]
    public void What_was_not_given_is_the_choices_own_default(string optimizer, string path, string value) => Assert.Equal(value, Value(Standard(optimizer), path));

    [Fact]
    public void What_is_usual_for_the_data_holds_for_every_rule_until_something_is_given()
    {
        var text = StandardRecipes.For("shakespeare");
        Assert.Equal("0.99", Value(text, "optimizer.beta2"));
        Assert.Equal("0.99", Value(text with { Optimizer = "adam" }, "optimizer.beta2"));
        Assert.Equal("0.95", Value(text with { Optimizer = "adam:0.9:0.95" }, "optimizer.beta2"));
        Assert.Equal("0.9", Value(RecipeFields.Set(text, "optimizer.beta2", "0.9"), "optimizer.beta2"));
    }

    [Theory]
    [InlineData("lion:0.95:0.98")]
    [InlineData("momentum:0.5")]
    [InlineData("rmsprop-centered")]
    public void A_resolved_recipe_says_all_and_contradicts_itself_nowhere(string optimizer)
    {
        var recipe = Standard(optimizer);
        var read = RecipeFile.Parse(RecipeText.Write(recipe), "r.yaml", Recipe.Standard, whole: true);
        Assert.Equal(recipe, read);
        Assert.Equal(Optimizers.OptimizerSettings.Parse(optimizer), Optimizers.OptimizerSettings.Parse(read.Optimizer, read.Said));
    }

    [Fact]
    public void What_was_given_stays_given_when_the_rule_changes()
    {
        var recipe = RecipeFields.Set(Recipe.Standard, "optimizer.beta2", "0.999");
        Assert.Equal("0.999", Value(recipe with { Optimizer = "lion" }, "optimizer.beta2"));
        Assert.Equal("0.999", Value(RecipeFields.Check(recipe) with { Optimizer = "lion" }, "optimizer.beta2"));
        Assert.Equal("0.99", Value(RecipeFields.Check(Recipe.Standard) with { Optimizer = "lion" }, "optimizer.beta2"));
    }

    [Fact]
    public void A_rule_that_is_none_spoils_no_other_field() => Assert.Equal("0.999", Value(Standard("adma"), "optimizer.beta2"));
}
