using System.Globalization;
using Nabla.Devices;
using Nabla.Tensors;

namespace Nabla.Tests.Differential;

/// <summary>A tensor of the file: what it is (input, result, gradient), of which type or place, its shape, and its numbers as they are written.</summary>
sealed record Figure(string Word, string Of, Shape Shape, string[] Cells)
{
    /// <summary>The numbers: those with an f are float32, and so are inputs of type real.</summary>
    public double[] Numbers => [.. Cells.Select(cell => cell.EndsWith('f') ? Single(cell[..^1]) : Of == "real" ? Single(cell) : Double(cell))];

    public int Place => int.Parse(Of, CultureInfo.InvariantCulture);

    /// <param name="real">What stands for type real.</param>
    /// <param name="device">Where it is to lie.</param>
    public Tensor On(Device device, DataType real) => Of switch
    {
        "i32" => Tensor.From(Array.ConvertAll(Cells, cell => int.Parse(cell, CultureInfo.InvariantCulture)), Shape, device),
        "i64" => Tensor.From(Array.ConvertAll(Cells, cell => long.Parse(cell, CultureInfo.InvariantCulture)), Shape, device),
        _ when Of != "f64" && real == DataType.Float32 => Tensor.From(Array.ConvertAll(Numbers, number => (float)number), Shape, device),
        _ => Tensor.From(Numbers, Shape, device),
    };

    static double Single(string cell) => float.Parse(cell, CultureInfo.InvariantCulture);

    static double Double(string cell) => double.Parse(cell, CultureInfo.InvariantCulture);
}
