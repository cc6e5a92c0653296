namespace Nabla.Generation;

/// <summary>Chooses the next token from its logits: penalty, temperature, softmax, the k likeliest, the nucleus, one draw. Probabilities are added up
/// in double, in a fixed order, and the draw depends on seed and position alone.</summary>
/// <param name="options">How to choose.</param>
/// <param name="seed">The seed of this sequence.</param>
sealed class TokenSampler(GenerationOptions options, long seed)
{
    readonly Rng rng = Rng.FromSeed(seed).Fork("generation");

    /// <summary>The token that follows some others.</summary>
    /// <param name="logits">One for each token; they are used up.</param>
    /// <param name="before">The tokens so far: what is penalised as repetition, and how far the sequence has come.</param>
    /// <exception cref="GenerationException">The logits are no numbers.</exception>
    public int Choose(float[] logits, ReadOnlySpan<int> before)
    {
        if (options.RepetitionPenalty != 1) Penalise(logits, before);
        int likeliest = Likeliest(logits);
        if (!float.IsFinite(logits[likeliest]))
            throw new GenerationException($"The model's logits are not finite ({logits[likeliest]} for token {likeliest}): its weights are damaged, or its training diverged.");
        return options.Temperature == 0 ? likeliest : Draw(Probabilities(logits, logits[likeliest]), Uniform(before.Length));
    }

    void Penalise(float[] logits, ReadOnlySpan<int> before)
    {
        float penalty = (float)options.RepetitionPenalty;
        foreach (int token in new HashSet<int>(before.ToArray()))
            if ((uint)token < (uint)logits.Length) logits[token] = logits[token] > 0 ? logits[token] / penalty : logits[token] * penalty;
    }

    static int Likeliest(float[] logits) => Scope.Run(() => (int)Tensor.From(logits).ArgMax().ToScalar());

    // The largest is taken off first, so that no temperature makes a logit overflow.
    float[] Probabilities(float[] logits, float largest) => Scope.Run(() => ((Tensor.From(logits) - largest) / options.Temperature).Softmax().ToArray<float>());

    int Draw(float[] probabilities, double uniform)
    {
        if (options.TopK is null && options.TopP == 1) return Pick(probabilities, uniform);
        var shortlist = Shortlist.Of(probabilities, options.TopK, options.TopP);
        return shortlist[Pick([.. shortlist.Select(token => probabilities[token])], uniform)];
    }

    static int Pick(float[] probabilities, double uniform)
    {
        double target = uniform * Shortlist.Sum(probabilities), reached = 0;
        for (int i = 0; i < probabilities.Length; i++)
        {
            reached += probabilities[i];
            if (reached > target) return i;
        }
        return Array.FindLastIndex(probabilities, each => each > 0); // uniform · sum may round up to the sum
    }

    // 53 bits, as many as a double resolves: among 50,000 tokens many are rarer than 2⁻²⁴.
    double Uniform(long position) => ((rng.Bits(2 * position) >> 5) * 67108864.0 + (rng.Bits(2 * position + 1) >> 6)) / 9007199254740992.0;
}
