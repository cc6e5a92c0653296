namespace Nabla.Devices;

/// <summary>y = f(x), element by element. Implement it as a readonly struct; its fields are the formula's constants.</summary>
public interface IUnaryFormula
{
    /// <summary>The formula.</summary>
    R Value<R>(R x) where R : struct, IReal<R>;

    /// <summary>Whether <see cref="Slope"/> is written by hand in terms of the output y. Then the output is what backward keeps; otherwise the input
    /// is kept and the slope comes from dual numbers.</summary>
    static virtual bool SlopeFromOutput => false;

    /// <summary>dy/dx as a formula of the output y, where <see cref="SlopeFromOutput"/> holds.</summary>
    R Slope<R>(R y) where R : struct, IReal<R> => throw new InvalidOperationException("This formula's slope comes from dual numbers.");

    /// <summary>An interval where the formula is defined and smooth enough to test.</summary>
    static virtual (double Low, double High) Domain => (-4, 4);
}

/// <summary>y = f(a, b), element by element with broadcasting. Its gradient comes from dual numbers.</summary>
public interface IBinaryFormula
{
    /// <summary>The formula.</summary>
    R Value<R>(R a, R b) where R : struct, IReal<R>;

    /// <summary>∂f/∂a and ∂f/∂b where they are the same everywhere: then backward needs neither input. Null where they vary.</summary>
    static virtual (double A, double B)? ConstantSlopes => null;

    /// <summary>An interval of both inputs where the formula is defined and smooth enough to test.</summary>
    static virtual (double Low, double High) Domain => (0.5, 4);
}

/// <summary>One step of an optimizer on one number: reads the gradient, changes the parameter and up to two state numbers. One kernel walks the flat
/// arenas with it.</summary>
public interface IUpdateFormula
{
    /// <summary>How many state numbers there are for each parameter: 0, 1 or 2.</summary>
    static abstract int States { get; }

    /// <summary>The step. The gradient comes already scaled by clipping.</summary>
    void Step<R>(ref R parameter, R gradient, ref R first, ref R second) where R : struct, IReal<R>;
}

/// <summary>y = x: the activation that does nothing.</summary>
public readonly struct Identity : IUnaryFormula
{
    /// <inheritdoc/>
    public static bool SlopeFromOutput => true;
    /// <inheritdoc/>
    public R Value<R>(R x) where R : struct, IReal<R> => x;
    /// <inheritdoc/>
    public R Slope<R>(R y) where R : struct, IReal<R> => R.Constant(1);
}
