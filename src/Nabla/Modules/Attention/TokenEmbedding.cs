namespace Nabla.Modules;

/// <summary>The vectors that a transformer begins with, of tokens and of their places: tokens [batch, time] of Int32 → [batch, time, width].</summary>
public sealed partial class TokenEmbedding : Module
{
    readonly Embedding tokens;
    readonly Embedding? positions;
    readonly Dropout dropout;
    readonly int contextLength;

    /// <summary>Fresh vectors.</summary>
    /// <param name="options">Vocabulary, width, context length, kind of positions, dropout and initialisation.</param>
    /// <param name="rng">The model's random source.</param>
    public TokenEmbedding(TransformerOptions options, Rng rng)
    {
        contextLength = options.Checked().ContextLength;
        tokens = new(options.Vocabulary, options.Width, rng, options.Initializer);
        positions = options.Positions == PositionKind.Learned ? new(contextLength, options.Width, rng, options.Initializer) : null;
        dropout = new(options.Dropout, rng);
    }

    /// <summary>The table of token vectors.</summary>
    internal Embedding Tokens => tokens;

    /// <summary>The table of place vectors, if they are learned.</summary>
    internal Embedding? Positions => positions;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The sequence is longer than the context, or a token is none.</exception>
    public override Tensor Forward(Tensor input) => Forward(input, 0);

    /// <summary>The vectors of tokens that stand at places from <paramref name="first"/> on.</summary>
    internal Tensor Call(Tensor input, int first) => Call(this, (input, first), static (module, at) => module.Forward(at.input, at.first));

    Tensor Forward(Tensor input, int first)
    {
        int time = TokenLengths.Checked(input, Title).Shape[1];
        if (first + time > contextLength)
            throw new ArgumentException($"{Title}: a sequence of {first + time} tokens is longer than the context of {contextLength}: cut it, or make a model of a longer context.");
        Tensor x = tokens.Call(input);
        if (positions is not null) x += positions.Weight.Value.Slice(0, first, time);
        return dropout.Rate > 0 ? dropout.Call(x) : x;
    }
}
