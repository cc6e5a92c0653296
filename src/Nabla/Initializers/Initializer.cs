using Nabla.Devices;
using Nabla.Tensors;

namespace Nabla.Initializers;

/// <summary>Draws the first values of a weight [out, in, …]. The fan-in is in·(…), the fan-out out·(…).</summary>
public abstract record Initializer
{
    /// <summary>Uniform in ±1/√fan-in, the slide's "weights ≈ 1/√fan-in".</summary>
    public static Initializer FanIn { get; } = new FanInUniform();

    /// <summary>All zero.</summary>
    public static Initializer Zeros { get; } = new Constant(0);

    /// <summary>All one.</summary>
    public static Initializer Ones { get; } = new Constant(1);

    /// <summary>A new tensor of the given shape.</summary>
    public abstract Tensor Draw(Shape shape, Rng rng, DataType type);

    /// <summary>How many inputs each output sums over.</summary>
    protected static double FanInOf(in Shape shape) => shape.Rank < 2 ? Math.Max(1, shape.Count) : Math.Max(1, shape.CountOf(1, shape.Rank));

    sealed record FanInUniform : Initializer
    {
        public override Tensor Draw(Shape shape, Rng rng, DataType type)
        {
            double bound = 1 / Math.Sqrt(FanInOf(shape));
            return Tensor.Uniform(shape, rng, -bound, bound, type);
        }
    }

    sealed record Constant(double Value) : Initializer
    {
        public override Tensor Draw(Shape shape, Rng rng, DataType type) => Tensor.Full(shape, Value, type);
    }
}
