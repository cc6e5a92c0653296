using Nabla.Operations.Elementwise;

namespace Nabla.Optimizers;

/// <summary>Keeps gradients from exploding. Measures the norm of all gradients in any case, for the console and to find numbers that are not finite:
/// <c>var clipped = clipping.Apply(arena); if (clipped.IsFinite) optimizer.Step(rate, clipped.Scale);</c></summary>
public abstract record GradientClipping
{
    /// <summary>Measures, and leaves gradients as they are.</summary>
    public static GradientClipping None { get; } = new Norm(double.PositiveInfinity);

    /// <summary>The lecture's G ← min(μ, ‖G‖)·G/‖G‖, with the norm over all gradients together (Pascanu et al. 2013, arXiv:1211.5063). Nothing is
    /// rewritten: the optimizer applies the scale. PyTorch adds 1e-6 to the norm that it divides by, which the lecture does not.</summary>
    /// <param name="maximum">μ.</param>
    public static GradientClipping ByNorm(double maximum) => new Norm(Positive(maximum, nameof(ByNorm)));

    /// <summary>Limits each number of the gradient to ±<paramref name="limit"/>, in the arena.</summary>
    /// <param name="limit">The largest that remains.</param>
    public static GradientClipping ByValue(double limit) => new Value(Positive(limit, nameof(ByValue)));

    /// <summary>Measures the gradients, clips them, and tells the scale for the optimizer.</summary>
    /// <param name="arena">Holds the gradients of one or several backwards.</param>
    /// <param name="scale">What they have to be multiplied with to be the gradient that is meant: 1/n after n backwards for the mean.</param>
    public ClippedGradients Apply(ParameterArena arena, double scale = 1)
    {
        if (!(scale > 0 && double.IsFinite(scale))) throw new ArgumentOutOfRangeException(nameof(scale), $"Clipping: the scale is {scale}: expected a positive number, such as 1/n after n backwards.");
        arena.SettleGradients();
        double norm = scale * Math.Sqrt(arena.Gradients.SumOfSquares());
        return new ClippedGradients(norm, double.IsFinite(norm) ? scale * Clip(arena, norm, scale) : scale);
    }

    /// <summary>Clips gradients of a finite norm and returns what is left to multiply with.</summary>
    private protected abstract double Clip(ParameterArena arena, double norm, double scale);

    static double Positive(double value, string name) =>
        value > 0 && !double.IsNaN(value) ? value : throw new ArgumentOutOfRangeException(null, $"Clipping {name}: the limit is {value}: expected a positive number, such as 1.");

    sealed record Norm(double Maximum) : GradientClipping
    {
        private protected override double Clip(ParameterArena arena, double norm, double scale) => norm > Maximum ? Maximum / norm : 1;
    }

    sealed record Value(double Limit) : GradientClipping
    {
        private protected override double Clip(ParameterArena arena, double norm, double scale)
        {
            if (norm > Limit) arena.Gradients.Kernels.Map(new Clamp(-Limit / scale, Limit / scale), arena.Gradients.Region, arena.Gradients.Region, arena.Count);
            return 1;
        }
    }
}
