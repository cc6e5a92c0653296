namespace Nabla.Features;

/// <summary>A linear map about the mean: y = W (x − μ). With W = Λ^−½ Uᵀ (PCA) or U Λ^−½ Uᵀ (ZCA), from the covariance U Λ Uᵀ of the training
/// data, the outputs are uncorrelated and of variance 1 (Kessy, Lewin and Strimmer, "Optimal whitening and decorrelation", 2018, table 1).</summary>
sealed class Whitening : Stage
{
    internal const string Name = "whiten";
    readonly float[] mean, forward, back;

    /// <summary>The map W [outputs, inputs] and its inverse [inputs, outputs], row-major.</summary>
    public Whitening(float[] mean, float[] forward, float[] back) : base(mean.Length, forward.Length / Math.Max(1, mean.Length))
    {
        this.mean = mean;
        this.forward = WithSlack(forward);
        this.back = WithSlack(back);
    }

    public override bool CanUndo => true;

    internal override string Kind => Name;

    internal override IEnumerable<StageArray> Arrays =>
    [
        new("mean", [InputSize], mean),
        new("forward", [OutputSize, InputSize], forward[..^ArrayKernels.Slack]),
        new("back", [InputSize, OutputSize], back[..^ArrayKernels.Slack]),
    ];

    private protected override void Run(ReadOnlySpan<float> inputs, int count, Span<float> outputs)
    {
        float[] centered = ArrayPool<float>.Shared.Rent(inputs.Length + ArrayKernels.Slack);
        for (int row = 0; row < count; row++)
            Vectors.Subtract(inputs.Slice(row * InputSize, InputSize), mean, centered.AsSpan(row * InputSize, InputSize));
        ArrayKernels.Multiply<float>(GemmShape.Dense(count, OutputSize, InputSize, transposeB: true), centered, forward, outputs);
        ArrayPool<float>.Shared.Return(centered);
    }

    private protected override void RunBack(ReadOnlySpan<float> outputs, int count, Span<float> inputs)
    {
        float[] rows = ArrayPool<float>.Shared.Rent(outputs.Length + ArrayKernels.Slack);
        outputs.CopyTo(rows);
        ArrayKernels.Multiply<float>(GemmShape.Dense(count, InputSize, OutputSize, transposeB: true), rows, back, inputs);
        ArrayPool<float>.Shared.Return(rows);
        for (int row = 0; row < count; row++) Vectors.Add(inputs.Slice(row * InputSize, InputSize), mean);
    }

    static float[] WithSlack(float[] matrix) => [.. matrix, .. new float[ArrayKernels.Slack]];
}
