namespace Nabla.LinearModels;

/// <summary>A perceptron under training: its weights, the best so far, and what has been counted.</summary>
sealed class PerceptronRun(SignedExamples examples)
{
    readonly double[] landmark = new double[examples.Width];
    long landmarkPass, nextLandmark = 1;
    int bestErrors = examples.Errors(new double[examples.Width]), longestRun, currentRun;
    double added;

    /// <summary>w, and b as the last.</summary>
    public double[] Weights { get; } = new double[examples.Width];

    /// <summary>The weights with the fewest errors among those that were counted.</summary>
    public double[] Best { get; } = new double[examples.Width];

    public int Passes { get; private set; }

    public long Mistakes { get; private set; }

    /// <summary>No separator has a larger margin: for a unit vector u of margin γ, w = Σ z over k additions has w·u ≥ kγ, hence γ ≤ ‖w‖/k.</summary>
    public double MarginLimit { get; private set; } = examples.Radius;

    /// <summary>One pass in order, a change after each mistake. True if there was none.</summary>
    public bool PassOnline()
    {
        long before = Mistakes;
        for (int i = 0; i < examples.Count; i++)
        {
            if (examples.Margin(i, Weights) > 0)
            {
                currentRun++;
                continue;
            }
            Pocket();
            Mistakes++;
            added++;
            examples.Add(i, 1, Weights);
        }
        return EndPass(Mistakes == before);
    }

    /// <summary>One pass by the slide's rule. True if all examples were on the right side.</summary>
    public bool PassBatch()
    {
        var next = (double[])Weights.Clone();
        int errors = 0, mistakes = 0;
        for (int i = 0; i < examples.Count; i++)
        {
            double margin = examples.Margin(i, Weights);
            if (margin > 0) continue;
            mistakes++;
            if (!examples.IsRight(i, margin)) errors++;
            double difference = margin < 0 ? 2 : 1; // |Y − sign|
            added += difference;
            examples.Add(i, difference, next);
        }
        Keep(errors);
        Mistakes += mistakes;
        next.CopyTo(Weights, 0);
        return EndPass(mistakes == 0);
    }

    /// <summary>Whether the weights after this pass are those after an earlier one, found with one remembered state (Brent 1980).</summary>
    public bool Repeats()
    {
        if (landmarkPass > 0 && Weights.AsSpan().SequenceEqual(landmark)) return true;
        if (Passes == nextLandmark)
        {
            Weights.CopyTo(landmark, 0);
            landmarkPass = Passes;
            nextLandmark *= 2;
        }
        return false;
    }

    bool EndPass(bool isClean)
    {
        Passes++;
        if (added > 0) MarginLimit = Math.Min(MarginLimit, SignedExamples.Length(Weights) / added);
        return isClean;
    }

    // Counting errors costs a pass, so only weights that got more examples right in a row than any before are looked at.
    void Pocket()
    {
        if (currentRun > longestRun)
        {
            longestRun = currentRun;
            Keep(examples.Errors(Weights));
        }
        currentRun = 0;
    }

    void Keep(int errors)
    {
        if (errors >= bestErrors) return;
        bestErrors = errors;
        Weights.CopyTo(Best, 0);
    }
}
