namespace Nabla.LinearModels;

/// <summary>When a perceptron changes its weights.</summary>
public enum PerceptronRule
{
    /// <summary>After each mistake: w ← w + Y_i X_i, b ← b + Y_i (Rosenblatt 1958). The rule that the bound on mistakes holds for.</summary>
    Online,

    /// <summary>After each pass over all examples, as on the lecture's slide: w ← w + Σ (Y_i − Ŷ_i) X_i, b ← b + Σ (Y_i − Ŷ_i) with Ŷ = sign(wᵀX + b) and sign(0) = 0.</summary>
    Batch,
}
