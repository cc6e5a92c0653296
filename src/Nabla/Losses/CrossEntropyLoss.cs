namespace Nabla.Losses;

/// <summary>−log softmax(logits)_label: logits [*, classes], labels [*] of Int32. A negative label is left out, of the mean too.</summary>
/// <param name="Smoothing">Label smoothing: this share of the target is spread over all classes (Szegedy et al. 2016, arXiv:1512.00567, section 7).</param>
public sealed record CrossEntropyLoss(double Smoothing = 0) : Loss(LossTarget.Classes)
{
    static readonly Setting<double> smoothing = new("smoothing", "the share that is spread over all classes", Notations.AnyNumber, 0);
    internal static readonly Choice<Loss> ByName =
        new("cross-entropy", "−log of the right class's probability", at => new CrossEntropyLoss(at.Get(smoothing)), smoothing);

    /// <summary>The share of the target that is spread over all classes.</summary>
    public double Smoothing { get; } = Smoothing is >= 0 and < 1 ? Smoothing
        : throw new ArgumentOutOfRangeException(null, $"CrossEntropyLoss: {nameof(Smoothing)} is {Smoothing}: expected a share in [0, 1), such as 0.1.");

    /// <inheritdoc/>
    public override Tensor PerExample(Tensor output, Tensor target) => output.CrossEntropy(target, Smoothing);

    /// <inheritdoc/>
    public override Tensor Mean(Tensor output, Tensor target) => output.CrossEntropyMean(target, Smoothing);
}
