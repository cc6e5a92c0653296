using Nabla.Devices;
using Nabla.Devices.Cpu;
using Nabla.Operations.Elementwise;
using DoubleLane = Nabla.Devices.Cpu.Lane<double, double, Nabla.Devices.Cpu.SimdScalar<double>>;
using FloatLane = Nabla.Devices.Cpu.Lane<float, float, Nabla.Devices.Cpu.SimdScalar<float>>;

namespace Nabla.Core.Tests.Operations.Elementwise;

public class FormulaTests
{
    public static TheoryData<string> Unary => FormulaCases.UnaryNames;
    public static TheoryData<string> Binary => FormulaCases.BinaryNames;

    [Fact]
    public void Every_formula_of_the_assembly_is_tested_here()
    {
        IEnumerable<string> formulas = typeof(IUnaryFormula).Assembly.GetTypes()
            .Where(type => type.IsValueType && (type.IsAssignableTo(typeof(IUnaryFormula)) || type.IsAssignableTo(typeof(IBinaryFormula))))
            .Select(type => type.Name);
        Assert.Equal(formulas.Order(), FormulaCases.Types.Select(type => type.Name).Order());
    }

    [Theory, MemberData(nameof(Unary))]
    public void Values_agree_with_the_definition(string name) => FormulaCases.Visit(name, new Values());

    [Theory, MemberData(nameof(Unary))]
    public void Slopes_agree_with_central_differences(string name) => FormulaCases.Visit(name, new Slopes());

    [Theory, MemberData(nameof(Binary))]
    public void Values_of_two_numbers_agree_with_the_definition(string name) => FormulaCases.Visit(name, new PairValues());

    [Theory, MemberData(nameof(Binary))]
    public void Slopes_of_two_numbers_agree_with_central_differences(string name) => FormulaCases.Visit(name, new PairSlopes());

    /// <summary>Numbers of the domain that hit no kink.</summary>
    internal static IEnumerable<double> Points((double Low, double High) domain, int count)
        => Enumerable.Range(0, count).Select(i => domain.Low + (domain.High - domain.Low) * ((i + 0.5) * 0.6180339887498949 % 1));

    static double Double<F>(F formula, double x) where F : struct, IUnaryFormula => formula.Value(new DoubleLane(x)).Vector;

    static void Near(double expected, double actual, double relative, string what)
        => Assert.True(Math.Abs(actual - expected) <= relative * (1 + Math.Abs(expected)), $"{what}: {actual:R}, expected {expected:R}");

    sealed class Values : IUnaryCheck
    {
        public void Check<F>(F formula, Func<double, double> reference) where F : struct, IUnaryFormula
        {
            foreach (double x in Points(F.Domain, 2000))
            {
                Near(reference(x), Double(formula, x), 2e-14, $"{typeof(F).Name}({x})");
                Near(reference((float)x), formula.Value(new FloatLane((float)x)).Vector, 2e-6, $"{typeof(F).Name}({x}) in float");
            }
        }
    }

    sealed class Slopes : IUnaryCheck
    {
        public void Check<F>(F formula, Func<double, double> reference) where F : struct, IUnaryFormula
        {
            const double step = 1e-5;
            foreach (double x in Points(F.Domain, 500))
            {
                double difference = (Double(formula, x + step) - Double(formula, x - step)) / (2 * step);
                double slope = FormulaSlope.Of(formula, x);
                Near(difference, slope, 2e-8, $"slope of {typeof(F).Name} at {x}");
                Near(slope, FormulaSlope.Of(formula, (float)x), 1e-5, $"slope of {typeof(F).Name} at {x} in float");
                Near(slope, FormulaSlope.ByDual(formula, x), 1e-12, $"slope of {typeof(F).Name} at {x} by dual numbers");
            }
        }
    }

    sealed class PairValues : IBinaryCheck
    {
        public void Check<F>(F formula, Func<double, double, double> reference) where F : struct, IBinaryFormula
        {
            double[] points = [.. Points(F.Domain, 60)];
            foreach (double a in points)
                foreach (double b in points)
                {
                    Near(reference(a, b), formula.Value(new DoubleLane(a), new DoubleLane(b)).Vector, 2e-14, $"{typeof(F).Name}({a}, {b})");
                    Near(reference((float)a, (float)b), formula.Value(new FloatLane((float)a), new FloatLane((float)b)).Vector, 4e-6, $"{typeof(F).Name}({a}, {b}) in float");
                }
        }
    }

    sealed class PairSlopes : IBinaryCheck
    {
        public void Check<F>(F formula, Func<double, double, double> reference) where F : struct, IBinaryFormula
        {
            const double step = 1e-5;
            foreach ((double a, double b) in Points(F.Domain, 400).Zip(Points(F.Domain, 400).Reverse()))
            {
                double Value(double x, double y) => formula.Value(new DoubleLane(x), new DoubleLane(y)).Vector;
                double inA = (Value(a + step, b) - Value(a - step, b)) / (2 * step), inB = (Value(a, b + step) - Value(a, b - step)) / (2 * step);
                foreach ((double slopeA, double slopeB) in new[] { FormulaSlope.Of(formula, a, b), FormulaSlope.ByDual(formula, a, b) })
                {
                    Near(inA, slopeA, 1e-7, $"slope of {typeof(F).Name} in a at {a}, {b}");
                    Near(inB, slopeB, 1e-7, $"slope of {typeof(F).Name} in b at {a}, {b}");
                }
            }
        }
    }
}
