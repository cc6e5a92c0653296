namespace Nabla.LinearModels;

/// <summary>How a perceptron's training ended.</summary>
public enum PerceptronOutcome
{
    /// <summary>A whole pass without a mistake: the plane separates the classes.</summary>
    Converged,

    /// <summary>After a pass the weights were those after an earlier pass, so the rule would go round for ever.</summary>
    Cycles,

    /// <summary>The passes ran out.</summary>
    OutOfPasses,
}
