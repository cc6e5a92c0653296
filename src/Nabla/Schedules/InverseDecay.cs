namespace Nabla.Schedules;

/// <summary>α_t = a/(b + t), whose sum diverges while the sum of its squares converges (Robbins and Monro 1951). With a = b it begins at 1.</summary>
/// <param name="A">The numerator, positive.</param>
/// <param name="B">Steps after which a/b has halved, positive.</param>
public sealed record InverseDecay(double A, double B) : Schedule
{
    static readonly Setting<double?> numerator = new("a", "the numerator", Notations.Positive.Or("b"), null);
    static readonly Setting<double> halving = new("b", "steps after which the rate has halved", Notations.Positive);
    internal static readonly Choice<Schedule> ByName = new("inverse", "a/(b + t); a is b where it is left out",
        at => new InverseDecay(at.Get(numerator) ?? at.Get(halving), at.Get(halving)), numerator, halving);

    /// <summary>b/(b + t): begins at 1 and has halved after <paramref name="halving"/> steps.</summary>
    public InverseDecay(double halving) : this(halving, halving) { }

    /// <summary>The numerator.</summary>
    public double A { get; } = Above0(A, nameof(A));

    /// <summary>Steps after which a/b has halved.</summary>
    public double B { get; } = Above0(B, nameof(B));

    /// <inheritdoc/>
    protected internal override double Factor(long step) => A / (B + step);

    static double Above0(double value, string name) =>
        value > 0 && double.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(name, $"{name} of a/(b + t) is {value}: a positive number is needed.");
}
