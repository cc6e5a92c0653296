namespace Nabla.Losses;

/// <summary>A loss of each number of the output and the number of the target at its place. Output and target have one shape, but that one may have a
/// last axis of extent 1 more: outputs [batch, 1] fit targets [batch]. Whole-number targets are converted. The loss of an example is the mean over
/// its numbers.</summary>
/// <param name="Target">What targets it takes.</param>
public abstract record ElementwiseLoss(LossTarget Target = LossTarget.Numbers) : Loss(Target)
{
    /// <inheritdoc/>
    public sealed override Tensor PerExample(Tensor output, Tensor target)
    {
        Tensor losses = Elements(output, target);
        return losses.Rank <= 1 ? losses : losses.Flatten().Mean(1);
    }

    /// <inheritdoc/>
    public sealed override Tensor Mean(Tensor output, Tensor target) => Elements(output, target).Mean();

    /// <summary>The loss of each number, of the output's shape.</summary>
    protected abstract Tensor OfAligned(Tensor output, Tensor target);

    Tensor Elements(Tensor output, Tensor target)
    {
        if (!Fits(output.Shape, target.Shape))
            throw new ArgumentException($"{GetType().Name}: expected a target of the output's shape {output.Shape}, got {target.Shape}: does the model have as many outputs as the data has targets?");
        DataType type = output.DataType;
        return OfAligned(output, target.Reshape(output.Shape).To(type));
    }

    static bool Fits(in Shape output, in Shape target) => output == target || output == [.. target.Span, 1] || target == [.. output.Span, 1];
}
