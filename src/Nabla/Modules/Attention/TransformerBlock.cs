namespace Nabla.Modules;

/// <summary>Attention, then a feed-forward layer, each with a skip connection and a normalisation: [batch, time, width] → the same. In the decoder of
/// an encoder-decoder, attention to the source comes between them. Pre-norm: x + f(norm(x)) (Xiong et al. 2020, arXiv:2002.04745); post-norm: norm(x
/// + f(x)) (Vaswani et al. 2017, arXiv:1706.03762).</summary>
public sealed partial class TransformerBlock : Module
{
    readonly Module norm1;
    readonly MultiHeadAttention attention;
    readonly Module? sourceNorm;
    readonly SourceAttention? sourceAttention;
    readonly Module norm2;
    readonly FeedForward feedForward;
    readonly Dropout dropout;
    readonly bool preNorm;

    /// <summary>A block with fresh weights.</summary>
    /// <param name="options">The transformer's sizes and choices.</param>
    /// <param name="rng">The model's random source.</param>
    /// <param name="causal">Whether a place sees none after it.</param>
    public TransformerBlock(TransformerOptions options, Rng rng, bool causal) : this(options, rng, causal, MultiHeadAttention.Rotary(options.Checked())) { }

    /// <summary>A block of a model whose layers share their angles; in a decoder it also looks at a source.</summary>
    internal TransformerBlock(TransformerOptions options, Rng rng, bool causal, RotaryPositions? positions, bool hasSource = false)
    {
        preNorm = options.IsPreNorm;
        norm1 = options.Norm();
        attention = new(options, rng, causal, positions);
        (sourceNorm, sourceAttention) = hasSource ? (options.Norm(), new SourceAttention(options, rng)) : (null, null);
        norm2 = options.Norm();
        feedForward = new(options, rng);
        dropout = new(options.Dropout, rng);
    }

    /// <summary>Normalises before or after attention.</summary>
    internal Module Norm1 => norm1;

    /// <summary>The attention.</summary>
    internal MultiHeadAttention Attention => attention;

    /// <summary>Normalises before or after the feed-forward layer.</summary>
    internal Module Norm2 => norm2;

    /// <summary>The feed-forward layer.</summary>
    internal FeedForward FeedForward => feedForward;

    /// <inheritdoc/>
    public override Tensor Forward(Tensor input) => Forward(input, Attend(Before(norm1, input), null));

    /// <summary>Runs the block on sequences of given lengths, Int32 [batch].</summary>
    public Tensor Call(Tensor input, Tensor? lengths) => Call(this, (input, lengths), static (block, from) =>
        block.Forward(from.input, block.Attend(block.Before(block.norm1, from.input), from.lengths)));

    /// <summary>Runs the block of a decoder on whole sequences, given what they go with.</summary>
    internal Tensor Call(Tensor input, Source source) => Call(this, (input, source), static (block, from) =>
        block.Forward(from.input, block.Attend(block.Before(block.norm1, from.input), null), from.source));

    /// <summary>In a decoder: the keys and values of what it looks at, [batch, places, width].</summary>
    internal Source Look(Tensor source, Tensor? lengths) => sourceAttention!.Look(source, lengths);

    /// <summary>Runs the block on further places, after those in the cache.</summary>
    internal Tensor Call(Tensor input, KeyValueCache cache, int layer) => Call(this, (input, cache, layer), static (block, from) =>
        block.Forward(from.input, block.attention.Call(block.Before(block.norm1, from.input), from.cache, from.layer), from.cache.Sources?[from.layer]));

    Tensor Attend(Tensor x, Tensor? lengths) => attention.Call(x, lengths);

    Tensor Forward(Tensor input, Tensor attended, Source? source = null)
    {
        Tensor x = Sum(norm1, input, attended);
        if (sourceAttention is not null) x = Sum(sourceNorm!, x, sourceAttention.Call(Before(sourceNorm!, x), source ?? throw new InvalidOperationException($"{Title} is of a decoder, which needs a source: call the encoder-decoder.")));
        return Sum(norm2, x, feedForward.Call(Before(norm2, x)));
    }

    Tensor Before(Module norm, Tensor x) => preNorm ? norm.Call(x) : x;

    Tensor Sum(Module norm, Tensor x, Tensor change)
    {
        change = dropout.Rate > 0 ? dropout.Call(change) : change;
        return preNorm ? x + change : ((IFusesResidual)norm).Forward(change, x);
    }
}
