namespace Nabla.Initializers;

/// <summary>What the variance of a weight [out, in, …] is divided by. Axes after the second, a convolution's window, multiply both fans.</summary>
public enum Fan
{
    /// <summary>How many inputs each output sums over: in·(…). Keeps the size of activations on the way forward.</summary>
    In,

    /// <summary>How many outputs each input goes to: out·(…). Keeps the size of gradients on the way back.</summary>
    Out,

    /// <summary>The mean of both.</summary>
    Mean,
}

static class Fans
{
    extension(Fan fan)
    {
        /// <summary>The fan of a shape, at least 1. A vector counts as both in and out.</summary>
        public double Of(in Shape shape)
        {
            if (shape.Rank < 2) return Math.Max(1, shape.Count);
            double window = shape.CountOf(2, shape.Rank), fanIn = shape[1] * window, fanOut = shape[0] * window;
            return Math.Max(1, fan switch { Fan.In => fanIn, Fan.Out => fanOut, _ => (fanIn + fanOut) / 2 });
        }
    }
}
