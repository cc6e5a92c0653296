namespace Nabla.Losses;

/// <summary>How wrong a model's output is: ℓ(f(X), Y). Immutable; gradients flow to the output.</summary>
/// <param name="Target">What targets it takes.</param>
public abstract partial record Loss(LossTarget Target)
{
    /// <summary>One number for each example: the loss itself, before any mean.</summary>
    /// <param name="output">What the model said, [batch, …].</param>
    /// <param name="target">What is right.</param>
    /// <exception cref="ArgumentException">Shapes or types do not fit.</exception>
    public abstract Tensor PerExample(Tensor output, Tensor target);

    /// <summary>The mean over all examples, one number: the lecture's L(θ) = 1/N Σ ℓ(θ, X_i, Y_i).</summary>
    /// <exception cref="ArgumentException">Shapes or types do not fit.</exception>
    public virtual Tensor Mean(Tensor output, Tensor target) => PerExample(output, target).Mean();

    /// <summary>What targets it takes.</summary>
    public LossTarget Target { get; } = Target;

    /// <summary>The losses by name. Each is declared in its own file.</summary>
    [Collected("Loss")]
    public static partial Choices<Choice<Loss>> Choices { get; }

    /// <summary>Reads a loss by name, such as <c>mse</c> or <c>huber:0.5</c>: one of <see cref="Choices"/>. Two classes are 0 and 1.</summary>
    /// <exception cref="FormatException">The name is unknown or a number does not fit; the message names the nearest right word.</exception>
    public static Loss Parse(string text) => Choices.Make(text);
}
