using Nabla.Devices;
using DoubleDual = Nabla.Devices.Cpu.Dual<double, double, Nabla.Devices.Cpu.SimdScalar<double>>;
using DoubleLane = Nabla.Devices.Cpu.Lane<double, double, Nabla.Devices.Cpu.SimdScalar<double>>;
using FloatDual = Nabla.Devices.Cpu.Dual<float, float, Nabla.Devices.Cpu.SimdScalar<float>>;
using FloatLane = Nabla.Devices.Cpu.Lane<float, float, Nabla.Devices.Cpu.SimdScalar<float>>;

namespace Nabla.Core.Tests.Operations.Elementwise;

/// <summary>Slopes as kernels take them: by hand where a formula has them, else by dual numbers.</summary>
static class FormulaSlope
{
    public static float Of<F>(F formula, float x) where F : struct, IUnaryFormula =>
        F.SlopeFromInput ? formula.SlopeAt(new FloatLane(x)).Vector
        : F.SlopeFromOutput ? formula.Slope(formula.Value(new FloatLane(x))).Vector
        : FloatDual.SlopeOf(formula.Value(FloatDual.Create(new FloatLane(x), new FloatLane(1)))).Vector;

    public static double Of<F>(F formula, double x) where F : struct, IUnaryFormula =>
        F.SlopeFromInput ? formula.SlopeAt(new DoubleLane(x)).Vector
        : F.SlopeFromOutput ? formula.Slope(formula.Value(new DoubleLane(x))).Vector
        : ByDual(formula, x);

    public static double ByDual<F>(F formula, double x) where F : struct, IUnaryFormula =>
        DoubleDual.SlopeOf(formula.Value(DoubleDual.Create(new DoubleLane(x), new DoubleLane(1)))).Vector;

    public static (float A, float B) Of<F>(F formula, float a, float b) where F : struct, IBinaryFormula
    {
        FloatLane first = new(a), second = new(b), one = new(1), zero = new(0);
        return F.HasSlopes ? (formula.SlopeA(first, second).Vector, formula.SlopeB(first, second).Vector)
            : (FloatDual.SlopeOf(formula.Value(FloatDual.Create(first, one), FloatDual.Create(second, zero))).Vector,
                FloatDual.SlopeOf(formula.Value(FloatDual.Create(first, zero), FloatDual.Create(second, one))).Vector);
    }

    public static (double A, double B) Of<F>(F formula, double a, double b) where F : struct, IBinaryFormula => F.HasSlopes
        ? (formula.SlopeA(new DoubleLane(a), new DoubleLane(b)).Vector, formula.SlopeB(new DoubleLane(a), new DoubleLane(b)).Vector)
        : ByDual(formula, a, b);

    public static (double A, double B) ByDual<F>(F formula, double a, double b) where F : struct, IBinaryFormula
    {
        DoubleLane first = new(a), second = new(b), one = new(1), zero = new(0);
        return (DoubleDual.SlopeOf(formula.Value(DoubleDual.Create(first, one), DoubleDual.Create(second, zero))).Vector,
            DoubleDual.SlopeOf(formula.Value(DoubleDual.Create(first, zero), DoubleDual.Create(second, one))).Vector);
    }
}
