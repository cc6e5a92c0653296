namespace Nabla.Modules;

/// <summary>Dropout: active exactly while a tape records.</summary>
public sealed partial class Dropout : Module
{
    readonly Rng rng;

    /// <summary>Drops each element with probability <paramref name="rate"/> in training.</summary>
    public Dropout(double rate, Rng rng)
    {
        if (rate is not (>= 0 and < 1)) throw new ArgumentException($"Dropout: expected a rate in [0, 1), got {rate}.");
        Rate = rate;
        this.rng = rng.Fork("dropout");
    }

    /// <summary>The probability that an element is dropped.</summary>
    public double Rate { get; }

    /// <inheritdoc/>
    public override Tensor Forward(Tensor input) => input.Dropout(Rate, rng);
}
