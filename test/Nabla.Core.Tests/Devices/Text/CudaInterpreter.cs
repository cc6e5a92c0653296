using System.Globalization;
using System.Text.RegularExpressions;

namespace Nabla.Core.Tests.Devices.Text;

/// <summary>Runs the straight-line functions that CudaSource writes: float arithmetic, calls, comparisons and choices, with C's precedence.</summary>
sealed partial class CudaInterpreter
{
    readonly string[] parameters, statements;
    readonly Dictionary<string, float> values = [];
    string[] tokens = [];
    int at;

    public CudaInterpreter(string source)
    {
        Match function = FunctionForm().Match(source);
        Assert.True(function.Success, $"not a device function:\n{source}");
        parameters = [.. function.Groups["parameters"].Value.Split(", ").Where(p => !p.Contains('*')).Select(p => p.Split(' ')[^1])];
        statements = [.. function.Groups["body"].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Trim())];
        Assert.All(statements, line => Assert.EndsWith(";", line));
    }

    public int Statements => statements.Length;

    /// <summary>What is returned, or what is written through the pointers.</summary>
    public float[] Run(params float[] arguments)
    {
        values.Clear();
        Assert.Equal(parameters.Length, arguments.Length);
        for (int i = 0; i < arguments.Length; i++) values[parameters[i]] = arguments[i];
        List<float> results = [];
        foreach (string line in statements)
        {
            Match form = StatementForm().Match(line);
            Assert.True(form.Success, $"not a statement: {line}");
            tokens = [.. Token().Matches(form.Groups["value"].Value).Select(token => token.Value)];
            at = 0;
            float value = Choice();
            Assert.Equal(tokens.Length, at);
            if (form.Groups["name"].Success) values.Add(form.Groups["name"].Value, value);
            else results.Add(value);
        }
        return [.. results];
    }

    float Choice()
    {
        float condition = Or();
        if (!Take("?")) return condition;
        float then = Choice();
        Assert.True(Take(":"));
        float otherwise = Choice();
        return condition != 0 ? then : otherwise;
    }

    float Or()
    {
        float left = Comparison();
        while (Take("||")) left = Comparison() != 0 | left != 0 ? 1 : 0;
        return left;
    }

    float Comparison()
    {
        float left = Sum();
        if (Take(">")) return left > Sum() ? 1 : 0;
        if (Take("!=")) return left != Sum() ? 1 : 0;
        return left;
    }

    float Sum()
    {
        float left = Product();
        while (true)
            if (Take("+")) left += Product();
            else if (Take("-")) left -= Product();
            else return left;
    }

    float Product()
    {
        float left = Atom();
        while (true)
            if (Take("*")) left *= Atom();
            else if (Take("/")) left /= Atom();
            else return left;
    }

    float Atom()
    {
        if (Take("-")) return -Atom();
        if (Take("("))
        {
            float inner = Choice();
            Assert.True(Take(")"));
            return inner;
        }
        string token = tokens[at++];
        if (char.IsDigit(token[0])) return float.Parse(token.TrimEnd('f'), CultureInfo.InvariantCulture);
        return Take("(") ? Call(token) : values[token];
    }

    float Call(string function)
    {
        if (function == "__int_as_float")
        {
            float bits = BitConverter.UInt32BitsToSingle(Convert.ToUInt32(tokens[at++], 16));
            Assert.True(Take(")"));
            return bits;
        }
        List<float> arguments = [];
        do arguments.Add(Choice()); while (Take(","));
        Assert.True(Take(")"));
        return function switch
        {
            "fmaf" => MathF.FusedMultiplyAdd(arguments[0], arguments[1], arguments[2]),
            "fabsf" => MathF.Abs(arguments.Single()),
            "sqrtf" => MathF.Sqrt(arguments.Single()),
            "expf" => MathF.Exp(arguments.Single()),
            "logf" => MathF.Log(arguments.Single()),
            "tanhf" => MathF.Tanh(arguments.Single()),
            "erff" => (float)Cpu.Lanes.ErrorFunctionReference.Erf(arguments.Single()),
            "sinf" => MathF.Sin(arguments.Single()),
            "cosf" => MathF.Cos(arguments.Single()),
            _ => throw new InvalidDataException($"unknown function {function}"),
        };
    }

    bool Take(string token)
    {
        if (at >= tokens.Length || tokens[at] != token) return false;
        at++;
        return true;
    }

    [GeneratedRegex(@"^__device__ \w+ \w+\((?<parameters>[^)]*)\)\n\{\n(?<body>.*)\}\n$", RegexOptions.Singleline)]
    private static partial Regex FunctionForm();

    [GeneratedRegex(@"^(const float (?<name>\w+) = |return |\*\w+ = )(?<value>.*);$")]
    private static partial Regex StatementForm();

    [GeneratedRegex(@"0x[0-9a-f]+|\d+(\.\d+)?(E[+-]?\d+)?f|\w+|\|\||!=|\S")]
    private static partial Regex Token();
}
