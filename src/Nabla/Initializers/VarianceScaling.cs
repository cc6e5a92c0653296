namespace Nabla.Initializers;

/// <summary>Random numbers of mean 0 and variance gain²/fan.</summary>
/// <param name="Fan">Which fan.</param>
/// <param name="IsUniform">Uniform in ±gain·√(3/fan) in place of normal.</param>
/// <param name="Gain">For the transfer function that follows, see <see cref="Initializers.Gain"/>.</param>
public sealed record VarianceScaling(Fan Fan = Fan.In, bool IsUniform = false, double Gain = 1) : Initializer
{
    internal static readonly Choice<Initializer>
        ByFanIn = new("fan-in", "uniform in ±1/√fan-in", _ => FanIn),
        ByFanInNormal = new("fan-in-normal", "normal of variance 1/fan-in", _ => FanInNormal),
        ByLeCun = new("lecun", "normal of variance 1/fan-in", _ => LeCun),
        ByLeCunUniform = new("lecun-uniform", "uniform of variance 1/fan-in", _ => LeCunUniform),
        ByKaiming = Choose("kaiming", "normal of variance 2/fan-in, for relu", Fan.In, isUniform: false, Initializers.Gain.Relu),
        ByKaimingUniform = Choose("kaiming-uniform", "uniform of variance 2/fan-in", Fan.In, isUniform: true, Initializers.Gain.Relu),
        ByXavier = Choose("xavier", "uniform of variance 2/(fan-in + fan-out)", Fan.Mean, isUniform: true, 1),
        ByXavierNormal = Choose("xavier-normal", "normal of variance 2/(fan-in + fan-out)", Fan.Mean, isUniform: false, 1);

    /// <summary>For the transfer function that follows.</summary>
    public double Gain { get; } = NotNegative(Gain, nameof(VarianceScaling), nameof(Gain));

    /// <inheritdoc/>
    public override Tensor Draw(Shape shape, Rng rng, DataType type)
    {
        double deviation = Gain / Math.Sqrt(Fan.Of(shape)), bound = Math.Sqrt(3) * deviation;
        return IsUniform ? Tensor.Uniform(shape, rng, -bound, bound, type) : Tensor.Normal(shape, rng, 0, deviation, type);
    }

    static Choice<Initializer> Choose(string name, string description, Fan fan, bool isUniform, double usual)
    {
        var gain = new Setting<double>("gain", "for the transfer function that follows", Notations.AnyNumber, usual);
        return new(name, description, at => new VarianceScaling(fan, isUniform, at.Get(gain)), gain);
    }
}
