namespace Nabla.Operations;

/// <summary>Applies formulas element by element: the one place where a formula becomes an operation with a gradient.</summary>
public static class ElementwiseOperation
{
    /// <summary>y = f(x), of x's shape.</summary>
    public static Tensor Apply<F>(Tensor x, F formula) where F : struct, IUnaryFormula
    {
        Operand.RequireReal(x, typeof(F).Name);
        x = x.Contiguous();
        Tensor y = x.EmptyLike(x.Shape, typeof(F).Name);
        x.Kernels.Map(formula, x.Region, y.Region, x.Count);
        if (Tape.Current is { } tape && tape.Link(x) is { IsNeeded: true } link)
            tape.Append(y, new UnaryNode<F>(formula, link, F.SlopeFromOutput && !F.SlopeFromInput ? y : x));
        return y;
    }

    /// <summary>y = f(a, b), of the shape that a and b broadcast to.</summary>
    /// <exception cref="ArgumentException">The shapes do not fit, or the types differ.</exception>
    public static Tensor Apply<F>(Tensor a, Tensor b, F formula) where F : struct, IBinaryFormula
    {
        string name = typeof(F).Name;
        Operand.RequireReal(a, name);
        Operand.RequireLike(a, b, name, "the second operand");
        Shape shape = Broadcast.Of(a.Shape, b.Shape, name);
        Tensor y = a.EmptyLike(shape, name);
        Strides stridesA = Broadcast.Strides(a, shape), stridesB = Broadcast.Strides(b, shape);
        a.Kernels.Zip(formula, a.Region, stridesA.Span(shape.Rank), b.Region, stridesB.Span(shape.Rank), y.Region, shape.Span);
        if (Tape.Current is { } tape)
        {
            Link linkA = tape.Link(a), linkB = tape.Link(b);
            if (linkA.IsNeeded || linkB.IsNeeded) tape.Append(y, new BinaryNode<F>(formula, linkA, linkB, a, b));
        }
        return y;
    }

    sealed class UnaryNode<F> : Node where F : struct, IUnaryFormula
    {
        readonly F formula;
        readonly Link link;
        readonly Tensor kept;

        public UnaryNode(F formula, Link link, Tensor kept)
        {
            this.formula = formula;
            this.link = link;
            this.kept = Save(kept);
        }

        public override string Name => typeof(F).Name;

        internal override bool TakesRepeated => true;

        public override void Backward(Tape tape, Tensor gradient)
        {
            Tensor result = tape.Room(link, gradient.Shape);
            gradient.Kernels.MapGradient(formula, kept.Region, gradient.Region, result.Region, gradient.Count, gradient.IsRepeated);
            tape.Add(link, result);
        }
    }

    sealed class BinaryNode<F> : Node where F : struct, IBinaryFormula
    {
        readonly F formula;
        readonly Link linkA, linkB;
        readonly Tensor a, b;

        public BinaryNode(F formula, Link linkA, Link linkB, Tensor a, Tensor b)
        {
            (this.formula, this.linkA, this.linkB, this.a, this.b) = (formula, linkA, linkB, a, b);
            if (F.ConstantSlopes is not null) return;
            Save(a);
            Save(b);
        }

        public override string Name => typeof(F).Name;

        internal override bool TakesRepeated => true;

        public override void Backward(Tape tape, Tensor gradient)
        {
            if (F.ConstantSlopes is { } slopes)
            {
                Scatter(tape, linkA, gradient, a.Shape, slopes.A);
                Scatter(tape, linkB, gradient, b.Shape, slopes.B);
                return;
            }
            Tensor? da = Room(tape, linkA, gradient, a.Shape), db = Room(tape, linkB, gradient, b.Shape);
            Strides stridesA = Broadcast.Strides(a, gradient.Shape), stridesB = Broadcast.Strides(b, gradient.Shape);
            gradient.Kernels.ZipGradient(formula, a.Region, stridesA.Span(gradient.Rank), b.Region, stridesB.Span(gradient.Rank),
                gradient.Region, da?.Region ?? default, db?.Region ?? default, gradient.Shape.Span, gradient.IsRepeated);
            if (da is not null) tape.Add(linkA, Broadcast.SumTo(da, a.Shape));
            if (db is not null) tape.Add(linkB, Broadcast.SumTo(db, b.Shape));
        }

        Tensor? Room(Tape tape, Link link, Tensor gradient, in Shape shape) =>
            !link.IsNeeded ? null : shape == gradient.Shape ? tape.Room(link, shape) : gradient.EmptyLike(gradient.Shape, Name);

        static void Scatter(Tape tape, Link link, Tensor gradient, in Shape shape, double slope)
        {
            if (!link.IsNeeded) return;
            Tensor sum = Broadcast.SumTo(gradient, shape);
            tape.Add(link, slope == 1 ? sum : sum * slope);
        }
    }
}
