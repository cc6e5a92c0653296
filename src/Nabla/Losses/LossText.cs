using Nabla.Words;

namespace Nabla.Losses;

/// <summary>Reads a loss as it is written in a recipe or on the command line.</summary>
static class LossText
{
    public static readonly string[] Forms = ["cross-entropy[:smoothing]", "logistic", "perceptron", "hinge", "squared-hinge", "mse", "mae", "huber[:delta]"];

    public static Loss Read(string text) => WrittenForm.Read<Loss>("Loss", text, Forms, written => written.Name switch
    {
        "cross-entropy" => new CrossEntropyLoss(written.Number(1, 0)),
        "logistic" => new LogisticLoss(),
        "perceptron" => new PerceptronLoss(),
        "hinge" => new HingeLoss(),
        "squared-hinge" => new SquaredHingeLoss(),
        "mse" => new MeanSquaredError(),
        "mae" => new MeanAbsoluteError(),
        _ => new HuberLoss(written.Number(1, 1)),
    });
}
