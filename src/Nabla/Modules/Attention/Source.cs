namespace Nabla.Modules;

/// <summary>What a layer of a decoder looks at.</summary>
/// <param name="Keys">[batch, places, keyHeads, size].</param>
/// <param name="Values">The values, of the keys' shape.</param>
/// <param name="Lengths">How many places of each source there are, Int32 [batch]; null: all.</param>
internal sealed record Source(Tensor Keys, Tensor Values, Tensor? Lengths)
{
    /// <summary>Takes it out of every scope.</summary>
    public Source Keep()
    {
        Keys.Keep();
        Values.Keep();
        Lengths?.Keep();
        return this;
    }
}
