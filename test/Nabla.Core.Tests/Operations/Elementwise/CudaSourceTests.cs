using Nabla.Core.Tests.Devices.Text;
using Nabla.Devices;
using Nabla.Devices.Text;
using Nabla.Operations.Elementwise;
using FloatLane = Nabla.Devices.Cpu.Lane<float, float, Nabla.Devices.Cpu.SimdScalar<float>>;

namespace Nabla.Core.Tests.Operations.Elementwise;

public class CudaSourceTests
{
    public static TheoryData<string> Unary => FormulaCases.UnaryNames;
    public static TheoryData<string> Binary => FormulaCases.BinaryNames;

    [Fact]
    public void Each_operation_is_one_statement_in_the_order_written() => Assert.Equal(
        """
        __device__ float gelu(float x)
        {
            const float t0 = 0.5f * x;
            const float t1 = 0.70710677f * x;
            const float t2 = erff(t1);
            const float t3 = fmaf(t0, t2, t0);
            return t3;
        }

        """, CudaSource.Map(new Gelu(), "gelu"));

    [Fact]
    public void A_gradient_leaves_out_what_is_known_to_be_zero() => Assert.Equal(
        """
        __device__ void multiply(float a, float b, float dy, float* da, float* db)
        {
            const float t0 = dy * b;
            *da = t0;
            const float t1 = dy * a;
            *db = t1;
        }

        """, CudaSource.ZipGradient(new Multiply(), "multiply"));

    [Theory, MemberData(nameof(Unary))]
    public void Text_of_a_formula_computes_what_the_lanes_compute(string name) => FormulaCases.Visit(name, new Maps());

    [Theory, MemberData(nameof(Binary))]
    public void Text_of_a_formula_of_two_numbers_computes_what_the_lanes_compute(string name) => FormulaCases.Visit(name, new Zips());

    [Fact]
    public void Text_grows_with_the_formula_and_no_faster()
    {
        int two = Lines(new Then<Gelu, Gelu>());
        int four = Lines(new Then<Then<Gelu, Gelu>, Then<Gelu, Gelu>>());
        int eight = Lines(new Then<Then<Then<Gelu, Gelu>, Then<Gelu, Gelu>>, Then<Then<Gelu, Gelu>, Then<Gelu, Gelu>>>());
        Assert.Equal(2 * (four - two), eight - four);
        Assert.InRange(Lines(new Power(1000)), 10, 4 * 15);

        static int Lines<F>(F formula) where F : struct, IUnaryFormula => new CudaInterpreter(CudaSource.MapGradient(formula, "f")).Statements;
    }

    [Theory, InlineData(0.0), InlineData(1e-5), InlineData(-2.5), InlineData(16777216), InlineData(1e-45), InlineData(3.4e38), InlineData(1e300), InlineData(double.NaN), InlineData(double.NegativeInfinity)]
    public void Constants_survive_being_written(double value)
    {
        float written = new CudaInterpreter(CudaSource.Map(new Then<Identity, ScaleShift>(new(), new(0, value)), "f")).Run(0)[0];
        Assert.Equal((float)value, written);
        Assert.DoesNotContain(",", CudaSource.Map(new LeakyRelu(0.5), "f"));
    }

    [Theory, InlineData(""), InlineData("1f"), InlineData("f(x)"), InlineData("größe")]
    public void A_name_that_is_no_identifier_is_refused(string name) => Assert.Throws<ArgumentException>(() => CudaSource.Map(new Relu(), name));

    static void Near(float expected, float actual, string what)
        => Assert.True(Math.Abs(actual - expected) <= 1e-5 * (1 + Math.Abs(expected)), $"{what}: {actual}, expected {expected}");

    const float Upstream = -1.75f;

    sealed class Maps : IUnaryCheck
    {
        public void Check<F>(F formula, Func<double, double> reference) where F : struct, IUnaryFormula
        {
            CudaInterpreter map = new(CudaSource.Map(formula, "map")), gradient = new(CudaSource.MapGradient(formula, "slope"));
            foreach (float x in FormulaTests.Points(F.Domain, 200).Select(x => (float)x))
            {
                float y = formula.Value(new FloatLane(x)).Vector, saved = F.SlopeFromOutput && !F.SlopeFromInput ? y : x;
                Near(y, map.Run(x)[0], $"{typeof(F).Name}({x})");
                Near(Upstream * FormulaSlope.Of(formula, x), gradient.Run(saved, Upstream)[0], $"slope of {typeof(F).Name} at {x}");
            }
        }
    }

    sealed class Zips : IBinaryCheck
    {
        public void Check<F>(F formula, Func<double, double, double> reference) where F : struct, IBinaryFormula
        {
            CudaInterpreter zip = new(CudaSource.Zip(formula, "zip")), gradient = new(CudaSource.ZipGradient(formula, "slopes"));
            foreach ((float a, float b) in FormulaTests.Points(F.Domain, 200).Zip(FormulaTests.Points(F.Domain, 200).Reverse()).Select(pair => ((float)pair.First, (float)pair.Second)))
            {
                Near(formula.Value(new FloatLane(a), new FloatLane(b)).Vector, zip.Run(a, b)[0], $"{typeof(F).Name}({a}, {b})");
                float[] slopes = gradient.Run(a, b, Upstream);
                (float slopeA, float slopeB) = FormulaSlope.Of(formula, a, b);
                Near(Upstream * slopeA, slopes[0], $"slope of {typeof(F).Name} in a at {a}, {b}");
                Near(Upstream * slopeB, slopes[1], $"slope of {typeof(F).Name} in b at {a}, {b}");
            }
        }
    }
}
