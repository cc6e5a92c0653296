using Nabla.Tensors;

namespace Nabla.Tests.Differential;

/// <summary>What Nabla does for a case of the file.</summary>
/// <param name="Name">The case.</param>
/// <param name="Run">From inputs to results.</param>
/// <param name="Result">How exact results are.</param>
/// <param name="Gradient">How exact gradients are.</param>
/// <param name="Formula">The formula that it applies, if it is one.</param>
sealed record Call(string Name, Func<Tensor[], Tensor[]> Run, Tolerance Result, Tolerance Gradient, Type? Formula = null)
{
    /// <summary>The one table: every case of the file has its line, every line its case.</summary>
    public static Call[] All { get; } = [.. FormulaCalls.All, .. LossCalls.All, .. ReductionCalls.All, .. LayerCalls.All, .. TrainingCalls.All];

    public static Call Of(string name, Func<Tensor[], Tensor> run, Tolerance result, Tolerance? gradient = null) => new(name, x => [run(x)], result, gradient ?? result);
}
