namespace Nabla.Optimizers;

/// <summary>Steps the parameters of an arena by a rule, in place: one fused pass over the flat arenas. Gradients of several backwards add up in the
/// arena until <see cref="ParameterArena.ClearGradients"/>, so accumulation is several backwards and one step, with the gradient scale 1/n for their
/// mean.</summary>
public sealed class Optimizer
{
    readonly Stretch[] stretches;
    readonly Tensor[] states;

    internal Optimizer(OptimizerSettings settings, ParameterArena arena, IReadOnlyList<ParameterGroup> groups)
    {
        (Settings, Arena) = (settings, arena);
        stretches = Stretch.Cut(arena, settings.WeightDecay, groups);
        states = [.. settings.StateNames.Select(_ => arena.NewState())];
        State = [.. settings.StateNames.SelectMany((name, i) => arena.Parameters.Select(p => ($"{name}.{p.Path}", arena.PartOf(states[i], p))))];
    }

    /// <summary>The rule and its constants.</summary>
    public OptimizerSettings Settings { get; }

    /// <summary>What is stepped.</summary>
    public ParameterArena Arena { get; }

    /// <summary>Steps made so far.</summary>
    public long Steps { get; private set; }

    /// <summary>The rule's memory, parameter by parameter, as <c>first_moment.block2.weight</c>: views that later steps change. For checkpoints.</summary>
    public IReadOnlyList<(string Name, Tensor Value)> State { get; }

    /// <summary>One step on every parameter. Gradients that backward did not reach count as zero.</summary>
    /// <param name="learningRate">α_t, the schedule's factor included.</param>
    /// <param name="gradientScale">What gradients are multiplied with on the way: the scale of clipping, 1/n of accumulation.</param>
    /// <param name="scheduleFactor">s_t, for <see cref="WeightDecayForm.CoupledScheduled"/>.</param>
    /// <exception cref="ArgumentException">A number is not finite, so the step would destroy the parameters, or the learning rate is negative.</exception>
    /// <exception cref="InvalidOperationException">A moving average is swapped in, or a later arena has taken a parameter.</exception>
    public void Step(double learningRate, double gradientScale = 1, double scheduleFactor = 1)
    {
        if (learningRate < 0 || !double.IsFinite(learningRate * gradientScale * scheduleFactor)) throw Refusal(learningRate, gradientScale, scheduleFactor);
        if (Arena.AveragesIn > 0) throw new InvalidOperationException(
            "Optimizer.Step: the model holds a moving average in place of its own weights: call the average's Swap() first.");
        Arena.SettleGradients();
        Steps++;
        foreach (ref readonly Stretch stretch in stretches.AsSpan())
        {
            double rate = learningRate * stretch.LearningRateFactor;
            Settings.Update(new UpdatePass
            {
                Kernels = Arena.Values.Kernels,
                Parameter = Part(Arena.Values, stretch),
                Gradient = Part(Arena.Gradients, stretch),
                First = states.Length > 0 ? Part(states[0], stretch) : default,
                Second = states.Length > 1 ? Part(states[1], stretch) : default,
                Count = stretch.Count,
                GradientScale = gradientScale,
                Step = Steps,
                LearningRate = rate,
                Decay = DecayTerms.Of(Settings.DecayForm, stretch.WeightDecay, rate, scheduleFactor),
            });
        }
    }

    /// <summary>Goes on from where another optimizer of the same rule and model stood.</summary>
    /// <param name="steps">Its <see cref="Steps"/>.</param>
    /// <param name="state">Its <see cref="State"/>, in any order.</param>
    /// <exception cref="ArgumentException">A name is missing or too many, or a shape or type differs.</exception>
    public void Restore(long steps, IEnumerable<(string Name, Tensor Value)> state)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(steps);
        SavedState.Restore(Settings.GetType().Name, State, state);
        Steps = steps;
    }

    static Devices.Region Part(Tensor flat, in Stretch stretch) => flat.Region with { Offset = flat.Region.Offset + stretch.Start };

    static ArgumentException Refusal(double learningRate, double gradientScale, double scheduleFactor) => new(
        $"Optimizer.Step: learning rate {learningRate}, gradient scale {gradientScale}, schedule factor {scheduleFactor}: all must be finite, and the learning rate not negative. "
        + "After clipping, look at IsFinite before stepping.");
}
