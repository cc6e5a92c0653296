namespace Nabla.Schedules;

/// <summary>What a <see cref="ReduceOnPlateau"/> has heard so far. Kept in the checkpoint, it makes resuming exact.</summary>
/// <param name="Best">The lowest validation loss that counted as an improvement; null before the first.</param>
/// <param name="Waited">Evaluations since then, or since the last cut.</param>
/// <param name="Cuts">How often the rate was cut.</param>
public readonly record struct PlateauState(double? Best, int Waited, int Cuts);
