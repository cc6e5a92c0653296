using Nabla.Gradients;
using Nabla.Tensors;

namespace Nabla.Operations;

/// <summary>Dropout (Srivastava et al. 2014, JMLR 15, section 4), scaled in training so that evaluation needs nothing.</summary>
public static class DropoutOperation
{
    extension(Tensor x)
    {
        /// <summary>
        /// While a tape records: x/(1 − rate) with probability 1 − rate, else 0. Otherwise x itself.
        /// The choice depends on the source, the tape's step and the order of the calls alone.
        /// </summary>
        /// <exception cref="ArgumentException">The rate is not in [0, 1).</exception>
        public Tensor Dropout(double rate, Rng rng)
        {
            if (rate is not (>= 0 and < 1)) throw new ArgumentException($"Dropout: expected a rate in [0, 1), got {rate}.");
            if (rate == 0 || Tape.Current is not { } tape) return x;
            Tensor.RequireFloat(x, "Dropout");
            ulong key = rng.Fork((ulong)tape.Step).Key, stream = tape.NextDraw();
            x = x.Contiguous();
            Tensor y = x.RentLike(x.Shape, "Dropout");
            x.Kernels.Dropout(x.Region, y.Region, x.Count, rate, key, stream);
            if (tape.Link(x) is { IsNeeded: true } link) tape.Append(y, new DropoutNode(link, rate, key, stream));
            return y;
        }
    }

    // The mask is drawn again instead of kept: it is a function of key, stream and position.
    sealed class DropoutNode(Link link, double rate, ulong key, ulong stream) : Node
    {
        public override string Name => "Dropout";

        public override void Backward(Tape tape, Tensor gradient)
        {
            Tensor dx = gradient.RentLike(gradient.Shape, Name);
            gradient.Kernels.Dropout(gradient.Region, dx.Region, gradient.Count, rate, key, stream);
            tape.Add(link, dx);
        }
    }
}
