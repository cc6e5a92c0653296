namespace Nabla.Initializers;

/// <summary>What the deviation of weights is multiplied with so that activations keep their size through a transfer function (as PyTorch's <c>calculate_gain</c>).</summary>
public static class Gain
{
    /// <summary>For none, and for sigmoid: 1.</summary>
    public const double Linear = 1;

    /// <summary>For tanh: 5/3.</summary>
    public const double Tanh = 5.0 / 3;

    /// <summary>For ReLU: √2, because half of the variance is cut off.</summary>
    public static double Relu { get; } = Math.Sqrt(2);

    /// <summary>For leaky ReLU: √(2/(1 + slope²)).</summary>
    public static double LeakyRelu(double slope = 0.01) => Math.Sqrt(2 / (1 + slope * slope));
}
