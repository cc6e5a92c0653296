namespace Nabla.Losses;

/// <summary>|f − Y|, with slope 0 where they agree.</summary>
public sealed record MeanAbsoluteError : ElementwiseLoss
{
    internal static readonly Choice<Loss> ByName = new("mae", "numbers: the mean absolute error", _ => new MeanAbsoluteError());

    /// <inheritdoc/>
    protected override Tensor OfAligned(Tensor output, Tensor target) => ElementwiseOperation.Apply(output, target, new AbsoluteError());

    readonly struct AbsoluteError : IBinaryFormula
    {
        [MethodImpl(AggressiveInlining)] public R Value<R>(R a, R b) where R : struct, IReal<R> => R.Abs(a - b);
    }
}
