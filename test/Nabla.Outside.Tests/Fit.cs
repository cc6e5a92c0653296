namespace Nabla.Outside.Tests;

/// <summary>The shortest training there is: the same batch again and again.</summary>
static class Fit
{
    /// <summary>Losses before the first step and after the last.</summary>
    public static (double First, double Last) Run(Module model, OptimizerSettings rule, double learningRate, int steps, Func<Tensor> loss)
    {
        var arena = new ParameterArena(model.Parameters);
        Optimizer optimizer = rule.For(arena);
        double first = 0;
        for (int step = 0; step < steps; step++)
        {
            double now = Tape.Differentiate(loss).ToScalar();
            if (step == 0) first = now;
            optimizer.Step(learningRate);
            arena.ClearGradients();
        }
        return (first, loss().ToScalar());
    }
}
