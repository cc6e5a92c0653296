namespace Nabla.Modules;

/// <summary>An element-wise transfer function as a module. Directly after a Linear or a Conv2d in a Sequential the two run as one operation.</summary>
public abstract partial class Activation : Module
{
    /// <summary>The transfer functions by name.</summary>
    [Collected("Activation")]
    public static partial Choices<Choice<Activation>> Choices { get; }

    /// <summary>The activation of a layer, as one operation that gives one result for both.</summary>
    internal abstract Tensor CallAfter(IActivated layer, Tensor input);
}

/// <summary>An element-wise transfer function given by its formula.</summary>
/// <typeparam name="F">The formula.</typeparam>
/// <param name="formula">The formula with its constants.</param>
public abstract class Activation<F>(F formula) : Activation where F : struct, IUnaryFormula
{
    /// <summary>The formula with its constants.</summary>
    public F Formula => formula;

    /// <inheritdoc/>
    public override Tensor Forward(Tensor input) => ElementwiseOperation.Apply(input, formula);

    internal override Tensor CallAfter(IActivated layer, Tensor input) => layer.Forward(input, formula);
}
