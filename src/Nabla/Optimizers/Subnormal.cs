namespace Nabla.Optimizers;

/// <summary>Moving averages of gradients that have become zero (a dead unit, a pixel that is seldom inked) shrink until they are subnormal and stay
/// so: 0.9 times the smallest few float32 numbers rounds to themselves. Arithmetic on them is many times slower.</summary>
static class Subnormal
{
    const double Tiny = 1e-30;

    /// <summary>What an average of squares is rounded beside: <see cref="Tiny"/>, or ε² where that is less, so that what is lost does not count beside ε.</summary>
    public static Coefficient BesideSquare(double epsilon) => Math.Min(Tiny, epsilon * epsilon);

    /// <summary>x, rounded to a multiple of about 1e-37 in float32 (1e-46 in float64) where |x| is below 1e-30: adding and subtracting that loses the rest.</summary>
    [MethodImpl(AggressiveInlining)] public static R Flush<R>(R x) where R : struct, IReal<R> => Flush(x, R.Constant(Tiny));

    /// <summary>x, rounded to what can be told beside <paramref name="tiny"/>.</summary>
    [MethodImpl(AggressiveInlining)] public static R Flush<R>(R x, R tiny) where R : struct, IReal<R> => x + tiny - tiny;
}
