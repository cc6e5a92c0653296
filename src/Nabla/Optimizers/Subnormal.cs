namespace Nabla.Optimizers;

/// <summary>Moving averages of gradients that have become zero (a dead unit, a pixel that is seldom inked) shrink until they are subnormal and stay
/// so: 0.9 times the smallest few float32 numbers rounds to themselves. Arithmetic on them is many times slower.</summary>
static class Subnormal
{
    /// <summary>x, rounded to a multiple of about 1e-37 in float32 (1e-46 in float64) where |x| is below 1e-30: adding and subtracting that loses the rest.</summary>
    [MethodImpl(AggressiveInlining)] public static R Flush<R>(R x) where R : struct, IReal<R>
    {
        R tiny = R.Constant(1e-30);
        return x + tiny - tiny;
    }
}
