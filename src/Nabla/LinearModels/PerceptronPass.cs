namespace Nabla.LinearModels;

/// <summary>Where a perceptron stands after a pass.</summary>
/// <param name="Pass">Passes made, from 1.</param>
/// <param name="Mistakes">Examples that were on the wrong side when they were looked at, in all passes so far.</param>
/// <param name="Errors">Examples that the weights predict wrongly now.</param>
/// <param name="Weights">w, and b as the last: a copy.</param>
public readonly record struct PerceptronPass(int Pass, long Mistakes, int Errors, double[] Weights);
