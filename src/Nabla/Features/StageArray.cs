namespace Nabla.Features;

/// <summary>Named numbers of a fitted stage, as they are kept in a model file.</summary>
/// <param name="Name">For example "0.shift.offset".</param>
/// <param name="Shape">The extents.</param>
/// <param name="Values">The numbers, row-major.</param>
public sealed record StageArray(string Name, Shape Shape, float[] Values);
