using Nabla.Words;

namespace Nabla.Initializers;

/// <summary>Reads an initializer as it is written in a recipe or on the command line: a name, then numbers after colons.</summary>
static class InitializerText
{
    public static readonly string[] Forms =
    [
        "fan-in", "fan-in-normal", "lecun", "lecun-uniform", "kaiming[:gain]", "kaiming-uniform[:gain]", "xavier[:gain]", "xavier-normal[:gain]",
        "normal[:deviation]", "uniform:low:high", "orthogonal[:gain]", "zeros", "ones", "constant:value",
    ];

    public static Initializer Read(string text) => WrittenForm.Read("Initializer", text, Forms, written => written.Name switch
    {
        "fan-in" => Initializer.FanIn,
        "fan-in-normal" => Initializer.FanInNormal,
        "lecun" => Initializer.LeCun,
        "lecun-uniform" => Initializer.LeCunUniform,
        "kaiming" => new VarianceScaling(Fan.In, IsUniform: false, written.Number(1, Gain.Relu)),
        "kaiming-uniform" => new VarianceScaling(Fan.In, IsUniform: true, written.Number(1, Gain.Relu)),
        "xavier" => new VarianceScaling(Fan.Mean, IsUniform: true, written.Number(1, 1)),
        "xavier-normal" => new VarianceScaling(Fan.Mean, IsUniform: false, written.Number(1, 1)),
        "normal" => new Normal(written.Number(1, 0.02)),
        "uniform" => new Uniform(written.Number(1), written.Number(2)),
        "orthogonal" => new Orthogonal(written.Number(1, 1)),
        "zeros" => Initializer.Zeros,
        "ones" => Initializer.Ones,
        _ => new Constant(written.Number(1)),
    });
}
