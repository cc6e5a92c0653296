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
        return axis == x.Rank - 1 ? Run(x.Contiguous(), logarithm) : Run(x.Transpose(axis, -1).Contiguous(), logarithm).Transpose(axis, -1);
    }

    static Tensor Run(Tensor x, bool logarithm)
    {
        if (x.Family<ISoftmaxKernels>() is not { } kernels) return Composed(x, logarithm);
        Tensor y = x.EmptyLike(x.Shape, "Softmax");
        kernels.Softmax(Arguments(y, logarithm) with { X = x.Region });
        if (Tape.Current is { } tape && tape.Link(x) is { IsNeeded: true } link) tape.Append(y, new SoftmaxNode(kernels, link, y, logarithm));
        return y;
    }

    static SoftmaxArguments Arguments(Tensor y, bool logarithm) => new(y.Shape.CountOf(0, y.Rank - 1), y.Shape[^1], logarithm, Y: y.Region);

    sealed class SoftmaxNode : Node
    {
        readonly ISoftmaxKernels kernels;
        readonly Link link;
        readonly Tensor y;
        readonly bool logarithm;

        public SoftmaxNode(ISoftmaxKernels kernels, Link link, Tensor y, bool logarithm) => (this.kernels, this.link, this.y, this.logarithm) = (kernels, link, Save(y), logarithm);

        public override string Name => logarithm ? "LogSoftmax" : "Softmax";

        public override void Backward(Tape tape, Tensor gradient)
        {
            Tensor dx = gradient.EmptyLike(gradient.Shape, Name);
            kernels.SoftmaxGradient(Arguments(y, logarithm) with { Dy = gradient.Region, Dx = dx.Region });
            tape.Add(link, dx);
        }
    }
}
