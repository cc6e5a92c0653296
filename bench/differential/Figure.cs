// An input of a small case, and the case: what the file of figures is made of.
using System.Globalization;

namespace Differential;

/// <summary>An input as the file has it: the type of its numbers, its shape, and its numbers as text. "real" is float32 or float64, as the reader likes:
/// the numbers are those of float32, so that both begin at the same.</summary>
sealed record Figure(string Type, int[] Shape, string[] Cells, bool Grad)
{
    public static Figure Real(double[] values, int[] shape, bool grad = true) => new("real", shape, [.. values.Select(v => Text((float)v))], grad);
    public static Figure Real(params double[] values) => Real(values, [values.Length]);
    public static Figure Double(params double[] values) => new("f64", [values.Length], [.. values.Select(Text)], false);
    public static Figure Ints(int[] values, params int[] shape) => new("i32", shape, [.. values.Select(v => v.ToString(CultureInfo.InvariantCulture))], false);
    public static Figure Longs(params long[] values) => new("i64", [values.Length], [.. values.Select(v => v.ToString(CultureInfo.InvariantCulture))], false);

    /// <summary>Normal numbers in steps of 1/32: exact in every type, and short to read.</summary>
    public static Figure Normal(Random r, int[] shape, double scale = 1, double shift = 0, bool grad = true) =>
        Real([.. In.Of(shape, _ => shift + scale * Math.Round(32 * In.Gauss(r)) / 32).Values], shape, grad);

    public static string Text(float value) => value.ToString("R", CultureInfo.InvariantCulture);
    public static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>A result, exactly: where it is a number of float32, as that is written shortest, with an f.</summary>
    public static string Exactly(double value)
    {
        string wide = Text(value), narrow = Text((float)value) + "f";
        return (float)value == value && narrow.Length < wide.Length ? narrow : wide;
    }

    public double[] Values => [.. Cells.Select(c => Type == "real" ? float.Parse(c, CultureInfo.InvariantCulture) : double.Parse(c, CultureInfo.InvariantCulture))];

    public TT Tensor()
    {
        long[] dims = [.. Shape.Select(s => (long)s)];
        TT t = Type switch
        {
            "i32" => torch.tensor(Array.ConvertAll(Cells, c => int.Parse(c, CultureInfo.InvariantCulture)), dims),
            "i64" => torch.tensor(Array.ConvertAll(Cells, c => long.Parse(c, CultureInfo.InvariantCulture)), dims),
            _ => torch.tensor(Values, dims),
        };
        return Grad ? t.requires_grad_() : t;
    }
}

/// <summary>A small case.</summary>
/// <param name="Name">By which the test knows what Nabla has to do.</param>
/// <param name="Inputs">Operands, labels, gradients of steps.</param>
/// <param name="Oracle">The same in libtorch, in float64.</param>
/// <param name="Ones">Whether ones come from above, so that gradients are slopes; else numbers that the file has too.</param>
/// <param name="Exact">Where libtorch's own function loses digits in a tail that others of its functions keep: those, for finite inputs.</param>
/// <param name="Slope">Where also what it differentiates loses them: the slope in libtorch's functions, for finite inputs.</param>
sealed record FigureCase(string Name, Figure[] Inputs, Func<TT[], TT[]> Oracle, bool Ones = false, Func<TT, TT>? Exact = null, Func<TT, TT>? Slope = null)
{
    /// <summary>Numbers that depend on the name alone: a new case changes no other.</summary>
    public static Random Draw(string name) => new(name.Aggregate(17, (hash, c) => unchecked(hash * 31 + c)) & int.MaxValue);
}
