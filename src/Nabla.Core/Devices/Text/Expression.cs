namespace Nabla.Devices.Text;

/// <summary>A number of a formula that is written out: a constant, an argument, or an operation on others. Numbers used twice are the same object, so
/// a program has one statement for each, however often they are used.</summary>
internal sealed class Expression
{
    /// <summary>A literal or a name, or an operation whose operands are {0}, {1}, …</summary>
    public string Form { get; }

    public IReadOnlyList<Expression> Operands { get; }

    Expression(string form, params IReadOnlyList<Expression> operands) => (Form, Operands) = (form, operands);

    public static Expression Argument(string name) => new(name);

    public static Expression Operation(string form, params IReadOnlyList<Expression> operands) => new(form, operands);

    /// <summary>A float literal. What has no literal in C is made from its bits, which needs no header.</summary>
    public static Expression Constant(double value)
    {
        float single = (float)value;
        if (!float.IsFinite(single)) return new($"__int_as_float(0x{BitConverter.SingleToUInt32Bits(single):x8})");
        string digits = single.ToString("R", CultureInfo.InvariantCulture);
        string literal = (digits.AsSpan().ContainsAny('.', 'E') ? digits : digits + ".0") + "f";
        return new(single < 0 || float.IsNegative(single) ? $"({literal})" : literal);
    }
}
