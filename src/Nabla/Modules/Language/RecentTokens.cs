using Nabla.Operations;
using Nabla.Tensors;

namespace Nabla.Modules;

/// <summary>All that a model with a context of fixed length remembers: the last tokens of each sequence. Before the first stands the padding.</summary>
sealed class RecentTokens : SequenceState
{
    readonly int count;
    Tensor? last;

    /// <summary>The memory of sequences that are yet to be read.</summary>
    /// <param name="batch">How many sequences go side by side.</param>
    /// <param name="count">How many tokens are remembered.</param>
    /// <param name="padding">What stands before the first.</param>
    public RecentTokens(int batch, int count, int padding) : base(batch)
    {
        this.count = count;
        last = count == 0 ? null : Before(batch, count, padding).Keep();
    }

    /// <summary>Tokens [batch, time] with what came before them, [batch, count + time]; the memory moves on.</summary>
    /// <exception cref="ArgumentException">The tokens are of another batch.</exception>
    public Tensor Read(Tensor tokens, string reader)
    {
        if (tokens.Rank != 2 || tokens.Shape[0] != Batch) throw new ArgumentException($"{reader} expects tokens [{Batch}, time], as its state was started for, got {tokens.Shape}.");
        Length += tokens.Shape[1];
        if (last is null) return tokens;
        Tensor all = Tensor.Concatenate([last, tokens], 1);
        last = all.Slice(1, all.Shape[1] - count, count).Copy().Keep();
        return all;
    }

    /// <summary>Padding [batch, count].</summary>
    public static Tensor Before(int batch, int count, int padding) => Tensor.Full([batch, count], padding, Devices.DataType.Int32);

    /// <summary>Tokens [batch, time] with padding before them, [batch, count + time].</summary>
    public static Tensor Padded(Tensor tokens, int count, int padding) =>
        count == 0 ? tokens : Tensor.Concatenate([Before(tokens.Shape[0], count, padding), tokens], 1);
}
