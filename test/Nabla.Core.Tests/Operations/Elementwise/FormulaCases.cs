using Nabla.Core.Tests.Devices.Cpu.Lanes;
using Nabla.Devices;
using Nabla.Operations.Elementwise;

namespace Nabla.Core.Tests.Operations.Elementwise;

/// <summary>Something done with a formula and its plain definition.</summary>
interface IUnaryCheck
{
    void Check<F>(F formula, Func<double, double> reference) where F : struct, IUnaryFormula;
}

/// <summary>Something done with a formula of two numbers and its plain definition.</summary>
interface IBinaryCheck
{
    void Check<F>(F formula, Func<double, double, double> reference) where F : struct, IBinaryFormula;
}

/// <summary>Every formula there is, with what System.Math says of it.</summary>
static class FormulaCases
{
    static readonly List<(string Name, Type Formula, Action<IUnaryCheck> Visit)> unary = [];
    static readonly List<(string Name, Type Formula, Action<IBinaryCheck> Visit)> binary = [];

    static FormulaCases()
    {
        AddUnary();
        foreach (double exponent in new[] { -3, -2.25, -1, -0.5, 0, 0.3, 0.5, 1, 1.5, 2, 2.7, 3, 7, 10 }) Add(new Power(exponent), x => Math.Pow(x, exponent), $"Power {exponent}");
        Add(new Add(), (a, b) => a + b);
        Add(new Subtract(), (a, b) => a - b);
        Add(new Multiply(), (a, b) => a * b);
        Add(new Divide(), (a, b) => a / b);
        Add(new Maximum(), Math.Max);
        Add(new Minimum(), Math.Min);
        Add(new Pow(), Math.Pow);
        Add(new AtLeast(), (a, b) => a >= b ? 1 : 0);
    }

    static void AddUnary()
    {
        Add(new Identity(), x => x);
        Add(new Relu(), x => Math.Max(x, 0));
        Add(new LeakyRelu(0.1), x => x > 0 ? x : 0.1 * x);
        Add(new LectureLeakyRelu(0.1), x => Math.Max(x, 0) + 0.1 * x);
        Add(new Elu(1.3), x => x > 0 ? x : 1.3 * (Math.Exp(x) - 1));
        Add(new Gelu(), x => x * (1 + ErrorFunctionReference.Erf(x / Math.Sqrt(2))) / 2);
        Add(new GeluTanh(), x => 0.5 * x * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x))));
        Add(new Silu(), x => x / (1 + Math.Exp(-x)));
        Add(new Sigmoid(), x => 1 / (1 + Math.Exp(-x)));
        Add(new Tanh(), Math.Tanh);
        Add(new Softplus(), x => Math.Log(1 + Math.Exp(x)));
        Add(new Exp(), Math.Exp);
        Add(new Log(), Math.Log);
        Add(new Sqrt(), Math.Sqrt);
        Add(new Abs(), Math.Abs);
        Add(new Square(), x => x * x);
        Add(new Cube(), x => x * x * x);
        Add(new Reciprocal(), x => 1 / x);
        Add(new Negate(), x => -x);
        Add(new Sin(), Math.Sin);
        Add(new Cos(), Math.Cos);
        Add(new Clamp(-1.5, 2), x => Math.Clamp(x, -1.5, 2));
        Add(new ScaleShift(-0.7, 2), x => -0.7 * x + 2);
        Add(new Then<Square, Sin>(new Square(), new Sin()), x => Math.Sin(x * x), "Square, then Sin");
    }

    public static TheoryData<string> UnaryNames => [.. unary.Select(formula => formula.Name)];
    public static TheoryData<string> BinaryNames => [.. binary.Select(formula => formula.Name)];
    public static IEnumerable<Type> Types => unary.Select(formula => formula.Formula).Concat(binary.Select(formula => formula.Formula)).Distinct();

    public static void Visit(string name, IUnaryCheck check) => unary.Single(formula => formula.Name == name).Visit(check);
    public static void Visit(string name, IBinaryCheck check) => binary.Single(formula => formula.Name == name).Visit(check);

    static void Add<F>(F formula, Func<double, double> reference, string? name = null) where F : struct, IUnaryFormula
        => unary.Add((name ?? typeof(F).Name, typeof(F), check => check.Check(formula, reference)));

    static void Add<F>(F formula, Func<double, double, double> reference) where F : struct, IBinaryFormula
        => binary.Add((typeof(F).Name, typeof(F), check => check.Check(formula, reference)));
}
