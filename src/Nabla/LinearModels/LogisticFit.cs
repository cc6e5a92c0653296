namespace Nabla.LinearModels;

/// <summary>What logistic regression found.</summary>
public sealed record LogisticFit
{
    /// <summary>w [1, features] for two classes, else [classes, features].</summary>
    public required Tensor Weight { get; init; }

    /// <summary>b [1] or [classes].</summary>
    public required Tensor Bias { get; init; }

    /// <summary>How two-class labels were written, and predictions are.</summary>
    public required BinaryLabels Labels { get; init; }

    /// <summary>α.</summary>
    public required double StepSize { get; init; }

    /// <summary>Steps made.</summary>
    public required int Iterations { get; init; }

    /// <summary>‖∇‖ at the end.</summary>
    public required double GradientNorm { get; init; }

    /// <summary>The mean loss with the penalty, at the end.</summary>
    public required double Loss { get; init; }

    /// <summary>Whether the gradient's norm came down to the tolerance. If not: more iterations, acceleration, or a penalty where classes can be separated.</summary>
    public required bool Converged { get; init; }

    /// <summary>σ(wᵀx + b), the probability of class 1, [examples]; or softmax, [examples, classes].</summary>
    public Tensor Probabilities(Tensor features) => Weight.Shape[0] == 1 ? Scores(features).Sigmoid().Squeeze(-1) : Scores(features).Softmax();

    /// <summary>The likeliest class of each row of features: [examples] of Int32.</summary>
    public Tensor Predict(Tensor features) => Weight.Shape[0] == 1 ? BinaryTarget.Decide(Scores(features).Squeeze(-1), Labels) : Scores(features).ArgMax();

    /// <summary>The share of rows whose prediction is their label.</summary>
    public double Accuracy(Tensor features, Tensor labels)
    {
        Examples.Check("LogisticFit", features, labels);
        int[] predicted = Predict(features).ToArray<int>(), right = labels.Contiguous().ToArray<int>();
        return (double)predicted.Zip(right).Count(pair => pair.First == pair.Second) / right.Length;
    }

    Tensor Scores(Tensor features) => features.Linear(Weight, Bias);
}
