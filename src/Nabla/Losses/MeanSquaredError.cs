namespace Nabla.Losses;

/// <summary>(f − Y)², without a factor ½.</summary>
public sealed record MeanSquaredError : ElementwiseLoss
{
    internal static readonly Choice<Loss> ByName = new("mse", "numbers: the mean squared error", _ => new MeanSquaredError());

    /// <inheritdoc/>
    protected override Tensor OfAligned(Tensor output, Tensor target) => ElementwiseOperation.Apply(output, target, new SquaredError());

    readonly struct SquaredError : IBinaryFormula
    {
        [MethodImpl(AggressiveInlining)] public R Value<R>(R a, R b) where R : struct, IReal<R> => (a - b) * (a - b);
    }
}
