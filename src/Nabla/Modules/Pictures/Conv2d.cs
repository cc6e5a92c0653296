namespace Nabla.Modules;

/// <summary>A convolution of pictures, [batch, channels, height, width] → [batch, outputs, height', width']: y = x ∗ weight + bias, see
/// <see cref="ConvolutionOperation"/> for the extents.</summary>
public sealed partial class Conv2d : Module, IActivated
{
    readonly Parameter weight;
    readonly Parameter? bias;
    readonly Window window;
    readonly int groups;

    /// <summary>A layer with fresh filters.</summary>
    /// <param name="inputs">Channels in.</param>
    /// <param name="outputs">Channels out: so many filters.</param>
    /// <param name="size">Rows and columns of a filter.</param>
    /// <param name="rng">The model's random source.</param>
    /// <param name="window">How filters go over the picture; by default in steps of one pixel with <c>size/2</c> pixels of zeros around it, so that
    /// an odd size keeps the picture's extents.</param>
    /// <param name="groups">Groups of channels that see only themselves; as many as channels for a depthwise convolution.</param>
    /// <param name="initializer">Draws the filters; fan-in by default, as on the slide.</param>
    /// <param name="hasBias">Whether there is a bias, which starts at zero; a batch normalisation behind it makes it needless.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is not positive.</exception>
    /// <exception cref="ArgumentException">The groups do not divide both numbers of channels.</exception>
    public Conv2d(int inputs, int outputs, int size, Rng rng, Window? window = null, int groups = 1, Initializer? initializer = null, bool hasBias = true)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(inputs);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(outputs);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(size);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(groups);
        if (inputs % groups != 0 || outputs % groups != 0) throw new ArgumentException($"Conv2d: expected groups that divide {inputs} inputs and {outputs} outputs, got {groups}.");
        (Inputs, Outputs, Size, this.groups, this.window) = (inputs, outputs, size, groups, window ?? new(padding: size / 2));
        weight = new Parameter([outputs, inputs / groups, size, size], rng, (initializer ?? Initializer.FanIn).Draw);
        bias = hasBias ? new Parameter([outputs], rng, Initializer.Zeros.Draw, decays: false) : null;
    }

    /// <summary>Channels in.</summary>
    public int Inputs { get; }

    /// <summary>Channels out.</summary>
    public int Outputs { get; }

    /// <summary>Rows and columns of a filter.</summary>
    public int Size { get; }

    /// <summary>The filters [outputs, inputs/groups, size, size].</summary>
    public Parameter Weight => weight;

    /// <summary>The bias [outputs], or null.</summary>
    public Parameter? Bias => bias;

    /// <inheritdoc/>
    public override Tensor Forward(Tensor input) => Forward(input, default(Identity));

    /// <summary>f(x ∗ weight + bias), as one operation.</summary>
    public Tensor Forward<F>(Tensor input, F activation) where F : struct, IUnaryFormula
    {
        if (input.Rank != 4 || input.Shape[1] != Inputs)
            throw new ArgumentException($"{Title} expects pictures [batch, {Inputs}, height, width], got {input.Shape}: has the layer before it {Inputs} channels?");
        return input.Conv2d(weight, bias?.Value, window, groups, activation);
    }
}
