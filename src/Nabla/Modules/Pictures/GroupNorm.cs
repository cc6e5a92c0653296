namespace Nabla.Modules;

/// <summary>Normalisation of groups of channels of each example, [batch, channels, …] (Wu and He 2018, arXiv:1803.08494): unlike that of a batch it
/// does not depend on the other examples.</summary>
public sealed partial class GroupNorm : Module
{
    readonly Parameter weight, bias;
    readonly double epsilon;

    /// <summary>A normalisation with gain 1 and offset 0.</summary>
    /// <param name="groups">How many groups; 1 takes all channels together, as many as channels each by itself.</param>
    /// <param name="channels">The extent of axis 1.</param>
    /// <param name="epsilon">Added to the variance.</param>
    /// <exception cref="ArgumentException">The groups do not divide the channels.</exception>
    public GroupNorm(int groups, int channels, double epsilon = 1e-5)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(groups);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(channels);
        if (channels % groups != 0) throw new ArgumentException($"GroupNorm: expected groups that divide the {channels} channels, got {groups}.");
        if (!(epsilon >= 0) || !double.IsFinite(epsilon))
            throw new ArgumentOutOfRangeException(null, $"GroupNorm: epsilon is {epsilon}: expected a small number from 0 on, such as 1e-5.");
        (Groups, Channels, this.epsilon) = (groups, channels, epsilon);
        weight = new Parameter([channels], default, Initializer.Ones.Draw, decays: false);
        bias = new Parameter([channels], default, Initializer.Zeros.Draw, decays: false);
    }

    /// <summary>How many groups.</summary>
    public int Groups { get; }

    /// <summary>The extent of axis 1.</summary>
    public int Channels { get; }

    /// <inheritdoc/>
    public override Tensor Forward(Tensor input)
    {
        if (input.Rank < 2 || input.Shape[1] != Channels)
            throw new ArgumentException($"{Title} expects input [batch, {Channels}, …], got {input.Shape}: has the layer before it {Channels} channels?");
        if (input.Count == 0) return input;
        Tensor normal = input.Reshape(input.Shape[0] * Groups, -1).LayerNorm(epsilon: epsilon).Reshape(input.Shape);
        Shape channels = [Channels, .. Enumerable.Repeat(1, input.Rank - 2)];
        return normal * weight.Value.Reshape(channels) + bias.Value.Reshape(channels);
    }
}
