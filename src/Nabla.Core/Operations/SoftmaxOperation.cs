using Nabla.Devices;
using Nabla.Gradients;
using Nabla.Tensors;

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
        Tensor.RequireFloat(x, "Softmax");
        axis = x.Shape.Axis(axis);
        return axis == x.Rank - 1 ? Run(x.Contiguous(), logarithm) : Run(x.Transpose(axis, -1).Contiguous(), logarithm).Transpose(axis, -1);
    }

    static Tensor Run(Tensor x, bool logarithm)
    {
        Tensor y = x.RentLike(x.Shape, "Softmax");
        x.Kernels.Softmax(x.Region, y.Region, x.Shape.CountOf(0, x.Rank - 1), x.Shape[^1], logarithm);
        if (Tape.Current is { } tape && tape.Link(x) is { IsNeeded: true } link) tape.Append(y, new SoftmaxNode(link, y, logarithm));
        return y;
    }

    sealed class SoftmaxNode : Node
    {
        readonly Link link;
        readonly Tensor y;
        readonly bool logarithm;

        public SoftmaxNode(Link link, Tensor y, bool logarithm) => (this.link, this.y, this.logarithm) = (link, Save(y), logarithm);

        public override string Name => logarithm ? "LogSoftmax" : "Softmax";

        public override void Backward(Tape tape, Tensor gradient)
        {
            Tensor dx = gradient.RentLike(gradient.Shape, Name);
            gradient.Kernels.SoftmaxGradient(y.Region, gradient.Region, dx.Region, y.Shape.CountOf(0, y.Rank - 1), y.Shape[^1], logarithm);
            tape.Add(link, dx);
        }
    }
}
