namespace Nabla.LinearModels;

/// <summary>What a perceptron's training came to.</summary>
public sealed record PerceptronFit
{
    /// <summary>The rule that was followed.</summary>
    public required PerceptronRule Rule { get; init; }

    /// <summary>How it ended.</summary>
    public required PerceptronOutcome Outcome { get; init; }

    /// <summary>How the training labels were written, and predictions are.</summary>
    public required BinaryLabels Labels { get; init; }

    /// <summary>w [1, features] in float64: the separator, or else the best weights met.</summary>
    public required Tensor Weight { get; init; }

    /// <summary>b [1] in float64.</summary>
    public required Tensor Bias { get; init; }

    /// <summary>How many examples there were.</summary>
    public required int Examples { get; init; }

    /// <summary>Passes over the examples, the clean one included.</summary>
    public required int Passes { get; init; }

    /// <summary>How often an example was on the wrong side when it was looked at.</summary>
    public required long Mistakes { get; init; }

    /// <summary>Examples that the plane returned predicts wrongly.</summary>
    public required int Errors { get; init; }

    /// <summary>R: the length of the longest vector (x, 1). The 1 belongs to the bias.</summary>
    public required double Radius { get; init; }

    /// <summary>γ of the separator that was found: the least Y(wᵀx + b)/‖(w, b)‖. Null if none was found. The best separator's is no smaller.</summary>
    public required double? Margin { get; init; }

    /// <summary>No separator has a margin above this: ‖(w, b)‖ over the number of vectors that were added up, at its least. It goes to 0 where classes cannot be separated.</summary>
    public required double MarginLimit { get; init; }

    /// <summary>Whether the plane separates the classes.</summary>
    public bool Converged => Outcome == PerceptronOutcome.Converged;

    /// <summary>(R/γ)² with the margin of the separator found: no run of the online rule on these examples makes more mistakes, in whatever order
    /// (Novikoff 1962). Null if none was found. The batch rule may make more: up to as many times it as there are examples.</summary>
    public double? MistakeBound => Margin is { } margin ? Radius / margin * (Radius / margin) : null;

    /// <summary>What happened, in a sentence or two.</summary>
    public string Statement => Outcome switch
    {
        PerceptronOutcome.Converged => Say($"Converges: pass {Passes} had no mistake, after {Mistakes} mistakes in all. R = {Radius:G4}, γ = {Margin:G4} of the separator found, (R/γ)² = {MistakeBound:G4}."),
        PerceptronOutcome.Cycles => Say($"Does not converge: after pass {Passes} the weights are those of an earlier pass, so the rule goes round for ever. No plane separates the classes; the best met has {Errors} of {Examples} wrong."),
        _ => Say($"Does not converge within {Passes} passes and {Mistakes} mistakes. No plane has a margin above {MarginLimit:G3} (R = {Radius:G4}); the best met has {Errors} of {Examples} wrong."),
    };

    /// <summary>sign(wᵀx + b) for each row of features, 1 on the plane itself, written as the training labels were: [examples] of Int32.</summary>
    public Tensor Predict(Tensor features) =>
        BinaryTarget.Decide(features.Linear(Weight.To(features.DataType), Bias.To(features.DataType)).Squeeze(-1), Labels);

    static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
