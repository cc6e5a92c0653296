using Nabla.Devices;
using Nabla.Gradients;
using Nabla.Operations;
using Nabla.Tensors;

namespace Nabla.Modules;

/// <summary>
/// A transformer that reads one sequence and says another (Vaswani et al. 2017, arXiv:1706.03762, section 3.1): tokens [batch, 2, time] of Int32 → logits
/// [batch, said, vocabulary]. Row 0 is the source, row 1 what is said so far: it begins with the padding token, and the logits of a place are those
/// of its next token. Both are filled up with padding, which the decoder does not see in the source.
/// </summary>
public sealed partial class EncoderDecoder : Module
{
    readonly TransformerEncoder encoder;
    readonly Gpt decoder;
    readonly int? said;

    /// <summary>A model with fresh weights; encoder and decoder have the same sizes, and tables of tokens of their own.</summary>
    /// <param name="options">Sizes and choices. Blocks of the decoder are not run again in backward, whatever <see cref="TransformerOptions.RecomputeEvery"/> says.</param>
    /// <param name="rng">The model's random source.</param>
    /// <param name="padding">The token that begins what is said, ends it, and fills up what is shorter.</param>
    /// <param name="said">How many places of row 1 are read and get logits; all by default, where both sequences are about as long.</param>
    /// <exception cref="ArgumentException">A size is off, or the padding is no token.</exception>
    public EncoderDecoder(TransformerOptions options, Rng rng, int padding, int? said = null)
    {
        options.Checked();
        if ((uint)padding >= (uint)options.Vocabulary) throw new ArgumentException($"EncoderDecoder: the padding token is {padding}: expected one of 0 to {options.Vocabulary - 1}, with which each sequence begins.");
        if (said < 1 || said > options.ContextLength) throw new ArgumentException($"EncoderDecoder: {said} places are to be said: expected 1 to the context of {options.ContextLength}.");
        (Padding, this.said) = (padding, said);
        encoder = new(options, rng, padding);
        decoder = new(options, rng, hasSource: true);
    }

    /// <summary>Sizes and choices.</summary>
    public TransformerOptions Options => decoder.Options;

    /// <summary>The token that begins what is said, ends it, and fills up what is shorter.</summary>
    public int Padding { get; }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The input is not [batch, 2, time] of Int32, is longer than the context, or holds what is no token.</exception>
    public override Tensor Forward(Tensor input)
    {
        if (input.Rank != 3 || input.Shape[1] != 2 || input.DataType != DataType.Int32)
            throw new ArgumentException($"{Title} expects tokens [batch, 2, time] of Int32, a source and what is said so far; got {input.DataType}{input.Shape}.");
        (Tensor source, Tensor? lengths) = Trimmed(input.Select(1, 0));
        Tensor row = input.Select(1, 1);
        return decoder.Call(said < row.Shape[1] ? row.Slice(1, 0, said.Value) : row, encoder.Call(source, lengths), lengths);
    }

    // What follows the longest source is padding in all, which nobody sees.
    (Tensor Source, Tensor? Lengths) Trimmed(Tensor source)
    {
        if (encoder.LengthsOf(source) is not { } lengths) return (source, null);
        int longest = Math.Max(1, lengths.ToArray<int>().DefaultIfEmpty().Max());
        return (longest < source.Shape[1] ? source.Slice(1, 0, longest) : source, lengths);
    }

    /// <summary>
    /// The language model of what is said to some sources: it has read them once, and goes on token by token with a cache. Its sequences begin with the padding token,
    /// and there are as many as sources.
    /// </summary>
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
        public override int Vocabulary => decoder.Vocabulary;

        public override int? ContextLength => decoder.ContextLength;

        public override Tensor Forward(Tensor input) => decoder.Call(input, source, lengths);

        public override SequenceState Start(int batch) => batch == source.Shape[0] ? Tape.Pause(() => decoder.Start(source, lengths))
            : throw new ArgumentException($"EncoderDecoder: {batch} sequences are to be said to {source.Shape[0]} sources: their numbers must agree.");

        public override Tensor Continue(Tensor tokens, SequenceState state) => decoder.Continue(tokens, state);

        protected internal override void Visit(IModuleVisitor visitor) { }
    }
}
