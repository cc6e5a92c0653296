namespace Nabla.Features;

/// <summary>x + σ·ε with ε standard normal, drawn anew for each example in each epoch: a penalty on how steeply the outputs change (Bishop, "Training
/// with Noise is Equivalent to Tikhonov Regularization", Neural Computation 7, 1995).</summary>
/// <param name="deviation">σ, in units of the inputs as the model gets them.</param>
/// <param name="seed">Decides all draws.</param>
public sealed class GaussianNoise(double deviation, long seed) : Augmentation
{
    static readonly Setting<double> sigma = new("deviation", "the noise's deviation", Notations.Positive, 0.1);
    internal static readonly Choice<Func<long, Augmentation>> ByName =
        new("noise", "Gaussian noise on the numbers of an input", at => seed => new GaussianNoise(at.Get(sigma), seed), sigma);

    readonly double sigmaOfDraws = deviation >= 0 && double.IsFinite(deviation) ? deviation
        : throw new ArgumentOutOfRangeException(nameof(deviation), $"GaussianNoise: the deviation is {deviation}: expected a number from 0 on.");

    readonly Rng draws = Rng.FromSeed(seed).Fork("noise");

    /// <inheritdoc/>
    public override void Check(Dataset dataset)
    {
        if (!dataset.InputFields.Any(field => field is RealField))
            throw new DataException($"data.augment: '{dataset.Name}' has {dataset.Form}, and noise is added to real numbers: leave it at none.");
    }

    /// <inheritdoc/>
    public override void Apply(long index, long epoch, Cells input, Cells target)
    {
        for (int part = 0; part < input.Parts; part++)
            if (input[part].Floats is { IsEmpty: false } numbers) Add(numbers, draws.Fork((ulong)epoch).Fork((ulong)index).Fork((ulong)part));
    }

    void Add(Span<float> numbers, Rng source)
    {
        float[] noise = ArrayPool<float>.Shared.Rent(numbers.Length + ArrayKernels.Slack);
        ArrayKernels.Normal(noise, numbers.Length, sigmaOfDraws, source);
        Vectors.Add(numbers, noise.AsSpan(0, numbers.Length));
        ArrayPool<float>.Shared.Return(noise);
    }
}
