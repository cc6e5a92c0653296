namespace Nabla.Modules;

/// <summary>The next token by how often it followed the n − 1 before it (Shannon 1948, section 3): learnt by <see cref="Count"/> in one pass,
/// exactly. With smoothing k, p = (c + k)/(Σc + k·vocabulary). Without a k, contexts of all lengths are mixed, the longer the more they were seen and
/// the fewer tokens followed: p = (c + d·p′)/(Σc + d), d the number of different tokens that followed, p′ of the context shorter by one, uniform at
/// last (Witten and Bell 1991, IEEE Transactions on Information Theory 37, method C).</summary>
public sealed partial class NgramModel : LanguageModel, ICountingModel
{
    readonly ModuleBuffer grams = new(Tensor.Zeros([0], DataType.Int64), isOfAnyLength: true), counts = new(Tensor.Zeros([0], DataType.Int64), isOfAnyLength: true);
    readonly NgramKeys packing;
    readonly NgramCounts counted = new();
    readonly double? smoothing;
    readonly int padding;
    Reading? read;

    // One object, so that threads that ask at once find all of it or none.
    sealed record Reading(Tensor Source, NgramTable Table);

    /// <summary>A model that has counted nothing.</summary>
    /// <param name="vocabulary">How many tokens there are.</param>
    /// <param name="order">n: a token is predicted from the n − 1 before it.</param>
    /// <param name="padding">The token that stands before the beginning.</param>
    /// <param name="smoothing">k; null mixes contexts of all lengths.</param>
    /// <exception cref="ArgumentException">A number is out of its range, or n tokens do not fit into one key.</exception>
    public NgramModel(int vocabulary, int order, int padding = 0, double? smoothing = null)
    {
        packing = new NgramKeys(vocabulary);
        if (order < 1 || order > packing.MostTokens) throw new ArgumentException($"NgramModel: of {vocabulary} tokens n-grams of 1 to {packing.MostTokens} are counted, got n = {order}: take a smaller n, or fewer tokens.");
        if ((uint)padding >= (uint)vocabulary) throw new ArgumentException($"NgramModel: the padding is token {padding}, but there are {vocabulary}.");
        if (smoothing is not (null or >= 0 and < double.PositiveInfinity)) throw new ArgumentException($"NgramModel: the smoothing is {smoothing}: expected a number from 0.");
        (Vocabulary, Order, this.padding, this.smoothing) = (vocabulary, order, padding, smoothing);
    }

    /// <inheritdoc/>
    public override int Vocabulary { get; }

    /// <summary>n.</summary>
    public int Order { get; }

    /// <inheritdoc/>
    public long Distinct => grams.Value.Count;

    /// <inheritdoc/>
    public void Count(ReadOnlySpan<int> tokens, ReadOnlySpan<int> targets, int time)
    {
        CheckTokens(tokens, 0);
        CheckTokens(targets, -1);
        var context = new int[Order - 1 + time];
        for (int row = 0; row < tokens.Length; row += time)
        {
            context.AsSpan(0, Order - 1).Fill(padding);
            tokens.Slice(row, time).CopyTo(context.AsSpan(Order - 1));
            for (int t = 0; t < time; t++)
            {
                if (targets[row + t] < 0) continue;
                for (int length = smoothing is null ? 0 : Order - 1; length < Order; length++)
                    counted.Add(packing.After(packing.Of(context.AsSpan(Order + t - length, length)), targets[row + t]));
            }
        }
    }

    /// <inheritdoc/>
    public void Settle()
    {
        counted.Settle();
        grams.Resize([counted.Keys.Length]);
        counts.Resize([counted.Counts.Length]);
        grams.Value.CopyFrom<long>(counted.Keys);
        counts.Value.CopyFrom<long>(counted.Counts);
    }

    /// <inheritdoc/>
    public void CheckCounts() => Table.Check(Order);

    /// <inheritdoc/>
    public override SequenceState Start(int batch) => new RecentTokens(this, batch, Order - 1, padding);

    /// <inheritdoc/>
    public override Tensor Forward(Tensor input) => Logits(RecentTokens.Padded(TokenLengths.Checked(input, Title), Order - 1, padding), input.Shape[1]);

    /// <inheritdoc/>
    public override Tensor Continue(Tensor tokens, SequenceState state)
    {
        RecentTokens recent = Own<RecentTokens>(tokens, state);
        Tensor logits = Call(this, (tokens, recent), static (module, from) => module.Logits(from.recent.With(from.tokens), from.tokens.Shape[1]));
        recent.Advance(tokens);
        return logits;
    }

    // Logits are log-probabilities: their softmax is the distribution itself.
    Tensor Logits(Tensor tokens, int time)
    {
        int[] read = tokens.ToArray<int>();
        CheckTokens(read, 0);
        int batch = tokens.Shape[0], width = Order - 1 + time;
        Shape shape = [batch, time, Vocabulary];
        var shares = new float[shape.Count];
        for (int row = 0; row < batch; row++)
            for (int t = 0; t < time; t++) Table.Distribution(read.AsSpan(row * width + t + 1, Order - 1), shares.AsSpan((row * time + t) * Vocabulary, Vocabulary));
        return Tensor.From(shares, shape, tokens.Device).Log();
    }

    void CheckTokens(ReadOnlySpan<int> tokens, int least)
    {
        foreach (int token in tokens)
            if (token < least || token >= Vocabulary) throw new ArgumentException($"{Title}: there is no token {token}: expected {least} to {Vocabulary - 1}.");
    }

    // Read once from the buffers, which come from counting or from a file.
    NgramTable Table
    {
        get
        {
            if (read is not { } known || known.Source != grams.Value)
                read = known = new(grams.Value, new NgramTable(packing, grams.Value.ToArray<long>(), counts.Value.ToArray<long>(), Vocabulary, smoothing));
            return known.Table;
        }
    }
}
