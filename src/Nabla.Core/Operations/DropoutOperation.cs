namespace Nabla.Operations;

/// <summary>Dropout (Srivastava et al. 2014, JMLR 15, section 4), scaled in training so that evaluation needs nothing.</summary>
public static class DropoutOperation
{
    extension(Tensor x)
    {
        /// <summary>While a tape records: x/(1 − rate) with probability 1 − rate, else 0. Otherwise x itself. The choice depends on the source, the
        /// tape's step and the order of the calls alone.</summary>
        /// <exception cref="ArgumentException">The rate is not in [0, 1).</exception>
        public Tensor Dropout(double rate, Rng rng)
        {
            if (rate is not (>= 0 and < 1)) throw new ArgumentException($"Dropout: expected a rate in [0, 1), got {rate}.");
            if (rate == 0 || Tape.Current is not { } tape) return x;
            Operand.RequireReal(x, "Dropout");
            ulong key = rng.Fork((ulong)tape.Step).Key, stream = tape.NextDraw();
            if (x.Family<IDropoutKernels>() is not { } kernels) return Composed(x, rate, key, stream);
            x = x.Contiguous();
            Tensor y = x.EmptyLike(x.Shape, "Dropout");
            kernels.Dropout(x.Region, y.Region, x.Count, rate, key, stream);
            if (tape.Link(x) is { IsNeeded: true } link) tape.Append(y, new DropoutNode(kernels, link, rate, key, stream));
            return y;
        }
    }

    /// <summary>The same in plain operations: x times 1/(1 − rate) or 0. Eight counters of <see cref="Philox"/> serve 64 elements: element 16j + 2k +
    /// w takes 16 bits, half j &amp; 1 of word 2(j/2) + w of counter k, and stays if they are no smaller than 65536·rate.</summary>
    public static Tensor Composed(Tensor x, double rate, ulong key, ulong stream)
    {
        const int Group = 64, Counters = 8;
        double scale = 1 / (1 - rate), least = Math.Round(rate * 65536);
        var factors = new double[x.Count];
        for (int i = 0; i < factors.Length; i++)
        {
            int j = i % Group / 16, counter = i % 16 / 2;
            var (a, b, c, d) = Philox.At(key, (ulong)(i / Group * Counters + counter), stream);
            uint word = (j / 2 * 2 + i % 2) switch { 0 => a, 1 => b, 2 => c, _ => d };
            factors[i] = (word >> j % 2 * 16 & 0xFFFF) >= least ? scale : 0;
        }
        return x * Tensor.From(factors, x.Shape, x.Device).To(x.DataType);
    }

    // The mask is drawn again instead of kept: it is a function of key, stream and position.
    sealed class DropoutNode(IDropoutKernels kernels, Link link, double rate, ulong key, ulong stream) : Node
    {
        public override string Name => "Dropout";

        public override void Backward(Tape tape, Tensor gradient)
        {
            Tensor dx = tape.Room(link, gradient.Shape);
            kernels.Dropout(gradient.Region, dx.Region, gradient.Count, rate, key, stream);
            tape.Add(link, dx);
        }
    }
}
