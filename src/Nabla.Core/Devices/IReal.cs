namespace Nabla.Devices;

/// <summary>The numbers that a formula is written over. A formula uses nothing else, so the same line of C# runs over vectors of any width (its
/// value), over dual numbers (its gradient) and over text (its CUDA source).</summary>
/// <typeparam name="R">The implementing type.</typeparam>
public interface IReal<R> where R : struct, IReal<R>
{
    /// <summary>A constant.</summary>
    static abstract R Constant(double value);
    /// <summary>A constant that comes with its rounding to single precision, see <see cref="Coefficient"/>.</summary>
    static virtual R Constant(double value, float rounded) => R.Constant(value);
    /// <summary>Sum.</summary>
    static abstract R operator +(R a, R b);
    /// <summary>Difference.</summary>
    static abstract R operator -(R a, R b);
    /// <summary>Product.</summary>
    static abstract R operator *(R a, R b);
    /// <summary>Quotient.</summary>
    static abstract R operator /(R a, R b);
    /// <summary>Negation.</summary>
    static abstract R operator -(R a);
    /// <summary>a·b + c, rounded once where the processor can.</summary>
    static abstract R MultiplyAdd(R a, R b, R c);
    /// <summary>The larger; NaN if either is. On a tie the gradient goes to <paramref name="b"/>.</summary>
    static abstract R Max(R a, R b);
    /// <summary>The smaller; NaN if either is. On a tie the gradient goes to <paramref name="b"/>.</summary>
    static abstract R Min(R a, R b);
    /// <summary>The absolute value, with slope 0 at 0.</summary>
    static abstract R Abs(R a);
    /// <summary>The square root.</summary>
    static abstract R Sqrt(R a);
    /// <summary>eᵃ.</summary>
    static abstract R Exp(R a);
    /// <summary>The natural logarithm.</summary>
    static abstract R Log(R a);
    /// <summary>The hyperbolic tangent.</summary>
    static abstract R Tanh(R a);
    /// <summary>The error function, 2/√π ∫₀ᵃ e^(−t²) dt.</summary>
    static abstract R Erf(R a);
    /// <summary>The sine; the argument is in radians.</summary>
    static abstract R Sin(R a);
    /// <summary>The cosine; the argument is in radians.</summary>
    static abstract R Cos(R a);
    /// <summary><paramref name="then"/> where a &gt; b, else <paramref name="otherwise"/> (also where either is NaN). No gradient flows through the test.</summary>
    static abstract R WhereGreater(R a, R b, R then, R otherwise);
}
