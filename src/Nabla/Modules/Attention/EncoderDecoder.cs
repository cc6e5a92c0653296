namespace Nabla.Modules;

/// <summary>A transformer that reads one sequence and says another (Vaswani et al. 2017, arXiv:1706.03762, section 3.1): tokens [batch, time] and
/// [batch, said] of Int32 → logits [batch, said, vocabulary]. The first are the sources, the second what is said so far: it begins with the padding
/// token, and the logits of a place are those of its next token. Both are filled up with padding, which the decoder does not see in the
/// source.</summary>
public sealed partial class EncoderDecoder : Module
{
    readonly TransformerEncoder encoder;
    readonly Gpt decoder;

    /// <summary>A model with fresh weights; encoder and decoder have the same sizes, and tables of tokens of their own.</summary>
    /// <param name="options">Sizes and choices. Blocks of the decoder are not run again in backward, whatever <see cref="TransformerOptions.RecomputeEvery"/> says.</param>
    /// <param name="rng">The model's random source.</param>
    /// <param name="padding">The token that begins what is said, ends it, and fills up what is shorter.</param>
    /// <exception cref="ArgumentException">A size is off, or the padding is no token.</exception>
    public EncoderDecoder(TransformerOptions options, Rng rng, int padding)
    {
        options.Checked();
        if ((uint)padding >= (uint)options.Vocabulary) throw new ArgumentException($"EncoderDecoder: the padding token is {padding}: expected one of 0 to {options.Vocabulary - 1}, with which each sequence begins.");
        Padding = padding;
        encoder = new(options, rng, padding);
        decoder = new(options, rng, hasSource: true);
    }

    /// <summary>Sizes and choices.</summary>
    public TransformerOptions Options => decoder.Options;

    /// <summary>The token that begins what is said, ends it, and fills up what is shorter.</summary>
    public int Padding { get; }

    /// <summary>Logits [batch, said, vocabulary] of the token that follows each place of what is said.</summary>
    /// <param name="inputs">The sources [batch, time], and what is said so far [batch, said], both of Int32.</param>
    /// <exception cref="ArgumentException">The inputs are not two of tokens, are longer than the context, or hold what is no token.</exception>
    public override Tensor Forward(ReadOnlySpan<Tensor> inputs)
    {
        if (inputs.Length != 2)
            throw new ArgumentException($"{Title} expects two inputs, the tokens of the sources [batch, time] and of what is said so far [batch, said]; got {inputs.Length}.");
        Tensor said = TokenLengths.Checked(inputs[1], Title);
        (Tensor source, Tensor? lengths) = Trimmed(TokenLengths.Checked(inputs[0], Title));
        return decoder.Call(said, encoder.Call(source, lengths), lengths);
    }

    // What follows the longest source is padding in all, which nobody sees.
    (Tensor Source, Tensor? Lengths) Trimmed(Tensor source)
    {
        if (encoder.LengthsOf(source) is not { } lengths) return (source, null);
        int longest = Math.Max(1, lengths.ToArray<int>().DefaultIfEmpty().Max());
        return (longest < source.Shape[1] ? source.Slice(1, 0, longest) : source, lengths);
    }

    /// <summary>The language model of what is said to some sources: it has read them once, and goes on token by token with a cache. Its sequences
    /// begin with the padding token, and there are as many as sources.</summary>
    /// <param name="sources">Tokens [batch, time] of Int32, filled up with padding.</param>
    /// <exception cref="ArgumentException">The sources are not [batch, time] of Int32, are longer than the context, or hold what is no token.</exception>
    public LanguageModel After(Tensor sources)
    {
        NamePaths();
        Tensor? lengths = encoder.LengthsOf(TokenLengths.Checked(sources, Title))?.Keep();
        return new Continuation(decoder, Tape.Pause(() => encoder.Call(sources, lengths)).Keep(), lengths);
    }

    // It shows no parameters: they belong to the encoder-decoder.
    sealed class Continuation(Gpt decoder, Tensor source, Tensor? lengths) : LanguageModel
    {
        public override Device Device => source.Device;

        public override int Vocabulary => decoder.Vocabulary;

        public override int? ContextLength => decoder.ContextLength;

        public override Tensor Forward(Tensor input) => decoder.Call(input, source, lengths);

        public override SequenceState Start(int batch) => batch == source.Shape[0] ? Tape.Pause(() => decoder.Start(source, lengths))
            : throw new ArgumentException($"EncoderDecoder: {batch} sequences are to be said to {source.Shape[0]} sources: their numbers must agree.");

        public override Tensor Continue(Tensor tokens, SequenceState state) => decoder.Continue(tokens, state);

        protected internal override void Visit(IModuleVisitor visitor) { }
    }
}
