namespace Nabla.LinearModels;

/// <summary>The perceptron algorithm: finds a plane wᵀx + b = 0 between two classes if there is one, starting from w = 0, b = 0.
/// If there is none it never settles: it then says so and gives the best weights that it met (the pocket of Gallant 1990).</summary>
public sealed record Perceptron
{
    /// <summary>When the weights change.</summary>
    public PerceptronRule Rule { get; init; }

    /// <summary>The most passes over the examples.</summary>
    public int MaxPasses { get; init => field = value > 0 ? value : throw new ArgumentOutOfRangeException(null, $"Perceptron: MaxPasses is {value}: at least 1 is needed."); } = 1000;

    /// <summary>Sees where the weights stand after each pass, for drawing how errors fall or go round. It costs a pass more each time.</summary>
    public Action<PerceptronPass>? OnPass { get; init; }

    /// <summary>Trains on examples in the given order.</summary>
    /// <param name="features">[examples, features], finite.</param>
    /// <param name="labels">[examples] of Int32: −1 and 1, or 0 and 1.</param>
    /// <exception cref="ArgumentException">Shapes, types or labels do not fit, or a feature is not finite.</exception>
    public PerceptronFit Fit(Tensor features, Tensor labels)
    {
        var target = new BinaryTarget("Perceptron", features, labels);
        var examples = new SignedExamples(features, target);
        var run = new PerceptronRun(examples);
        PerceptronOutcome? outcome = null;
        while (outcome is null)
        {
            bool isClean = Rule == PerceptronRule.Online ? run.PassOnline() : run.PassBatch();
            OnPass?.Invoke(new(run.Passes, run.Mistakes, examples.Errors(run.Weights), (double[])run.Weights.Clone()));
            outcome = isClean ? PerceptronOutcome.Converged : run.Repeats() ? PerceptronOutcome.Cycles : run.Passes == MaxPasses ? PerceptronOutcome.OutOfPasses : null;
        }
        double[] weights = outcome == PerceptronOutcome.Converged ? run.Weights : run.Best;
        return new PerceptronFit
        {
            Rule = Rule,
            Outcome = outcome.Value,
            Labels = target.Labels,
            Weight = Tensor.From(weights.AsSpan(..^1), [1, examples.Width - 1]).Keep(),
            Bias = Tensor.From(weights[^1]).Keep(),
            Examples = examples.Count,
            Passes = run.Passes,
            Mistakes = run.Mistakes,
            Errors = examples.Errors(weights),
            Radius = examples.Radius,
            Margin = outcome == PerceptronOutcome.Converged ? examples.LeastMargin(weights) : null,
            MarginLimit = run.MarginLimit,
        };
    }
}
