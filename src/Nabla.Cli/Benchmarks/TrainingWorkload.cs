using Nabla.Data.Samplers;
using Nabla.Modules;
using Nabla.Tensors;

namespace Nabla.Cli.Benchmarks;

/// <summary>A recipe on one batch of made-up numbers: forward, loss, backward, clipping, update.</summary>
static class TrainingWorkload
{
    /// <summary>Steps of the recipe on random inputs and classes; the batch is in memory and always the same.</summary>
    /// <param name="recipe">Model, loss, optimizer, clipping and batch.</param>
    /// <param name="input">The shape of an input.</param>
    /// <param name="classes">Classes to tell apart.</param>
    /// <param name="others">Multiplications and additions of a step that no linear layer makes.</param>
    public static Workload Of(Recipe recipe, Shape input, int classes, double others = 0)
    {
        var data = RandomClasses(recipe.Batch, input, classes);
        var plan = new TrainingPlan(RecipeFields.Check(recipe) with { Steps = long.MaxValue / 2 }, new DataSplit(data, data));
        return Of(plan.CreateTrainer(store: null).TrainStep, data, LinearFlops(plan.Model, recipe.Batch) - (others > 0 ? 0 : InputGradient(plan.Model, recipe.Batch)) + others);
    }

    /// <summary>Steps on all examples of a set, which stay in memory.</summary>
    public static Workload Of(TrainStep step, ArrayDataset data, double flops)
    {
        int count = (int)data.Count!.Value;
        var loader = new Loader(data, new SequentialSampler(count, count), workers: 0);
        loader.MoveNext();
        var batch = loader.Current;
        long done = 0;
        return new Workload(() =>
        {
            step.Accumulate(batch, done);
            step.Update(done++);
        }, flops);
    }

    static ArrayDataset RandomClasses(int count, Shape input, int classes)
    {
        var rng = Rng.FromSeed(0);
        var inputs = new float[count * input.Count];
        for (int i = 0; i < inputs.Length; i++) inputs[i] = rng.Normal(i);
        var labels = new int[count];
        for (int i = 0; i < count; i++) labels[i] = (int)(rng.Fork("labels").Bits(i) % (uint)classes);
        return new ArrayDataset("random", Column.Of(inputs, input), Column.Of(labels, Field.Numbered(classes)));
    }

    // Nobody asks for the gradient of the numbers that came from outside.
    static double InputGradient(Module model, int rows) => 2.0 * rows * model.Descendants.OfType<Linear>().Take(1).Sum(layer => (double)layer.Inputs * layer.Outputs);

    /// <summary>What the linear layers of a model cost: each weight a multiplication and an addition, forward, for the gradient of its input, and for its own.</summary>
    public static double LinearFlops(Module model, int rows) =>
        6.0 * rows * model.Descendants.OfType<Linear>().Sum(layer => (double)layer.Inputs * layer.Outputs);
}
