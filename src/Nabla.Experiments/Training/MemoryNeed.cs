namespace Nabla.Experiments;

/// <summary>The least memory that a training takes, told before any is taken. A lower bound: what it refuses cannot run.</summary>
/// <param name="Parameters">Trained numbers.</param>
/// <param name="Copies">Arrays of that length: weights, gradients, the optimizer's moments, a moving average.</param>
/// <param name="Batch">Examples in a batch.</param>
/// <param name="NumbersPerExample">Input, target, and what each layer puts out and keeps for its gradient.</param>
sealed record MemoryNeed(long Parameters, int Copies, int Batch, long NumbersPerExample)
{
    /// <summary>What a model says of an example; 0 where it says numbers.</summary>
    public long LogitsPerExample { get; init; }

    /// <summary>What a training of a model takes. Each matrix [outputs, inputs] puts out at least so many numbers for an example, the last as many at each place of a sequence.</summary>
    public static MemoryNeed Of(IReadOnlyList<Parameter> parameters, int copies, int batch, LearningTask task) =>
        new(parameters.Sum(p => p.Count), copies, batch,
            2L * task.Inputs.Sum(field => (long)field.Size) + task.Targets.Sum(field => (long)field.Size)
            + LaterLogits(task) + parameters.Where(p => p.Shape.Rank > 1).Sum(p => (long)p.Shape[0])) { LogitsPerExample = task.LogitsPerExample };

    // Those of the first place are among what the matrices put out.
    static long LaterLogits(LearningTask task) => task.LogitsPerExample - task.LogitsPerExample / task.Targets[0].Size;

    /// <summary>Bytes that parameters take.</summary>
    public double ParameterBytes => (double)Parameters * Copies * sizeof(float);

    /// <summary>Bytes that a batch takes, in the loader and in the network.</summary>
    public double BatchBytes => (double)Batch * NumbersPerExample * sizeof(float);

    /// <summary>Refuses what does not fit.</summary>
    /// <param name="available">Bytes that the machine has, or that this process may use.</param>
    /// <exception cref="TrainingException">It takes more; the message has the numbers and the remedy.</exception>
    public void Check(long available)
    {
        if (Parameters > Array.MaxLength)
            throw new TrainingException(string.Create(CultureInfo.InvariantCulture, $"The model has {Parameters:N0} parameters, more than one array holds ({Array.MaxLength:N0}): make it smaller (--model)."));
        if ((double)Batch * LogitsPerExample > Array.MaxLength)
            throw new TrainingException(string.Create(CultureInfo.InvariantCulture, 
                $"A batch of {Batch:N0} sequences has {(double)Batch * LogitsPerExample:N0} logits (batch × places × vocabulary), "
                + $"more than one array holds ({Array.MaxLength:N0}): make the batch (--batch), the window (data.window) or the longest line shorter."));
        if (ParameterBytes + BatchBytes <= available) return;
        throw new TrainingException(string.Create(CultureInfo.InvariantCulture,
            $"The training needs at least {Size(ParameterBytes + BatchBytes)}, but the machine has {Size(available)}: {Parameters:N0} parameters × {Copies} (weights, gradients, optimizer) take {Size(ParameterBytes)}, a batch of {Batch:N0} takes {Size(BatchBytes)}: make the {(ParameterBytes > BatchBytes ? "model (--model)" : "batch (--batch)")} smaller."));
    }

    static string Size(double bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / (1 << 30):0.0} GB");
}
