using Nabla.Experiments;
using Nabla.Models;
using Nabla.Training;

namespace Nabla.Experiments.Tests;

public class StandardRecipesTests
{
    [Theory]
    [InlineData("glyphs")]
    [InlineData("mnist")]
    [InlineData("nothing.csv")]
    public void Numbers_have_the_lectures_summary(string data) => Assert.Equal(Recipe.Standard, StandardRecipes.For(data));

    [Theory]
    [InlineData("names", "mlp-lm:3x200", true)]
    [InlineData("shakespeare", "gpt:4x128x4", false)]
    [InlineData("brackets", "gru:64", false)]
    [InlineData("dates", "transformer:2x64x4", false)]
    public void Text_has_a_model_that_suits_it(string data, string model, bool lines)
    {
        var recipe = StandardRecipes.For(data);
        Assert.Equal((data, model, lines), (recipe.Data, recipe.Model, recipe.HasLines));
        ModelCatalog.Parse(recipe.Model);
        Assert.Equal(recipe, RecipeFields.Check(recipe));
    }

    [Fact]
    public void The_setting_for_shakespeare_is_that_of_nano_gpt()
    {
        var recipe = StandardRecipes.For("shakespeare");
        Assert.Equal((12, 2000L, 1e-3, "0.99", 0.1, "cosine:0.1", "100", 64, "false", "10%", 1.0),
            (recipe.Batch, recipe.Steps!.Value, recipe.LearningRate, RecipeFields.Find("optimizer.beta2").Get(recipe), recipe.WeightDecay,
                recipe.Schedule, recipe.Warmup.ToString(), recipe.Window, RecipeFields.Find("model.bias").Get(recipe), recipe.Test.ToString(), recipe.ClipNorm!.Value));
    }
}
