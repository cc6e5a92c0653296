namespace Nabla.Optimizers;

/// <summary>A slow copy of the weights, S ← dS + (1 − d)θ after each step (Polyak and Juditsky 1992), which often generalises better than the weights
/// themselves. It covers parameters only; running statistics of batch norm are averages already.</summary>
public sealed class ExponentialMovingAverage
{
    readonly ParameterArena arena;
    readonly Tensor average;

    /// <summary>An average that begins at the present weights.</summary>
    /// <param name="arena">The model's parameters.</param>
    /// <param name="decay">d, such as 0.999.</param>
    /// <param name="warmup">Limits d to (1 + t)/(10 + t) after t updates, so that the first weights are soon forgotten.</param>
    public ExponentialMovingAverage(ParameterArena arena, double decay, bool warmup = false)
    {
        if (decay is not (>= 0 and < 1)) throw new ArgumentOutOfRangeException(null, $"ExponentialMovingAverage: the decay is {decay}: expected a number in [0, 1), such as 0.999.");
        (this.arena, Decay, Warmup) = (arena, decay, warmup);
        average = arena.NewState();
        State = [.. arena.Parameters.Select(p => ($"average.{p.Path}", arena.PartOf(average, p)))];
        arena.Values.CopyInto(average);
    }

    /// <summary>d.</summary>
    public double Decay { get; }

    /// <summary>Whether d begins small.</summary>
    public bool Warmup { get; }

    /// <summary>Updates made so far.</summary>
    public long Updates { get; private set; }

    /// <summary>Whether the model holds the average at present, and the average the model's own weights.</summary>
    public bool IsSwappedIn { get; private set; }

    /// <summary>The average, parameter by parameter, as <c>average.block2.weight</c>: views that later updates change. For checkpoints.</summary>
    public IReadOnlyList<(string Name, Tensor Value)> State { get; }

    /// <summary>What it is the average of.</summary>
    internal ParameterArena Arena => arena;

    IKernels Kernels => average.Kernels;

    /// <summary>Takes the present weights in. Call it after each step.</summary>
    /// <exception cref="InvalidOperationException">The average is swapped in, or a later arena has taken a parameter.</exception>
    public void Update()
    {
        if (IsSwappedIn) throw new InvalidOperationException("ExponentialMovingAverage.Update: the model holds the average itself: call Swap() first.");
        arena.RequireAll();
        double decay = Warmup ? Math.Min(Decay, (1.0 + Updates) / (10.0 + Updates)) : Decay;
        average.Approach(arena.Values, 1 - decay);
        Updates++;
    }

    /// <summary>Exchanges the model's weights and the average, in place; a second call undoes it.</summary>
    /// <exception cref="InvalidOperationException">A later arena has taken a parameter.</exception>
    public void Swap()
    {
        arena.RequireAll();
        Kernels.Update(new Exchange(), arena.Values.Region, arena.Gradients.Region, average.Region, default, arena.Count, 1);
        IsSwappedIn = !IsSwappedIn;
        arena.AveragesIn += IsSwappedIn ? 1 : -1;
    }

    /// <summary>Runs the body, an evaluation, with the average as the model's weights.</summary>
    public T Evaluate<T>(Func<T> body)
    {
        if (IsSwappedIn) return body();
        Swap();
        try
        {
            return body();
        }
        finally
        {
            Swap();
        }
    }

    /// <summary>Goes on from where another average of the same model stood.</summary>
    /// <param name="updates">Its <see cref="Updates"/>.</param>
    /// <param name="state">Its <see cref="State"/>, in any order.</param>
    /// <exception cref="ArgumentException">A name is missing or too many, or a shape or type differs.</exception>
    public void Restore(long updates, IEnumerable<(string Name, Tensor Value)> state)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(updates);
        if (IsSwappedIn) throw new InvalidOperationException("ExponentialMovingAverage.Restore: the model holds the average itself: call Swap() first.");
        SavedState.Restore("ExponentialMovingAverage", State, state);
        Updates = updates;
    }

    readonly struct Exchange : IUpdateFormula
    {
        public static int States => 1;

        [MethodImpl(AggressiveInlining)] public void Step<R>(ref R parameter, R gradient, ref R first, ref R second) where R : struct, IReal<R> =>
            (parameter, first) = (first, parameter);
    }
}
