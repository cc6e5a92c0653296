namespace Nabla.Modules;

/// <summary>A transposed convolution of pictures, [batch, inputs, height, width] → [batch, outputs, height', width']: makes pictures larger where a
/// convolution of the same window makes them smaller. See <see cref="TransposedConvolutionOperation"/> for the extents.</summary>
public sealed partial class ConvTranspose2d : Module
{
    readonly Parameter weight;
    readonly Parameter? bias;
    readonly Window window;
    readonly int groups, extra;

    /// <summary>A layer with fresh filters.</summary>
    /// <param name="inputs">Channels in.</param>
    /// <param name="outputs">Channels out.</param>
    /// <param name="size">Rows and columns of a filter.</param>
    /// <param name="rng">The model's random source.</param>
    /// <param name="window">The steps of the convolution that this one transposes.</param>
    /// <param name="groups">Groups of channels that see only themselves.</param>
    /// <param name="extra">Rows and columns that a convolution of this stride would have left out.</param>
    /// <param name="initializer">Draws the filters; fan-in by default.</param>
    /// <param name="hasBias">Whether there is a bias, which starts at zero.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is not positive.</exception>
    /// <exception cref="ArgumentException">The groups do not divide both numbers of channels.</exception>
    public ConvTranspose2d(int inputs, int outputs, int size, Rng rng, Window? window = null, int groups = 1, int extra = 0, Initializer? initializer = null, bool hasBias = true)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(inputs);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(outputs);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(size);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(groups);
        if (inputs % groups != 0 || outputs % groups != 0)
            throw new ArgumentException($"ConvTranspose2d: expected groups that divide {inputs} inputs and {outputs} outputs, got {groups}.");
        (Inputs, this.groups, this.extra, this.window) = (inputs, groups, extra, window ?? new());
        // Drawn as the filters that it transposes would be for this many inputs: an initializer reads [out, in, …].
        Initializer draws = initializer ?? Initializer.FanIn;
        weight = new Parameter([inputs, outputs / groups, size, size], rng,
            (shape, source, type) => draws.Draw([shape[1], shape[0], shape[2], shape[3]], source, type).Transpose(0, 1).Contiguous());
        bias = hasBias ? new Parameter([outputs], rng, Initializer.Zeros.Draw, decays: false) : null;
    }

    /// <summary>Channels in.</summary>
    public int Inputs { get; }

    /// <inheritdoc/>
    public override Tensor Forward(Tensor input)
    {
        if (input.Rank != 4 || input.Shape[1] != Inputs)
            throw new ArgumentException($"{Title} expects pictures [batch, {Inputs}, height, width], got {input.Shape}: has the layer before it {Inputs} channels?");
        return input.ConvTranspose2d(weight, bias?.Value, window, groups, extra);
    }
}
