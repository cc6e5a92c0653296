using Nabla.Devices;
using Nabla.Operations;
using Nabla.Operations.Elementwise;
using Nabla.Tensors;

namespace Nabla.Tests.Differential;

/// <summary>Formulas of one number and of two, each number by itself.</summary>
static class FormulaCalls
{
    // What only chooses, and what IEEE arithmetic rounds once.
    static readonly Tolerance Exact = new(0), Rounded = new(0.5);

    // Polynomials of exp, log, sin and cos, quotients and roots are within 1; what is made of two or three of them within 2 or 3.
    static readonly Tolerance One = new(1.5), Few = new(4);

    // 1 − y and 1 + erf have as many digits as 1 has: beside 1 the error is of one rounding, times x for GELU and 2x where a square goes before, and numbers below it are gone.
    static readonly Tolerance FromOne = new(2, OfOne: 1), Gelu = new(2, OfOne: 4);

    // aᵇ is exp(b·log a), so that a rounding of the exponent is one of the result, as many times as the exponent is large: here up to 64.
    static readonly Tolerance Powers = new(64);

    public static IEnumerable<Call> All => [.. OfOne, .. OfTwo];

    static IEnumerable<Call> OfOne =>
    [
        Map("Identity", new Identity(), Exact), Map("Relu", new Relu(), Exact), Map("Abs", new Abs(), Exact), Map("Negate", new Negate(), Exact),
        Map("Clamp(-1, 0.5)", new Clamp(-1, 0.5), Exact), Map("Power(0)", new Power(0), Exact), Map("Power(1)", new Power(1), Exact),
        Map("LeakyRelu(0.01)", new LeakyRelu(0.01), One), Map("LectureLeakyRelu(0.1)", new LectureLeakyRelu(0.1), One),
        Map("Exp", new Exp(), One), Map("Log", new Log(), One), Map("Sin", new Sin(), One), Map("Cos", new Cos(), One),
        Map("Sqrt", new Sqrt(), One, Few), Map("Square", new Square(), One), Map("Reciprocal", new Reciprocal(), One, Few),
        Map("Sigmoid", new Sigmoid(), Few, FromOne), Map("Tanh", new Tanh(), Few, FromOne), Map("Softplus", new Softplus(), Few), Map("Elu(0.7)", new Elu(0.7), Few),
        Map("Gelu", new Gelu(), Gelu), Map("GeluTanh", new GeluTanh(), Gelu), Map("Silu", new Silu(), Few),
        Map("Power(2)", new Square(), One), Map("Power(3)", new Cube(), One), Map("Power(0.5)", new Power(0.5), One, Few), Map("Power(-4)", new Power(-4), Few),
        Map("Power(-1.5)", new Power(-1.5), Few), Map("Power(2.7)", new Power(2.7), Powers),
        Map("Then(ScaleShift, Tanh)", new Then<ScaleShift, Tanh>(new(0.7, -0.2), new()), Few, FromOne),
        Map("Then(Square, Sigmoid)", new Then<Square, Sigmoid>(new(), new()), Few, new(2, OfOne: 8)),
        Call.Of("x + 2.5", x => x[0] + 2.5, One), Call.Of("0.3 - x", x => 0.3 - x[0], One), Call.Of("x * 1.7", x => x[0] * 1.7, One),
        Call.Of("x / 3", x => x[0] / 3.0, One), Call.Of("3 / x", x => 3.0 / x[0], Few),
    ];

    static IEnumerable<Call> OfTwo =>
    [
        .. Zip("a + b", new Add(), Rounded), .. Zip("a - b", new Subtract(), Rounded), .. Zip("a * b", new Multiply(), Rounded), .. Zip("a / b", new Divide(), One),
        .. Zip("Maximum", new Maximum(), Exact), .. Zip("Minimum", new Minimum(), Exact), .. Zip("AtLeast", new AtLeast(), Exact), .. Zip("Pow", new Pow(), Powers),
    ];

    static Call Map<F>(string name, F formula, Tolerance tolerance, Tolerance? slope = null) where F : struct, IUnaryFormula =>
        Call.Of(name, x => ElementwiseOperation.Apply(x[0], formula), tolerance, slope) with { Formula = typeof(F) };

    // Gradients of what was broadcast are sums.
    static IEnumerable<Call> Zip<F>(string name, F formula, Tolerance tolerance) where F : struct, IBinaryFormula
    {
        Tensor Apply(Tensor[] x) => ElementwiseOperation.Apply(x[0], x[1], formula);
        yield return Call.Of(name, Apply, tolerance) with { Formula = typeof(F) };
        yield return Call.Of(name + ", broadcast", Apply, tolerance, new(2, OfLargest: 4));
    }
}
