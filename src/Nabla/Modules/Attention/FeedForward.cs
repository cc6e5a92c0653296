namespace Nabla.Modules;

/// <summary>The part of a transformer block that looks at each place alone: down(f(up(x))), or down(silu(gate(x))·up(x)) for SwiGLU. [*, width] → the same.</summary>
public sealed partial class FeedForward : Module
{
    readonly Linear up, down;
    readonly FeedForwardKind kind;
    readonly int hidden;

    /// <summary>A layer with fresh weights.</summary>
    /// <param name="options">Width, hidden width, transfer function, bias and initialisation.</param>
    /// <param name="rng">The model's random source.</param>
    public FeedForward(TransformerOptions options, Rng rng)
    {
        options.Checked();
        (kind, hidden) = (options.FeedForward, options.HiddenWidth);
        up = new(options.Width, kind == FeedForwardKind.SwiGlu ? checked(2 * hidden) : hidden, rng, options.Initializer, options.HasBias);
        down = new(hidden, options.Width, rng, options.SummedInitializer, options.HasBias);
    }

    /// <summary>To the hidden width; for SwiGLU the gate's rows come first, then the others.</summary>
    internal Linear Up => up;

    /// <summary>Back to the width.</summary>
    internal Linear Down => down;

    /// <inheritdoc/>
    public override Tensor Forward(Tensor input) => down.Call(kind switch
    {
        FeedForwardKind.Gelu => up.Forward(input, new Operations.Elementwise.Gelu()),
        FeedForwardKind.GeluTanh => up.Forward(input, new Operations.Elementwise.GeluTanh()),
        FeedForwardKind.Relu => up.Forward(input, new Operations.Elementwise.Relu()),
        _ => Gated(up.Call(input)),
    });

    Tensor Gated(Tensor both)
    {
        Tensor gate = both.Slice(both.Rank - 1, 0, hidden), rest = both.Slice(both.Rank - 1, hidden, hidden);
        return gate.Silu() * rest;
    }
}
