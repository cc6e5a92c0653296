namespace Nabla.Modules;

/// <summary>The next token from the vectors of the last ones by a network of one hidden layer (Bengio et al. 2003, "A neural probabilistic language
/// model", JMLR 3, section 2, without direct connections): softmax(b + U·f(d + H·[C(w₋ₙ), …, C(w₋₁)])), at every place of a sequence at
/// once.</summary>
public sealed partial class MlpLanguageModel : LanguageModel
{
    readonly Embedding embedding;
    readonly Linear hidden;
    readonly Module? norm;
    readonly Activation activation;
    readonly Dropout? dropout;
    readonly Linear output;
    readonly int padding;

    /// <summary>A model with fresh weights.</summary>
    /// <param name="vocabulary">How many tokens there are.</param>
    /// <param name="context">How many of the last tokens it looks at.</param>
    /// <param name="width">Hidden units.</param>
    /// <param name="rng">The model's random source.</param>
    /// <param name="embeddingWidth">Numbers in the vector of a token.</param>
    /// <param name="padding">The token that stands before the beginning.</param>
    /// <param name="activation">The transfer function; tanh by default.</param>
    /// <param name="norm">What normalises the hidden units [rows, width] before it; nothing by default.</param>
    /// <param name="dropoutRate">The probability that a hidden unit is dropped in training.</param>
    /// <param name="initializer">Draws the weights of the layers; by the fan in by default.</param>
    public MlpLanguageModel(int vocabulary, int context, int width, Rng rng, int embeddingWidth = 24, int padding = 0, Activation? activation = null, Module? norm = null, double dropoutRate = 0, Initializer? initializer = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(context);
        if ((uint)padding >= (uint)vocabulary) throw new ArgumentOutOfRangeException(nameof(padding), $"MlpLanguageModel: the padding is token {padding}, but there are {vocabulary}.");
        (Vocabulary, Context, this.padding, this.norm) = (vocabulary, context, padding, norm);
        embedding = new Embedding(vocabulary, embeddingWidth, rng);
        hidden = new Linear(checked(context * embeddingWidth), width, rng, initializer);
        this.activation = activation ?? new Tanh();
        dropout = dropoutRate > 0 ? new Dropout(dropoutRate, rng) : null;
        output = new Linear(width, vocabulary, rng, initializer);
    }

    /// <inheritdoc/>
    public override int Vocabulary { get; }

    /// <summary>How many of the last tokens it looks at.</summary>
    public int Context { get; }

    /// <inheritdoc/>
    public override SequenceState Start(int batch) => new RecentTokens(this, batch, Context - 1, padding);

    /// <inheritdoc/>
    public override Tensor Forward(Tensor input) => Logits(RecentTokens.Padded(TokenLengths.Checked(input, Title), Context - 1, padding), input.Shape[0], input.Shape[1]);

    /// <inheritdoc/>
    public override Tensor Continue(Tensor tokens, SequenceState state)
    {
        RecentTokens recent = Own<RecentTokens>(tokens, state);
        Tensor logits = Call(this, (tokens, recent), static (module, from) => module.Logits(from.recent.With(from.tokens), from.tokens.Shape[0], from.tokens.Shape[1]));
        recent.Advance(tokens);
        return logits;
    }

    // Tokens [batch, context − 1 + time] → the contexts [batch, time, context] → their vectors, one row a place.
    Tensor Logits(Tensor tokens, int batch, int time)
    {
        var places = new Tensor[Context];
        for (int i = 0; i < places.Length; i++) places[i] = tokens.Slice(1, i, time);
        Tensor x = hidden.Call(embedding.Call(Tensor.Stack(places, 2)).Reshape(batch * time, hidden.Inputs));
        x = activation.Call(norm?.Call(x) ?? x);
        if (dropout is not null) x = dropout.Call(x);
        return output.Call(x).Reshape(batch, time, Vocabulary);
    }
}
