namespace Nabla.Operations;

/// <summary>Sight of gradients that are otherwise gone when backward has passed: those of results in between.</summary>
public static class WatchOperation
{
    extension(Tensor x)
    {
        /// <summary>The same numbers; go on with the result, and backward shows its whole gradient. Nothing happens while no tape records.</summary>
        /// <param name="look">Sees the gradient, of x's shape. It may compute, must not write to it, and has to copy what it keeps.</param>
        public Tensor OnGradient(Action<Tensor> look)
        {
            if (Tape.Current is not { } tape || tape.Link(x) is not { IsNeeded: true } link) return x;
            Tensor y = x.View(x.Shape, x.Strides, x.Offset);
            tape.Append(y, new WatchNode(link, look));
            return y;
        }
    }

    sealed class WatchNode(Link link, Action<Tensor> look) : Node
    {
        public override string Name => "OnGradient";

        public override void Backward(Tape tape, Tensor gradient)
        {
            look(gradient);
            tape.Add(link, gradient);
        }
    }
}
