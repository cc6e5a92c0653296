namespace Nabla.Cli.Benchmarks;

/// <summary>Something to time: one whole training step, or one operation.</summary>
/// <param name="Step">Does it once.</param>
/// <param name="Flops">Multiplications and additions of matrix products in one step; null where they are not what it costs.</param>
sealed record Workload(Action Step, double? Flops);
