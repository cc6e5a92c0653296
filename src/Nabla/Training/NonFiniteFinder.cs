namespace Nabla.Training;

/// <summary>Watches a forward pass for the first module whose result is not finite.</summary>
internal sealed class NonFiniteFinder : IModuleObserver
{
    /// <summary>The first culprit, innermost first; null if all results were finite.</summary>
    public Module? First { get; private set; }

    public void Observe(Module module, Tensor output)
    {
        // A sum of squares is finite only if every term is.
        if (First is null && !double.IsFinite(output.SumOfSquares())) First = module;
    }
}
