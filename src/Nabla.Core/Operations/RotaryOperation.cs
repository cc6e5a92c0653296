namespace Nabla.Operations;

/// <summary>Rotary positions (Su et al. 2021, arXiv:2104.09864, section 3.2): number i of a head's first half and number i of its second half are
/// turned together by an angle that grows with the place, so that a score depends on the distance of query and key.</summary>
public static class RotaryOperation
{
    extension(Tensor x)
    {
        /// <summary>(a·cos − b·sin, a·sin + b·cos) for the halves a and b of each head: [batch, time, heads, size] → the same.</summary>
        /// <param name="cosines">The angles' cosines [time, size/2].</param>
        /// <param name="sines">The angles' sines [time, size/2].</param>
        /// <param name="heads">How many heads are turned, the first ones; the others stay. All by default.</param>
        /// <exception cref="ArgumentException">Shapes or types do not fit, or the size is odd.</exception>
        public Tensor Rotary(Tensor cosines, Tensor sines, int? heads = null)
        {
            Check(x, cosines, sines, heads);
            int turned = heads ?? x.Shape[2];
            if (x.Family<IRotaryKernels>() is not { } kernels) return Composed(x, cosines, sines, turned);
            (x, cosines, sines) = (x.Contiguous(), cosines.Contiguous(), sines.Contiguous());
            Tensor y = Run(kernels, x, cosines, sines, turned, back: false);
            if (Tape.Current is { } tape && tape.Link(x) is { IsNeeded: true } link) tape.Append(y, new RotaryNode(kernels, link, cosines, sines, turned));
            return y;
        }
    }

    /// <summary>The same in plain operations.</summary>
    public static Tensor Composed(Tensor x, Tensor cosines, Tensor sines, int turned)
    {
        int half = x.Shape[3] / 2, heads = x.Shape[2];
        Tensor first = x.Slice(2, 0, turned), a = first.Slice(3, 0, half), b = first.Slice(3, half, half), cosine = cosines.Unsqueeze(1), sine = sines.Unsqueeze(1);
        Tensor y = Tensor.Concatenate([a * cosine - b * sine, a * sine + b * cosine], 3);
        return turned == heads ? y : Tensor.Concatenate([y, x.Slice(2, turned, heads - turned)], 2);
    }

    /// <summary>Cosines and sines of place · base^(−2i/size) for so many places: two tensors [places, size/2].</summary>
    /// <param name="first">The first place.</param>
    /// <param name="places">How many places.</param>
    /// <param name="size">Numbers in a head, even.</param>
    /// <param name="frequencyBase">How slowly the last pair turns; 10,000 in the paper.</param>
    /// <param name="type">Float32 or Float64.</param>
    /// <param name="device">Where they lie; the processor by default.</param>
    /// <exception cref="ArgumentException">The size is odd, or a number is out of its range.</exception>
    public static (Tensor Cosines, Tensor Sines) Angles(int first, int places, int size, double frequencyBase, DataType type, Device? device = null)
    {
        if (places < 0 || size < 0 || size % 2 != 0 || !type.IsFloat || frequencyBase is not (> 0 and < double.PositiveInfinity))
            throw new ArgumentException($"Rotary: expected angles of some places, of heads of an even size, with a base above 0, as Float32 or Float64; got {places} places, size {size}, base {frequencyBase}, {type}.");
        int half = size / 2;
        double[] cosines = new double[places * half], sines = new double[places * half];
        for (int i = 0; i < cosines.Length; i++)
            (sines[i], cosines[i]) = Math.SinCos((first + i / half) * Math.Pow(frequencyBase, -2.0 * (i % half) / size));
        Shape shape = [places, half];
        return (Tensor.From(cosines, shape, device).To(type), Tensor.From(sines, shape, device).To(type));
    }

    static void Check(Tensor x, Tensor cosines, Tensor sines, int? heads)
    {
        Operand.RequireReal(x, "Rotary");
        if (x.Rank != 4 || x.Shape[3] % 2 != 0) throw new ArgumentException($"Rotary: expected [batch, time, heads, size] with an even size, got {x.Shape}.");
        Shape angles = [x.Shape[1], x.Shape[3] / 2];
        Operand.RequireLike(x, cosines, angles, "Rotary", "cosines");
        Operand.RequireLike(x, sines, angles, "Rotary", "sines");
        if (Tape.Records(cosines) || Tape.Records(sines)) throw new ArgumentException("Rotary: the angles have no gradient: give them as numbers, by Detach().");
        if (heads < 0 || heads > x.Shape[2]) throw new ArgumentException($"Rotary: {heads} heads are to be turned, x has {x.Shape[2]}.");
    }

    static Tensor Run(IRotaryKernels kernels, Tensor x, Tensor cosines, Tensor sines, int turned, bool back)
    {
        Tensor y = x.EmptyLike(x.Shape, "Rotary");
        kernels.Rotary(new(x.Region, cosines.Region, sines.Region, y.Region, x.Shape[0], x.Shape[1], x.Shape[2], turned, x.Shape[3], back));
        return y;
    }

    sealed class RotaryNode : Node
    {
        readonly IRotaryKernels kernels;
        readonly Link link;
        readonly Tensor cosines, sines;
        readonly int turned;

        public RotaryNode(IRotaryKernels kernels, Link link, Tensor cosines, Tensor sines, int turned) =>
            (this.kernels, this.link, this.cosines, this.sines, this.turned) = (kernels, link, Save(cosines), Save(sines), turned);

        public override string Name => "Rotary";

        // A turn is orthogonal: its gradient is the turn back.
        public override void Backward(Tape tape, Tensor gradient) => tape.Add(link, Run(kernels, gradient, cosines, sines, turned, back: true));
    }
}
