namespace Nabla.Modules;

/// <summary>A causal transformer that says the next token at every place: tokens [batch, time] → logits [batch, time, vocabulary] (Radford et al.
/// 2019, "Language Models are Unsupervised Multitask Learners").</summary>
public sealed partial class Gpt : LanguageModel
{
    readonly TokenEmbedding embedding;
    readonly TransformerBlock[] blocks;
    readonly Module? norm;
    readonly Linear? head;

    /// <summary>A model with fresh weights.</summary>
    /// <param name="options">Sizes and choices.</param>
    /// <param name="rng">The model's random source.</param>
    /// <exception cref="ArgumentException">A size is off.</exception>
    public Gpt(TransformerOptions options, Rng rng) : this(options, rng, hasSource: false) { }

    /// <summary>A model with fresh weights that also looks at a source, if it is the decoder of an encoder-decoder.</summary>
    internal Gpt(TransformerOptions options, Rng rng, bool hasSource)
    {
        Options = options.Checked();
        embedding = new(options, rng);
        RotaryPositions? angles = MultiHeadAttention.Rotary(options);
        blocks = [.. Enumerable.Range(0, options.Layers).Select(_ => new TransformerBlock(options, rng, causal: true, angles, hasSource))];
        norm = options.IsPreNorm ? options.Norm() : null;
        head = options.TiesEmbeddings ? null : new(options.Width, options.Vocabulary, rng, options.Initializer, hasBias: false);
    }

    /// <summary>Sizes and choices.</summary>
    public TransformerOptions Options { get; }

    /// <inheritdoc/>
    public override int Vocabulary => Options.Vocabulary;

    /// <inheritdoc/>
    public override int? ContextLength => Options.ContextLength;

    /// <summary>The table of token vectors.</summary>
    internal Embedding Tokens => embedding.Tokens;

    /// <summary>The table of place vectors, if there is one.</summary>
    internal Embedding? Positions => embedding.Positions;

    /// <summary>The blocks, from the input on.</summary>
    internal IReadOnlyList<TransformerBlock> Blocks => blocks;

    /// <summary>The last normalisation, in a pre-norm model.</summary>
    internal Module? Norm => norm;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The sequence is longer than the context, or a token is none.</exception>
    public override Tensor Forward(Tensor input) => Forward(input, 0, Options.RecomputeEvery, (layer, x) => blocks[layer].Call(x));

    /// <summary>In a decoder: the logits of tokens [batch, time] that go with sources [batch, places, width], of which the first are there, Int32 [batch].</summary>
    internal Tensor Call(Tensor input, Tensor source, Tensor? lengths)
        => Call(this, (input, source, lengths), static (module, from) => module.Forward(from.input, from.source, from.lengths));

    /// <summary>In a decoder: the memory of sequences that are yet to be read, and of the sources that they go with.</summary>
    internal KeyValueCache Start(Tensor source, Tensor? lengths) =>
        new(source.Shape[0], Options.Layers, Options.ContextLength) { Owner = this, Sources = [.. blocks.Select(block => block.Look(source, lengths).Keep())] };

    Tensor Forward(Tensor input, Tensor source, Tensor? lengths) => Forward(input, 0, 0, (layer, x) => blocks[layer].Call(x, blocks[layer].Look(source, lengths)));

    /// <inheritdoc/>
    public override SequenceState Start(int batch) => new KeyValueCache(batch, Options.Layers, Options.ContextLength) { Owner = this };

    /// <inheritdoc/>
    /// <remarks>Nothing is recorded for a gradient: train on whole sequences.</remarks>
    public override Tensor Continue(Tensor tokens, SequenceState state)
    {
        KeyValueCache cache = Own<KeyValueCache>(tokens, state);
        return Tape.Pause(() => Call(this, (tokens, cache), static (module, from) => module.Forward(from.tokens, from.cache)));
    }

    Tensor Forward(Tensor input, KeyValueCache cache)
    {
        Tensor logits = Forward(input, cache.Length, 0, (layer, x) => blocks[layer].Call(x, cache, layer));
        cache.Advance(input.Shape[1]);
        return logits;
    }

    // The vectors of tokens from a place on, through all blocks, to logits.
    Tensor Forward(Tensor input, int first, int recomputeEvery, Func<int, Tensor, Tensor> block)
    {
        using var relay = new ScopeRelay();
        Tensor x = embedding.Call(input, first);
        relay.Pass(x);
        x = BlockChain.Run(x, blocks.Length, recomputeEvery, block);
        relay.Pass(x);
        Tensor logits = Logits(x);
        relay.Pass(logits);
        return logits;
    }

    Tensor Logits(Tensor x)
    {
        if (norm is not null) x = norm.Call(x);
        return head is not null ? head.Call(x) : x.Linear(embedding.Tokens.Weight);
    }
}
