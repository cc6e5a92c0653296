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
    R Slope<R>(R y) where R : struct, IReal<R> => throw new InvalidOperationException("This formula's slope is not written in its output.");

    /// <summary>Whether <see cref="SlopeAt"/> is written by hand in terms of the input x, for a slope that the output or the chain rule would tell
    /// with fewer digits. It goes before <see cref="SlopeFromOutput"/> where the input is at hand.</summary>
    static virtual bool SlopeFromInput => false;

    /// <summary>dy/dx as a formula of the input x, where <see cref="SlopeFromInput"/> holds.</summary>
    R SlopeAt<R>(R x) where R : struct, IReal<R> => throw new InvalidOperationException("This formula's slope is not written in its input.");

    /// <summary>An interval where the formula is defined and smooth enough to test.</summary>
    static virtual (double Low, double High) Domain => (-4, 4);
}

/// <summary>y = f(a, b), element by element with broadcasting. Its gradient comes from dual numbers, unless its slopes are written by hand.</summary>
public interface IBinaryFormula
{
    /// <summary>The formula.</summary>
    R Value<R>(R a, R b) where R : struct, IReal<R>;

    /// <summary>∂f/∂a and ∂f/∂b where they are the same everywhere: then backward needs neither input. Null where they vary.</summary>
    static virtual (double A, double B)? ConstantSlopes => null;

    /// <summary>Whether <see cref="SlopeA"/> and <see cref="SlopeB"/> are written by hand: for slopes that the chain rule would tell wrongly where an
    /// operand is 0 or infinite.</summary>
    static virtual bool HasSlopes => false;

    /// <summary>∂f/∂a, where <see cref="HasSlopes"/> holds.</summary>
    R SlopeA<R>(R a, R b) where R : struct, IReal<R> => throw new InvalidOperationException("This formula's slopes come from dual numbers.");

    /// <summary>∂f/∂b, where <see cref="HasSlopes"/> holds.</summary>
    R SlopeB<R>(R a, R b) where R : struct, IReal<R> => throw new InvalidOperationException("This formula's slopes come from dual numbers.");

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
