namespace Nabla.Tasks;

/// <summary>What is to be made small: a loss by name or as an object, or whatever is usual for the targets.</summary>
public sealed record LossChoice
{
    readonly string name;
    readonly Loss? given;

    /// <summary>How it is written, to be read again by <see cref="Named"/>; null for a loss of one's own, which has no name.</summary>
    public string? Words => given is null ? name : Loss.Choices.Names.FirstOrDefault(each => Loss.Parse(each).Equals(given));

    LossChoice(string name, Loss? given) => (this.name, this.given) = (name, given);

    /// <summary>Whatever is usual for the targets.</summary>
    public static LossChoice Auto { get; } = new("auto", null);

    /// <summary>The share of a label's weight that is spread over all classes, in a cross-entropy.</summary>
    public double Smoothing { get; init; }

    /// <summary>A loss.</summary>
    public static LossChoice Of(Loss loss) => new(loss.GetType().Name, loss);

    /// <summary>A loss by name; <c>auto</c> leaves it to the task.</summary>
    public static LossChoice Named(string name) => name == "auto" ? Auto : new(name, null);

    /// <summary>The loss for a target.</summary>
    /// <param name="target">What is right.</param>
    /// <param name="usual">What is usual for it.</param>
    /// <exception cref="FormatException">The name is unknown, or the loss does not fit the target.</exception>
    internal Loss For(Field target, Loss usual)
    {
        Loss loss = given ?? (name == "auto" ? usual : Loss.Parse(name));
        bool isClass = target is not RealField;
        (bool fits, string needs) = loss.Target switch
        {
            LossTarget.Classes => (isClass, "classes"),
            LossTarget.TwoClasses => (target is LabelField { ClassNames.Count: 2 }, "two classes"),
            _ => (!isClass, "numbers"),
        };
        if (!fits) throw new FormatException($"Loss '{name}' needs {needs}, the data has {target}: use {(isClass ? "cross-entropy" : "mse")}.");
        return Smoothing > 0 && loss is CrossEntropyLoss ? new CrossEntropyLoss(Smoothing) : loss;
    }
}
