namespace Nabla.Optimizers;

/// <summary>Parameters that are stepped in their own way, for example
/// <c>new ParameterGroup(p => p.Path.StartsWith("head.")) { LearningRateFactor = 10 }</c>. A parameter belongs to the first group that selects it;
/// one that none selects is stepped as the optimizer says.</summary>
/// <param name="Selects">Whether a parameter belongs to the group.</param>
public sealed record ParameterGroup(Func<Parameter, bool> Selects)
{
    /// <summary>What the learning rate is multiplied with; 0 freezes the group.</summary>
    public double LearningRateFactor { get; init => field = OptimizerSettings.NotNegative(value, "A parameter group", nameof(LearningRateFactor)); } = 1;

    /// <summary>The group's weight decay, which then holds for biases and norms in it too; null leaves the optimizer's, which spares those.</summary>
    public double? WeightDecay { get; init => field = value is { } decay ? OptimizerSettings.NotNegative(decay, "A parameter group", nameof(WeightDecay)) : null; }
}
