namespace Nabla.Modules;

/// <summary>Memory for time (Chen et al. 2016, arXiv:1604.06174): in training, only the input of a block is kept, and backward runs the block again.
/// Results and gradients are the same bits as without, dropout and running statistics included, and so are the names of parameters: it can be put
/// around a block or taken off between two runs. It costs one more forward of the block.</summary>
/// <param name="block">Any module, such as one block of a deep network, or several in a Sequential.</param>
public sealed class Recompute(Module block) : Module
{
    /// <summary>What is run again.</summary>
    public Module Block => block;

    /// <inheritdoc/>
    public override Tensor Forward(Tensor input) => Recomputed(block.Call, input);

    /// <inheritdoc/>
    protected internal override void Visit(IModuleVisitor visitor) => visitor.Child("", block);

    /// <summary>A chain in rows, all but the last of which are run again: backward begins with the last, which is kept.</summary>
    /// <param name="input">What the first row gets.</param>
    /// <param name="count">Links of the chain.</param>
    /// <param name="endOf">Where the row ends that begins at a link.</param>
    /// <param name="run">Runs the links from one up to another, which is not run.</param>
    /// <param name="others">What else of this step the links read.</param>
    internal static Tensor InRows(Tensor input, int count, Func<int, int> endOf, Func<int, int, Tensor, Tensor> run, params ReadOnlySpan<Tensor> others)
    {
        if (!Tape.IsRecording) return run(0, count, input);
        Tensor x = input;
        using var relay = new ScopeRelay();
        for (int from = 0, to; from < count; from = to)
        {
            to = Math.Min(endOf(from), count);
            (int first, int end) = (from, to);
            x = to < count ? Recomputed(y => run(first, end, y), x, others) : run(from, count, x);
            relay.Pass(x);
        }
        return x;
    }
}
