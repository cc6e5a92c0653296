namespace Nabla.Modules;

/// <summary>All that a model with a context of fixed length remembers: the last tokens of each sequence. Before the first stands the padding.</summary>
sealed class RecentTokens : SequenceState
{
    readonly int count;
    Tensor? last;

    /// <summary>The memory of sequences that are yet to be read.</summary>
    /// <param name="owner">The model whose state this is.</param>
    /// <param name="batch">How many sequences go side by side.</param>
    /// <param name="count">How many tokens are remembered.</param>
    /// <param name="padding">What stands before the first.</param>
    public RecentTokens(LanguageModel owner, int batch, int count, int padding) : base(batch)
    {
        (Owner, this.count) = (owner, count);
        last = count == 0 ? null : Before(batch, count, padding, owner.Device).Keep();
    }

    /// <summary>Tokens [batch, time] with what came before them, [batch, count + time].</summary>
    public Tensor With(Tensor tokens) => last is null ? tokens : Tensor.Concatenate([last, tokens], 1);

    /// <summary>Moves on by tokens that have been read.</summary>
    public void Advance(Tensor tokens)
    {
        Length += tokens.Shape[1];
        if (last is not null) last = Scope.Run(() => With(tokens).Slice(1, tokens.Shape[1], count).Copy().Keep());
    }

    /// <summary>Padding [batch, count].</summary>
    static Tensor Before(int batch, int count, int padding, Device device) => Tensor.Full([batch, count], padding, DataType.Int32, device);

    /// <summary>Tokens [batch, time] with padding before them, [batch, count + time].</summary>
    public static Tensor Padded(Tensor tokens, int count, int padding) =>
        count == 0 ? tokens : Tensor.Concatenate([Before(tokens.Shape[0], count, padding, tokens.Device), tokens], 1);
}
