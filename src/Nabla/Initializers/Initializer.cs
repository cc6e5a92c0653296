namespace Nabla.Initializers;

/// <summary>Draws the first values of a weight [out, in, …]. What is drawn depends on the random source alone, and a parameter's source on seed and
/// path. The choices by name are here; <see cref="VarianceScaling"/> and the other records take numbers of their own.</summary>
public abstract partial record Initializer
{
    /// <summary>Uniform in ±1/√fan-in, the slide's "weights ≈ 1/√fan-in".</summary>
    public static Initializer FanIn { get; } = new VarianceScaling(Fan.In, IsUniform: true, 1 / Math.Sqrt(3));

    /// <summary>Normal of deviation 1/√fan-in, which is also <see cref="LeCun"/>.</summary>
    public static Initializer FanInNormal { get; } = new VarianceScaling(Fan.In);

    /// <summary>Normal of variance 1/fan-in (LeCun et al. 1998, "Efficient BackProp", section 4.6).</summary>
    public static Initializer LeCun => FanInNormal;

    /// <summary>Uniform of variance 1/fan-in.</summary>
    public static Initializer LeCunUniform { get; } = new VarianceScaling(Fan.In, IsUniform: true);

    /// <summary>Normal of variance 2/fan-in, for ReLU (He et al. 2015, arXiv:1502.01852, section 2.2).</summary>
    public static Initializer Kaiming { get; } = new VarianceScaling(Fan.In, Gain: Initializers.Gain.Relu);

    /// <summary>Uniform of variance 2/fan-in, for ReLU.</summary>
    public static Initializer KaimingUniform { get; } = new VarianceScaling(Fan.In, IsUniform: true, Initializers.Gain.Relu);

    /// <summary>Uniform of variance 2/(fan-in + fan-out) (Glorot and Bengio 2010, equation 16).</summary>
    public static Initializer Xavier { get; } = new VarianceScaling(Fan.Mean, IsUniform: true);

    /// <summary>Normal of variance 2/(fan-in + fan-out).</summary>
    public static Initializer XavierNormal { get; } = new VarianceScaling(Fan.Mean);

    /// <summary>All zero.</summary>
    public static Initializer Zeros { get; } = new Constant(0);

    /// <summary>All one.</summary>
    public static Initializer Ones { get; } = new Constant(1);

    /// <summary>A new tensor of the given shape.</summary>
    public abstract Tensor Draw(Shape shape, Rng rng, DataType type);

    /// <summary>The initializers by name. Each is declared in the file of the record that draws.</summary>
    [Collected("Initializer")]
    public static partial Choices<Choice<Initializer>> Choices { get; }

    /// <summary>Reads an initializer by name, such as <c>kaiming</c> or <c>normal:0.02</c>: one of <see cref="Choices"/>.</summary>
    /// <exception cref="FormatException">The name is unknown or a number does not fit; the message names the nearest right word.</exception>
    public static Initializer Parse(string text) => Choices.Make(text);

    /// <summary>The value if it is a finite number from 0 on.</summary>
    protected static double NotNegative(double value, string owner, string name) =>
        value >= 0 && double.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(null, $"{owner}: {name} is {value}: expected a number from 0 on.");

    /// <summary>The value if it is finite.</summary>
    protected static double Finite(double value, string owner, string name) =>
        double.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(null, $"{owner}: {name} is {value}: expected a finite number.");
}
