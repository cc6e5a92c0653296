namespace Nabla.Modules;

/// <summary>Attention of a sequence to another with several heads: [batch, time, width] and [batch, places, width] → [batch, time, width] (Vaswani et
/// al. 2017, arXiv:1706.03762, section 3.2.3: "encoder-decoder attention").</summary>
public sealed partial class SourceAttention : Module
{
    readonly Linear query, keyValue, output;
    readonly int heads, keyHeads, size;

    /// <summary>An attention with fresh weights.</summary>
    /// <param name="options">Width, heads, bias and initialisation.</param>
    /// <param name="rng">The model's random source.</param>
    public SourceAttention(TransformerOptions options, Rng rng)
    {
        options.Checked();
        (heads, keyHeads, size) = (options.Heads, options.KeyHeads ?? options.Heads, options.HeadSize);
        query = new(options.Width, options.Width, rng, options.Initializer, options.HasBias);
        keyValue = new(options.Width, 2 * keyHeads * size, rng, options.Initializer, options.HasBias);
        output = new(options.Width, options.Width, rng, options.SummedInitializer, options.HasBias);
    }

    /// <summary>Attention of a sequence to itself.</summary>
    /// <inheritdoc/>
    public override Tensor Forward(Tensor input) => Forward(input, input, null);

    /// <summary>Attention of a sequence to another.</summary>
    /// <param name="input">[batch, time, width].</param>
    /// <param name="source">[batch, places, width].</param>
    /// <param name="lengths">How many places of each source there are, Int32 [batch]; null: all.</param>
    public Tensor Forward(Tensor input, Tensor source, Tensor? lengths) => Forward(input, Look(source, lengths));

    /// <summary>The keys and values of a source [batch, places, width].</summary>
    internal Source Look(Tensor source, Tensor? lengths)
    {
        Tensor parts = Split(keyValue.Call(source), source, 2 * keyHeads);
        return new(parts.Slice(2, 0, keyHeads), parts.Slice(2, keyHeads, keyHeads), lengths);
    }

    /// <summary>Attention to a source whose keys and values are there.</summary>
    internal Tensor Call(Tensor input, Source source) => Call(this, (input, source), static (module, from) => module.Forward(from.input, from.source));

    Tensor Forward(Tensor input, Source source) =>
        output.Call(Split(query.Call(input), input, heads).Attention(source.Keys, source.Values, causal: false, source.Lengths).Reshape(input.Shape));

    Tensor Split(Tensor packed, Tensor input, int parts) => input.Rank == 3 ? packed.Reshape(input.Shape[0], input.Shape[1], parts, size)
        : throw new ArgumentException($"{Title} expects [batch, time, {query.Inputs}], got {input.Shape}.");
}
