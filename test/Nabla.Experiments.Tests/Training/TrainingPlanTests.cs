using Nabla.Data;
using Nabla.Data.Generated;
using Nabla.Experiments;
using Nabla.Optimizers;
using Nabla.Training;
using Nabla.Words;

namespace Nabla.Experiments.Tests;

public class TrainingPlanTests
{
    static readonly Recipe recipe = Recipe.Standard with { Model = "linear", Batch = 16, Steps = 4, Said = Settings.None.With("optimizer.epsilon", "0.001") };

    static Trainer Trainer(Recipe of) => new TrainingPlan(of, new DataSplit(PlaneSets.Moons(100), PlaneSets.Moons(20))).CreateTrainer(null);

    [Fact]
    public void Gradient_descent_takes_the_whole_training_set_for_every_update()
    {
        Assert.Equal(16, Trainer(recipe with { Optimizer = "sgd" }).Options.Batch);
        Trainer trainer = Trainer(recipe with { Optimizer = "gradient-descent", Steps = null, Epochs = 3 });
        Assert.Equal(100, trainer.Options.Batch);
        Assert.Equal(3, trainer.Options.Steps);
        var stream = new DataSplit(Glyphs.Stream(1), PlaneSets.Moons(20));
        Assert.Contains("has no end: use sgd", Assert.Throws<DataException>(() => new TrainingPlan(recipe with { Optimizer = "gradient-descent" }, stream).CreateTrainer(null)).Message);
    }

    [Theory]
    [InlineData("adagrad"), InlineData("adagrad-slide"), InlineData("rmsprop"), InlineData("adam"), InlineData("adam-slide"), InlineData("adamw")]
    public void Every_rule_that_divides_takes_the_epsilon(string optimizer)
    {
        double epsilon = Trainer(recipe with { Optimizer = optimizer }).TrainStep.Optimizer.Settings switch
        {
            Adagrad adagrad => adagrad.Epsilon,
            RmsProp rms => rms.Epsilon,
            Adam adam => adam.Epsilon,
            _ => 0,
        };
        Assert.Equal(1e-3, epsilon);
    }

    [Fact]
    public void Numbers_after_a_rule_and_fields_of_its_own_make_it()
    {
        Assert.Equal(0.8, Assert.IsType<Momentum>(Rule(recipe with { Optimizer = "momentum:0.8" })).Coefficient);
        Assert.Equal(0.99, Assert.IsType<Lion>(Rule(recipe with { Optimizer = "lion" })).Beta2);
        Assert.Equal(0.98, Assert.IsType<Lion>(Rule(RecipeFields.Set(recipe with { Optimizer = "lion" }, "optimizer.beta2", "0.98"))).Beta2);
        Recipe twice = RecipeFields.Set(recipe with { Optimizer = "adamw:0.9:0.95" }, "optimizer.beta2", "0.98");
        Assert.Equal("Optimizer 'adamw:0.9:0.95' says beta2 0.95, but optimizer.beta2 is 0.98: give one of them.", Assert.Throws<FormatException>(() => Rule(twice)).Message);
        Assert.Equal(0.95, Assert.IsType<AdamW>(Rule(twice with { Said = Settings.None.Usually("optimizer.beta2", "0.98") })).Beta2);

        static OptimizerSettings Rule(Recipe of) => Trainer(of).TrainStep.Optimizer.Settings;
    }

    [Theory]
    [InlineData("model.init", "normal"), InlineData("model.init", "normal:0.5"), InlineData("model.init", "Kaiming-Uniform"), InlineData("model.init", "orthogonal")]
    [InlineData("loss.name", "cross-entropy:0.1"), InlineData("loss.name", "Hinge"), InlineData("loss.name", "auto")]
    public void What_a_field_takes_makes_a_trainer_that_trains(string field, string value)
    {
        TrainingResult result = Trainer(RecipeFields.Set(recipe, field, value)).Run();
        Assert.Equal(4, result.Steps);
        Assert.True(double.IsFinite(result.TrainLoss));
    }

    [Theory]
    [InlineData("training.keep", "best"), InlineData("training.patience", "3"), InlineData("schedule.name", "plateau")]
    public void What_goes_by_evaluations_is_refused_without_them(string field, string value)
    {
        Recipe chooses = RecipeFields.Set(recipe, field, value);
        Assert.Contains("there are none", Assert.Throws<FormatException>(() => Trainer(chooses with { EvaluateEvery = Interval.Never })).Message);
        Assert.Equal(4, Trainer(chooses).Run().Steps);
    }

    [Fact]
    public void Smoothing_is_refused_where_the_loss_has_none()
    {
        Assert.Contains("cross-entropy alone has it", Assert.Throws<FormatException>(() => Trainer(recipe with { Loss = "hinge", Smoothing = 0.1 })).Message);
        Assert.Equal(4, Trainer(recipe with { Smoothing = 0.1 }).Run().Steps);
    }

    [Fact]
    public void A_measure_that_every_answer_passes_is_refused_before_training() =>
        Assert.Contains("training.measures: top:2 of 2 classes", Assert.Throws<FormatException>(() => Trainer(recipe with { Measures = "top:2" })).Message);

    [Fact]
    public void The_longest_epoch_of_a_stream_is_long()
    {
        var stream = new DataSplit(Glyphs.Stream(1), Glyphs.Stream(2).Range(0, 20));
        Assert.Equal(5, new TrainingPlan(recipe with { EpochSize = long.MaxValue, Steps = 5 }, stream).CreateTrainer(null).Options.Steps);
        Assert.True(new TrainingPlan(recipe with { EpochSize = long.MaxValue, Steps = null, Epochs = 1 }, stream).CreateTrainer(null).Options.Steps > 1L << 58);
    }

    [Theory]
    [InlineData("1"), InlineData("3")]
    public void Recomputation_is_asked_for_by_a_field_and_ends_in_the_same_weights(string every)
    {
        float[] Weights(Recipe of, out int recomputed)
        {
            Trainer trainer = Trainer(of);
            trainer.Run();
            recomputed = ((Nabla.Modules.Sequential)trainer.TrainStep.Model).RecomputeEvery;
            return trainer.TrainStep.Optimizer.Arena.Values.ToArray<float>();
        }
        Recipe deep = recipe with { Model = "residual-mlp:16x6", Dropout = 0.2 };
        Assert.Equal(Weights(deep, out _), Weights(RecipeFields.Set(deep, "model.recompute", every), out int recomputed));
        Assert.Equal(int.Parse(every), recomputed);
    }

    [Theory]
    [InlineData("model.init", "orthogonl", "did you mean 'orthogonal'")]
    [InlineData("model.init", "normal:x", "deviation expects a number; got 'x'")]
    [InlineData("loss.name", "hubert", "did you mean 'huber'")]
    public void A_wrong_word_is_told_with_the_nearest(string field, string value, string says) =>
        Assert.Contains(says, Assert.Throws<RecipeException>(() => RecipeFields.Set(recipe, field, value)).Message, StringComparison.OrdinalIgnoreCase);
}
