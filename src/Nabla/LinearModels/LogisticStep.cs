namespace Nabla.LinearModels;

/// <summary>Where logistic regression stands after a step.</summary>
/// <param name="Iteration">Steps made; 0 is the start.</param>
/// <param name="Loss">The mean loss with the penalty.</param>
/// <param name="GradientNorm">‖∇‖.</param>
/// <param name="Weights">Row by row w and then b: a copy.</param>
public readonly record struct LogisticStep(int Iteration, double Loss, double GradientNorm, double[] Weights);
