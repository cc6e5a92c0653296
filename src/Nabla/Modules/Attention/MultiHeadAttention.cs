namespace Nabla.Modules;

/// <summary>Attention of a sequence to itself with several heads: [batch, time, width] → the same (Vaswani et al. 2017, arXiv:1706.03762, section
/// 3.2.2). One product makes queries, keys and values.</summary>
public sealed partial class MultiHeadAttention : Module
{
    readonly Linear queryKeyValue, output;
    readonly RotaryPositions? positions;
    readonly int heads, keyHeads, size;
    readonly bool causal;

    /// <summary>An attention with fresh weights.</summary>
    /// <param name="options">Width, heads, bias, positions and initialisation.</param>
    /// <param name="rng">The model's random source.</param>
    /// <param name="causal">Whether a place sees none after it.</param>
    public MultiHeadAttention(TransformerOptions options, Rng rng, bool causal) : this(options, rng, causal, Rotary(options.Checked())) { }

    internal MultiHeadAttention(TransformerOptions options, Rng rng, bool causal, RotaryPositions? positions)
    {
        (heads, keyHeads, size, this.causal, this.positions) = (options.Heads, options.KeyHeads ?? options.Heads, options.HeadSize, causal, positions);
        queryKeyValue = new(options.Width, (heads + 2 * keyHeads) * size, rng, options.Initializer, options.HasBias);
        output = new(options.Width, options.Width, rng, options.SummedInitializer, options.HasBias);
    }

    /// <summary>Makes queries, keys and values, [(heads + 2·keyHeads)·size, width].</summary>
    internal Linear QueryKeyValue => queryKeyValue;

    /// <summary>Brings the heads together.</summary>
    internal Linear Output => output;

    /// <summary>The angles that the layers of a model share; null where places are known otherwise.</summary>
    internal static RotaryPositions? Rotary(TransformerOptions options) =>
        options.Positions == PositionKind.Rotary ? new RotaryPositions(options.HeadSize, options.RotaryBase) : null;

    /// <inheritdoc/>
    public override Tensor Forward(Tensor input) => Forward(input, null);

    /// <summary>Runs <see cref="Forward(Tensor, Tensor?)"/> in a scope of its own.</summary>
    internal Tensor Call(Tensor input, Tensor? lengths) => Call(this, (input, lengths), static (module, from) => module.Forward(from.input, from.lengths));

    /// <summary>Attends from further places to all that are in the cache, and to themselves.</summary>
    internal Tensor Call(Tensor input, KeyValueCache cache, int layer)
        => Call(this, (input, cache, layer), static (module, from) => module.Forward(from.input, from.cache, from.layer));

    /// <summary>Attention in which sequences have lengths.</summary>
    /// <param name="input">[batch, time, width].</param>
    /// <param name="lengths">Int32 [batch]; null: all are as long as the time.</param>
    public Tensor Forward(Tensor input, Tensor? lengths) => output.Call(Turned(input, 0).SelfAttention(heads, keyHeads, causal, lengths));

    Tensor Forward(Tensor input, KeyValueCache cache, int layer)
    {
        Tensor parts = Turned(input, cache.Length).Reshape(input.Shape[0], input.Shape[1], heads + 2 * keyHeads, size);
        (Tensor keys, Tensor values) = cache.Append(layer, parts.Slice(2, heads, keyHeads), parts.Slice(2, heads + keyHeads, keyHeads));
        return output.Call(parts.Slice(2, 0, heads).Attention(keys, values, causal: true).Reshape(input.Shape));
    }

    // Queries, keys and values side by side, queries and keys turned to their places.
    Tensor Turned(Tensor input, int first)
    {
        if (input.Rank != 3) throw new ArgumentException($"{Title} expects input [batch, time, {queryKeyValue.Inputs}], got {input.Shape}.");
        Tensor packed = queryKeyValue.Call(input);
        if (positions is null) return packed;
        return positions.Turn(packed.Reshape(input.Shape[0], input.Shape[1], heads + 2 * keyHeads, size), first, heads + keyHeads).Reshape(packed.Shape);
    }
}
