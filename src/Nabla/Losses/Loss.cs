using Nabla.Operations;
using Nabla.Tensors;

namespace Nabla.Losses;

/// <summary>How wrong a model's output is: ℓ(f(X), Y). Immutable; gradients flow to the output.</summary>
public abstract record Loss
{
    /// <summary>What it compares an output with.</summary>
    public virtual LossTarget Target => LossTarget.Numbers;

    /// <summary>One number for each example: the loss itself, before any mean.</summary>
    /// <param name="output">What the model said, [batch, …].</param>
    /// <param name="target">What is right.</param>
    /// <exception cref="ArgumentException">Shapes or types do not fit.</exception>
    public abstract Tensor PerExample(Tensor output, Tensor target);

    /// <summary>The mean over all examples, one number: the lecture's L(θ) = 1/N Σ ℓ(θ, X_i, Y_i).</summary>
    /// <exception cref="ArgumentException">Shapes or types do not fit.</exception>
    public virtual Tensor Mean(Tensor output, Tensor target) => PerExample(output, target).Mean();

    /// <summary>What <see cref="Parse"/> reads.</summary>
    public static IReadOnlyList<string> Forms => LossText.Forms;

    /// <summary>
    /// Reads <c>cross-entropy[:smoothing]</c>, <c>logistic</c>, <c>perceptron</c>, <c>hinge</c>, <c>squared-hinge</c> (these four for labels 0 and 1),
    /// <c>mse</c>, <c>mae</c> or <c>huber[:delta]</c>.
    /// </summary>
    /// <exception cref="FormatException">The name is unknown or a number does not fit; the message names the nearest right word.</exception>
    public static Loss Parse(string text) => LossText.Read(text);
}
