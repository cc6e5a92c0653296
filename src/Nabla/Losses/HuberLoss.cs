namespace Nabla.Losses;

/// <summary>½e² where |e| ≤ δ, else δ(|e| − ½δ), with e = f − Y: outliers pull with a bounded force (Huber 1964).</summary>
/// <param name="Delta">δ, where the parabola becomes a line.</param>
public sealed record HuberLoss(double Delta = 1) : ElementwiseLoss
{
    static readonly Setting<double> delta = new("delta", "where the parabola becomes a line", Notations.AnyNumber, 1);
    internal static readonly Choice<Loss> ByName = new("huber", "numbers: squared near, linear far out", at => new HuberLoss(at.Get(delta)), delta);

    /// <summary>δ, where the parabola becomes a line.</summary>
    public double Delta { get; } = Delta > 0 && double.IsFinite(Delta) ? Delta
        : throw new ArgumentOutOfRangeException(null, $"HuberLoss: {nameof(Delta)} is {Delta}: expected a positive number, such as 1.");

    /// <inheritdoc/>
    protected override Tensor OfAligned(Tensor output, Tensor target) => ElementwiseOperation.Apply(output, target, new HuberFormula(Delta));

    /// <summary>With q = min(|e|, δ): ½q² + δ(|e| − q).</summary>
    readonly struct HuberFormula(Coefficient delta) : IBinaryFormula
    {
        public static bool HasSlopes => true;

        [MethodImpl(AggressiveInlining)] public R Value<R>(R a, R b) where R : struct, IReal<R>
        {
            R distance = R.Abs(a - b), inner = R.Min(distance, delta.In<R>());
            return R.MultiplyAdd(R.Constant(0.5) * inner, inner, delta.In<R>() * (distance - inner));
        }

        [MethodImpl(AggressiveInlining)]
        public R SlopeA<R>(R a, R b) where R : struct, IReal<R> => R.Min(R.Max(a - b, -delta.In<R>()), delta.In<R>());

        [MethodImpl(AggressiveInlining)] public R SlopeB<R>(R a, R b) where R : struct, IReal<R> => -SlopeA(a, b);
    }
}
