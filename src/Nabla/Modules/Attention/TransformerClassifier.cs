namespace Nabla.Modules;

/// <summary>Says something about a whole sequence: tokens [batch, time] → [batch, outputs], from the mean of an encoder's places.</summary>
public sealed partial class TransformerClassifier : Module
{
    readonly TransformerEncoder encoder;
    readonly Linear output;

    /// <summary>A classifier with fresh weights.</summary>
    /// <param name="options">Sizes and choices of the encoder.</param>
    /// <param name="outputs">Classes, or numbers to predict.</param>
    /// <param name="rng">The model's random source.</param>
    /// <param name="padding">The token that fills up what is shorter, which is not read; null where there is none.</param>
    /// <exception cref="ArgumentException">A size is off.</exception>
    public TransformerClassifier(TransformerOptions options, int outputs, Rng rng, int? padding = null)
    {
        encoder = new(options, rng, padding);
        output = new(options.Width, outputs, rng, Initializer.FanIn);
    }

    /// <inheritdoc/>
    public override Tensor Forward(Tensor input)
    {
        Tensor? lengths = encoder.LengthsOf(TokenLengths.Checked(input, Title));
        Tensor places = encoder.Call(input, lengths);
        return output.Call(lengths is null ? places.Mean(1) : (places * Shares(lengths, input.Shape[1], places.DataType)).Sum(1));
    }

    // 1/length at the places of a sequence, 0 after them: [batch, time, 1].
    static Tensor Shares(Tensor lengths, int time, DataType type)
    {
        int[] counts = lengths.ToArray<int>();
        var shares = new double[counts.Length * time];
        for (int i = 0; i < counts.Length; i++) shares.AsSpan(i * time, counts[i]).Fill(1.0 / Math.Max(1, counts[i]));
        return Tensor.From(shares, [counts.Length, time, 1], lengths.Device).To(type);
    }
}
