namespace Nabla.Modules;

/// <summary>A transformer in which every place sees every other: tokens [batch, time] → [batch, time, width] (Vaswani et al. 2017, arXiv:1706.03762,
/// section 3.1; Devlin et al. 2018, arXiv:1810.04805).</summary>
public sealed partial class TransformerEncoder : Module
{
    readonly TokenEmbedding embedding;
    readonly TransformerBlock[] blocks;
    readonly Module? norm;
    readonly int? padding;

    /// <summary>An encoder with fresh weights.</summary>
    /// <param name="options">Sizes and choices; tied embeddings mean nothing here.</param>
    /// <param name="rng">The model's random source.</param>
    /// <param name="padding">The token that fills up what is shorter, which no place sees; null where there is none.</param>
    /// <exception cref="ArgumentException">A size is off.</exception>
    public TransformerEncoder(TransformerOptions options, Rng rng, int? padding = null)
    {
        Options = options.Checked();
        if (padding < 0 || padding >= options.Vocabulary)
            throw new ArgumentException($"TransformerEncoder: the padding token is {padding}: expected one of 0 to {options.Vocabulary - 1}, or null for none.");
        this.padding = padding;
        embedding = new(options, rng);
        RotaryPositions? angles = MultiHeadAttention.Rotary(options);
        blocks = [.. Enumerable.Range(0, options.Layers).Select(_ => new TransformerBlock(options, rng, causal: false, angles))];
        norm = options.IsPreNorm ? options.Norm() : null;
    }

    /// <summary>Sizes and choices.</summary>
    public TransformerOptions Options { get; }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The sequence is longer than the context, or a token is none.</exception>
    public override Tensor Forward(Tensor input) => Forward(input, LengthsOf(TokenLengths.Checked(input, Title)));

    /// <summary>How long the sequences are, Int32 [batch]; null where there is no padding.</summary>
    internal Tensor? LengthsOf(Tensor input) => padding is { } filler ? TokenLengths.Of(input, filler) : null;

    /// <summary>Encodes sequences of known lengths.</summary>
    internal Tensor Call(Tensor input, Tensor? lengths) => Call(this, (input, lengths), static (module, from) => module.Forward(from.input, from.lengths));

    Tensor Forward(Tensor input, Tensor? lengths)
    {
        using var relay = new ScopeRelay();
        Tensor x = embedding.Call(input);
        relay.Pass(x);
        x = BlockChain.Run(x, blocks.Length, Options.RecomputeEvery, (layer, y) => blocks[layer].Call(y, lengths), lengths is null ? [] : [lengths]);
        relay.Pass(x);
        if (norm is not null) x = norm.Call(x);
        relay.Pass(x);
        return x;
    }
}
