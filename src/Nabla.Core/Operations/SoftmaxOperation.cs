namespace Nabla.Operations;

/// <summary>Softmax and its logarithm along an axis, computed from x − max x so that nothing overflows.</summary>
public static class SoftmaxOperation
{
    extension(Tensor x)
    {
        /// <summary>eˣ/Σeˣ along an axis.</summary>
        public Tensor Softmax(int axis = -1) => AlongLast(x, axis, logarithm: false);

        /// <summary>x − log Σeˣ along an axis.</summary>
        public Tensor LogSoftmax(int axis = -1) => AlongLast(x, axis, logarithm: true);
    }

    /// <summary>The same in plain operations, along the last axis.</summary>
    public static Tensor Composed(Tensor x, bool logarithm)
    {
        Tensor shifted = x - x.Reduce(Reduction.Max, keepAxes: true, -1).Detach();
        Tensor exponentials = shifted.Exp();
        Tensor sum = exponentials.Reduce(Reduction.Sum, keepAxes: true, -1);
        return logarithm ? shifted - sum.Log() : exponentials / sum;
    }

    static Tensor AlongLast(Tensor x, int axis, bool logarithm)
    {
        Operand.RequireReal(x, "Softmax");
        axis = x.Shape.Axis(axis);
        if (x.Family<ISoftmaxKernels>() is not { } kernels)
            return axis == x.Rank - 1 ? Composed(x, logarithm) : Composed(x.Transpose(axis, -1), logarithm).Transpose(axis, -1);
        x = x.Contiguous();
        Tensor y = x.EmptyLike(x.Shape, "Softmax");
        kernels.Softmax(Arguments(y, axis, logarithm) with { X = x.Region });
        if (Tape.Current is { } tape && tape.Link(x) is { IsNeeded: true } link) tape.Append(y, new SoftmaxNode(kernels, link, y, axis, logarithm));
        return y;
    }

    static SoftmaxArguments Arguments(Tensor y, int axis, bool logarithm) =>
        new(y.Shape.CountOf(0, axis), y.Shape[axis], logarithm, checked((int)y.Shape.CountOf(axis + 1, y.Rank)), Y: y.Region);

    sealed class SoftmaxNode : Node
    {
        readonly ISoftmaxKernels kernels;
        readonly Link link;
        readonly Tensor y;
        readonly int axis;
        readonly bool logarithm;

        public SoftmaxNode(ISoftmaxKernels kernels, Link link, Tensor y, int axis, bool logarithm) =>
            (this.kernels, this.link, this.y, this.axis, this.logarithm) = (kernels, link, Save(y), axis, logarithm);

        public override string Name => logarithm ? "LogSoftmax" : "Softmax";

        public override void Backward(Tape tape, Tensor gradient)
        {
            Tensor dx = tape.Room(link, gradient.Shape);
            kernels.SoftmaxGradient(Arguments(y, axis, logarithm) with { Dy = gradient.Region, Dx = dx.Region });
            tape.Add(link, dx);
        }
    }
}
