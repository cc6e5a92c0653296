namespace Nabla.Optimizers;

/// <summary>A rule for updates and its constants: immutable. <see cref="For"/> makes the live optimizer of a model's parameters:
/// <c>Optimizer optimizer = new AdamW { Beta2 = 0.99, WeightDecay = 0.1 }.For(arena);</c>
/// The learning rate is no constant of the rule: it is given with each step.</summary>
public abstract partial record OptimizerSettings
{
    /// <summary>The strength μ of weight decay, on parameters that decay (weights, not biases and norms). 0 for none.</summary>
    public double WeightDecay { get; init => field = NotNegative(value, GetType().Name, nameof(WeightDecay)); }

    /// <summary>How the decay enters the update.</summary>
    public WeightDecayForm DecayForm { get; init; }

    /// <summary>Whether a batch is to be the whole training set, where the recipe of a run names the rule.</summary>
    public bool TakesWholeSet { get; init; }

    /// <summary>The names of the state numbers that the rule keeps for each parameter: none, one or two.</summary>
    public abstract IReadOnlyList<string> StateNames { get; }

    /// <summary>Runs the rule's formula on one stretch of the arenas.</summary>
    protected internal abstract void Update(in UpdatePass pass);

    /// <summary>An optimizer that has made no step yet.</summary>
    /// <param name="arena">The model's parameters.</param>
    /// <param name="groups">Parameters with a learning rate or decay of their own.</param>
    /// <exception cref="ArgumentException">The settings contradict each other, or a group selects nothing.</exception>
    public Optimizer For(ParameterArena arena, params IReadOnlyList<ParameterGroup> groups) => new(this, arena, groups);

    /// <summary>The rules by name. Each is declared in its own file.</summary>
    [Collected("Optimizer")]
    public static partial Choices<Choice<OptimizerSettings>> Choices { get; }

    /// <summary>What keeps divisors from zero.</summary>
    private protected static Setting<double> EpsilonSetting { get; } =
        new("optimizer.epsilon", "keeps divisors from zero", Notations.Number("a number from 1e-30", value => value >= 1e-30), 1e-8);

    /// <summary>Reads a rule by name, such as <c>adamw</c> or <c>momentum:0.99</c>: one of <see cref="Choices"/>.</summary>
    /// <param name="text">The name, and what stands after it.</param>
    /// <param name="said">What a recipe says of the rule's constants.</param>
    /// <exception cref="FormatException">The name is unknown or a number does not fit; the message names the nearest right word.</exception>
    public static OptimizerSettings Parse(string text, Settings? said = null) => Choices.Make(text, said);

    internal static double NotNegative(double value, string owner, string name) =>
        value >= 0 && double.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(null, $"{owner}: {name} is {value}: expected a number from 0 on.");

    /// <summary>The value if it is a share of the past that a moving average may keep.</summary>
    protected double Share(double value, string name) =>
        value is >= 0 and < 1 ? value : throw new ArgumentOutOfRangeException(null, $"{GetType().Name}: {name} is {value}: expected a number in [0, 1), such as 0.9.");

    /// <summary>The value if it keeps a quotient finite in float32 too.</summary>
    protected double Positive(double value, string name) =>
        value >= 1e-30 && double.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(null, $"{GetType().Name}: {name} is {value}: expected a positive number, such as 1e-8.");
}
