namespace Nabla.Gradients;

/// <summary>The worst disagreement of a gradient with its central difference.</summary>
/// <param name="Error">Relative to the larger of the two, or absolute below 1.</param>
/// <param name="Input">Which input.</param>
/// <param name="Element">Which element of it.</param>
/// <param name="Analytic">What backward says.</param>
/// <param name="Numeric">What the difference says.</param>
public readonly record struct GradientError(double Error, int Input, int Element, double Analytic, double Numeric);
