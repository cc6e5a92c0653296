namespace Nabla.Operations;

/// <summary>Convolution of pictures [batch, channels, height, width], as the field means it: the filter is not turned over (LeCun and others,
/// "Backpropagation applied to handwritten zip code recognition", 1989).</summary>
public static class ConvolutionOperation
{
    extension(Tensor x)
    {
        /// <summary>x ∗ weight + bias: [batch, channels, height, width] with filters [outputs, channels/groups, kernel height, kernel width] and a bias
        /// [outputs] → [batch, outputs, height', width'], where height' = ⌊(height + 2·padding − dilation·(kernel height − 1) − 1)/stride⌋ + 1.</summary>
        /// <exception cref="ArgumentException">Extents or types do not fit, or the filter is larger than the padded picture.</exception>
        public Tensor Conv2d(Tensor weight, Tensor? bias = null, Window? window = null, int groups = 1) => x.Conv2d(weight, bias, window, groups, default(Identity));

        /// <summary>f(x ∗ weight + bias).</summary>
        /// <exception cref="ArgumentException">Extents or types do not fit, or the filter is larger than the padded picture.</exception>
        public Tensor Conv2d<F>(Tensor weight, Tensor? bias, Window? window, int groups, F activation) where F : struct, IUnaryFormula
        {
            ConvolutionShape shape = Shape(x, weight, bias, window ?? new(), groups);
            if (x.Family<IConvolutionKernels>() is not { } kernels) return Composed(x, weight, bias, window, groups, activation);
            (x, weight, bias) = (x.Contiguous(), weight.Contiguous(), bias?.Contiguous());
            Tensor y = x.EmptyLike([shape.Batch, shape.Outputs, shape.OutputHeight, shape.OutputWidth], "Conv2d"), kept = y;
            ConvolutionArguments arguments = new(shape, x.Region, weight.Region, y.Region, bias?.Region ?? default);
            Link linkX = default, linkWeight = default, linkBias = default;
            if (Tape.Current is { } tape) (linkX, linkWeight, linkBias) = (tape.Link(x), tape.Link(weight), bias is null ? default : tape.Link(bias));
            bool isNeeded = linkX.IsNeeded || linkWeight.IsNeeded || linkBias.IsNeeded;
            if (isNeeded && (F.SlopeFromInput || !F.SlopeFromOutput))
            {
                kept = x.EmptyLike(y.Shape, "Conv2d");
                kernels.Convolution(arguments with { Y = kept.Region }, default(Identity));
                y.Kernels.Map(activation, kept.Region, y.Region, y.Count);
            }
            else kernels.Convolution(arguments, activation);
            if (isNeeded) Tape.Current!.Append(y, new ConvolutionNode<F>(kernels, shape, activation, linkX, linkWeight, linkBias, x, weight, kept));
            return y;
        }
    }

    /// <summary>The same in plain operations: one product for each number of the filter.</summary>
    public static Tensor Composed<F>(Tensor x, Tensor weight, Tensor? bias, Window? window, int groups, F activation) where F : struct, IUnaryFormula
    {
        ConvolutionShape shape = Shape(x, weight, bias, window ?? new(), groups);
        int inputs = shape.Channels / groups, outputs = shape.Outputs / groups, places = shape.OutputHeight * shape.OutputWidth;
        Tensor padded = Pad(Pad(x, 2, shape.PaddingY), 3, shape.PaddingX);
        Tensor? y = null;
        for (int ky = 0; ky < shape.KernelHeight; ky++)
            for (int kx = 0; kx < shape.KernelWidth; kx++)
            {
                Tensor met = Met(padded, shape, ky, kx);
                Tensor numbers = weight.Slice(2, ky, 1).Slice(3, kx, 1).Reshape(groups, outputs, inputs);
                Tensor term = numbers.MatMul(met.Reshape(shape.Batch, groups, inputs, places));
                y = y is null ? term : y + term;
            }
        y = y!.Reshape(shape.Batch, shape.Outputs, shape.OutputHeight, shape.OutputWidth);
        return ElementwiseOperation.Apply(bias is null ? y : y + bias.Reshape(shape.Outputs, 1, 1), activation);
    }

    internal static Tensor Pad(Tensor x, int axis, int count, bool isMax = false)
    {
        if (count == 0) return x;
        Tensor around = Tensor.Full(x.Shape.With(axis, count), isMax ? double.NegativeInfinity : 0, x.DataType, x.Device);
        return Tensor.Concatenate([around, x, around], axis);
    }

    /// <summary>What the number (ky, kx) of a filter meets in padded pictures.</summary>
    internal static Tensor Met(Tensor padded, in ConvolutionShape shape, int ky, int kx)
        => padded.Gather(Places(padded, shape.OutputHeight, ky * shape.DilationY, shape.StrideY), 2)
            .Gather(Places(padded, shape.OutputWidth, kx * shape.DilationX, shape.StrideX), 3);

    static Tensor Places(Tensor like, int count, int first, int step)
        => Tensor.From<int>([.. Enumerable.Range(0, count).Select(i => first + i * step)], [count], like.Device);

    static ConvolutionShape Shape(Tensor x, Tensor weight, Tensor? bias, Window window, int groups)
    {
        Operand.RequireReal(x, "Conv2d");
        Operand.RequireLike(x, weight, "Conv2d", "a weight");
        if (x.Rank != 4) throw new ArgumentException($"Conv2d: expected pictures [batch, channels, height, width], got {x.Shape}.");
        if (weight.Rank != 4 || weight.Count == 0) throw new ArgumentException($"Conv2d: expected filters [outputs, channels, height, width], none of them 0, got {weight.Shape}.");
        if (groups < 1 || weight.Shape[0] % groups != 0) throw new ArgumentException($"Conv2d: expected groups that divide the {weight.Shape[0]} outputs, got {groups}.");
        if (x.Shape[1] != (long)weight.Shape[1] * groups)
        {
            string grouped = groups == 1 ? "" : $" in {groups} groups";
            throw new ArgumentException($"Conv2d: expected {(long)weight.Shape[1] * groups} channels for filters {weight.Shape}{grouped}, got {x.Shape}: "
                + "are the axes [batch, channels, height, width]?");
        }
        if (bias is not null) Operand.RequireLike(weight, bias, [weight.Shape[0]], "Conv2d", "bias");
        ConvolutionShape shape = window.Over(x.Shape, weight.Shape[0], weight.Shape[2], weight.Shape[3]) with { Groups = groups };
        if (shape.OutputHeight < 1 || shape.OutputWidth < 1)
        {
            throw new ArgumentException($"Conv2d: filters of {weight.Shape[2]}×{weight.Shape[3]} do not fit into pictures {x.Shape} with {window}: "
                + "expected more padding, larger pictures or fewer layers that shrink them.");
        }
        return shape;
    }

    sealed class ConvolutionNode<F> : Node where F : struct, IUnaryFormula
    {
        readonly IConvolutionKernels kernels;
        readonly ConvolutionShape shape;
        readonly F activation;
        readonly Link linkX, linkWeight, linkBias;
        readonly Tensor x, weight, kept;

        public ConvolutionNode(IConvolutionKernels kernels, in ConvolutionShape shape, F activation,
            Link linkX, Link linkWeight, Link linkBias, Tensor x, Tensor weight, Tensor kept)
        {
            (this.kernels, this.shape, this.activation, this.linkX, this.linkWeight, this.linkBias) = (kernels, shape, activation, linkX, linkWeight, linkBias);
            (this.x, this.weight, this.kept) = (x, weight, kept);
            if (linkWeight.IsNeeded) Save(x);
            if (linkX.IsNeeded) Save(weight);
            if (typeof(F) != typeof(Identity)) Save(kept);
        }

        public override string Name => "Conv2d";

        public override void Backward(Tape tape, Tensor gradient)
        {
            Tensor dz = gradient;
            if (typeof(F) != typeof(Identity))
            {
                dz = gradient.EmptyLike(gradient.Shape, Name);
                gradient.Kernels.MapGradient(activation, kept.Region, gradient.Region, dz.Region, gradient.Count);
            }
            if (linkWeight.IsNeeded)
            {
                Tensor target = tape.Target(linkWeight, weight.Shape, out bool accumulate);
                kernels.WeightGradient(new(shape, x.Region, target.Region, dz.Region, Accumulate: accumulate));
            }
            if (linkBias.IsNeeded) tape.Add(linkBias, dz.Sum(0, 2, 3));
            if (linkX.IsNeeded)
            {
                Tensor target = tape.Target(linkX, x.Shape, out bool accumulate);
                kernels.InputGradient(new(shape, target.Region, weight.Region, dz.Region, Accumulate: accumulate));
            }
        }
    }
}
