namespace Nabla.Modules;

/// <summary>A trained vector for each token: tokens [*] of Int32 → [*, width] (Bengio et al. 2003, JMLR 3, section 2).</summary>
public sealed partial class Embedding : Module
{
    readonly Parameter weight;

    /// <summary>A table with fresh vectors.</summary>
    /// <param name="count">How many tokens there are.</param>
    /// <param name="width">Numbers in a vector.</param>
    /// <param name="rng">The model's random source.</param>
    /// <param name="initializer">Draws the vectors; standard normal by default.</param>
    public Embedding(int count, int width, Rng rng, Initializer? initializer = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        (Count, Width) = (count, width);
        weight = new Parameter([count, width], rng, (initializer ?? new Normal(1)).Draw);
    }

    /// <summary>How many tokens there are.</summary>
    public int Count { get; }

    /// <summary>Numbers in a vector.</summary>
    public int Width { get; }

    /// <summary>The vectors [count, width]. A model that ties its output layer to them gives them to <c>Linear</c> as the weight.</summary>
    public Parameter Weight => weight;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A token is not in the table, or the tokens are no Int32.</exception>
    public override Tensor Forward(Tensor input)
    {
        if (input.DataType != Devices.DataType.Int32) throw new ArgumentException($"{Title} expects tokens of Int32, got {input.DataType}{input.Shape}: is the model meant for numbers instead of text?");
        return weight.Value.Gather(input);
    }
}
