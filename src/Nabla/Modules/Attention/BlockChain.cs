namespace Nabla.Modules;

/// <summary>The blocks of a transformer, one after the other.</summary>
static class BlockChain
{
    /// <summary>Runs the blocks; of two results in a row only the later is kept, unless a tape saved the other.</summary>
    /// <param name="x">What the first block gets.</param>
    /// <param name="count">How many blocks.</param>
    /// <param name="recomputeEvery">How many in a row backward runs again; 0: none.</param>
    /// <param name="block">Runs one of them.</param>
    /// <param name="others">What else of this step the blocks read.</param>
    public static Tensor Run(Tensor x, int count, int recomputeEvery, Func<int, Tensor, Tensor> block, params ReadOnlySpan<Tensor> others)
    {
        Tensor Row(int from, int to, Tensor y)
        {
            using var relay = new ScopeRelay();
            for (int i = from; i < to; i++)
            {
                y = block(i, y);
                relay.Pass(y);
            }
            return y;
        }
        return recomputeEvery == 0 ? Row(0, count, x) : Recompute.InRows(x, count, from => from + Math.Min(recomputeEvery, count), Row, others);
    }
}
