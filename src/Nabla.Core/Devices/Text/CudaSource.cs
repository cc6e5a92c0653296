namespace Nabla.Devices.Text;

/// <summary>The CUDA C source of a formula and of its gradient, from the same line of C# that runs on the CPU. Each operation is one statement, so
/// the text grows with the formula and no faster, and the order of operations is as written.</summary>
public static class CudaSource
{
    /// <summary><c>__device__ float name(float x)</c>: the value of a formula.</summary>
    /// <exception cref="ArgumentException"><paramref name="name"/> is no identifier of C.</exception>
    public static string Map<F>(F formula, string name) where F : struct, IUnaryFormula
    {
        CudaText y = formula.Value(new CudaText(Expression.Argument("x")));
        return Function("float", name, "float x", ("return ", y));
    }

    /// <summary><c>__device__ float name(float saved, float dy)</c>: dy times the slope, where saved is the output if the formula's slope is written
    /// in it and not in the input, else the input.</summary>
    /// <exception cref="ArgumentException"><paramref name="name"/> is no identifier of C.</exception>
    public static string MapGradient<F>(F formula, string name) where F : struct, IUnaryFormula
    {
        CudaText saved = new(Expression.Argument("saved")), dy = new(Expression.Argument("dy"));
        CudaText? dx = F.SlopeFromInput ? dy * formula.SlopeAt(saved)
            : F.SlopeFromOutput ? dy * formula.Slope(saved)
            : formula.Value(new CudaTextDual(saved, dy)).Slope;
        return Function("float", name, "float saved, float dy", ("return ", dx));
    }

    /// <summary><c>__device__ float name(float a, float b)</c>: the value of a formula of two numbers.</summary>
    /// <exception cref="ArgumentException"><paramref name="name"/> is no identifier of C.</exception>
    public static string Zip<F>(F formula, string name) where F : struct, IBinaryFormula
    {
        CudaText y = formula.Value(new CudaText(Expression.Argument("a")), new CudaText(Expression.Argument("b")));
        return Function("float", name, "float a, float b", ("return ", y));
    }

    /// <summary><c>__device__ void name(float a, float b, float dy, float* da, float* db)</c>: dy times both slopes.</summary>
    /// <exception cref="ArgumentException"><paramref name="name"/> is no identifier of C.</exception>
    public static string ZipGradient<F>(F formula, string name) where F : struct, IBinaryFormula
    {
        CudaText a = new(Expression.Argument("a")), b = new(Expression.Argument("b")), dy = new(Expression.Argument("dy"));
        CudaText? da = F.HasSlopes ? dy * formula.SlopeA(a, b) : formula.Value(new CudaTextDual(a, dy), new CudaTextDual(b, null)).Slope;
        CudaText? db = F.HasSlopes ? dy * formula.SlopeB(a, b) : formula.Value(new CudaTextDual(a, null), new CudaTextDual(b, dy)).Slope;
        return Function("void", name, "float a, float b, float dy, float* da, float* db", ("*da = ", da), ("*db = ", db));
    }

    static string Function(string type, string name, string parameters, params ReadOnlySpan<(string Target, CudaText? Value)> results)
    {
        if (name is null || name.Length == 0 || char.IsAsciiDigit(name[0]) || name.Any(letter => !char.IsAsciiLetterOrDigit(letter) && letter != '_'))
            throw new ArgumentException($"A CUDA function's name is letters, digits and _, got '{name}'.", nameof(name));
        Statements statements = new();
        foreach ((string target, CudaText? value) in results) statements.Assign(target, (value ?? CudaText.Constant(0)).Expression);
        return $"__device__ {type} {name}({parameters})\n{{\n{statements}}}\n";
    }

    /// <summary>The straight line: operands come before what uses them, and equal operations are written once.</summary>
    sealed class Statements
    {
        readonly StringBuilder text = new();
        readonly Dictionary<Expression, string> names = new(ReferenceEqualityComparer.Instance);
        readonly Dictionary<string, string> written = [];

        public void Assign(string target, Expression value)
        {
            // First the name, which writes what leads to it.
            string name = Name(value);
            text.Append($"    {target}{name};\n");
        }

        string Name(Expression expression)
        {
            if (expression.Operands.Count == 0) return expression.Form;
            if (names.TryGetValue(expression, out string? known)) return known;
            object[] operands = [.. expression.Operands.Select(Name)];
            string operation = string.Format(expression.Form, operands);
            if (!written.TryGetValue(operation, out string? name))
            {
                written.Add(operation, name = $"t{written.Count}");
                text.Append($"    const float {name} = {operation};\n");
            }
            names.Add(expression, name);
            return name;
        }

        public override string ToString() => text.ToString();
    }
}
