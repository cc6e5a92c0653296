using Nabla.Words;

namespace Nabla.Optimizers;

/// <summary>Reads a rule as it is written in a recipe or on the command line: a name, then numbers after colons.</summary>
static class OptimizerText
{
    static readonly string[] forms =
    [
        "sgd", "gradient-descent", "momentum[:coefficient]", "nesterov[:coefficient]", "adagrad", "rmsprop[:smoothing]", "rmsprop-centered[:smoothing]",
        "adam[:beta1[:beta2]]", "adamw[:beta1[:beta2]]", "momentum-slide[:coefficient]", "adagrad-slide", "adam-slide[:beta1[:beta2]]",
    ];

    public static OptimizerSettings Read(string text) => WrittenForm.Read<OptimizerSettings>("Optimizer", text, forms, written => written.Name switch
    {
        "sgd" or "gradient-descent" => new Sgd(),
        "momentum" => new Momentum { Coefficient = written.Number(1, 0.9) },
        "momentum-slide" => new Momentum { Coefficient = written.Number(1, 0.9), RateInside = true },
        "nesterov" => new Nesterov { Coefficient = written.Number(1, 0.9) },
        "adagrad" => new Adagrad(),
        "adagrad-slide" => new Adagrad { EpsilonUnderRoot = true },
        "rmsprop" => new RmsProp { Smoothing = written.Number(1, 0.99) },
        "rmsprop-centered" => new RmsProp { Smoothing = written.Number(1, 0.99), Centered = true },
        "adam" => new Adam { Beta1 = written.Number(1, 0.9), Beta2 = written.Number(2, 0.999) },
        "adam-slide" => new Adam { Beta1 = written.Number(1, 0.9), Beta2 = written.Number(2, 0.999), EpsilonUnderRoot = true, CorrectionInsideRecursion = true },
        _ => new AdamW { Beta1 = written.Number(1, 0.9), Beta2 = written.Number(2, 0.999) },
    });
}
