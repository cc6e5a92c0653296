namespace Nabla.Operations;

/// <summary>Pooling of pictures [batch, channels, height, width]: windows become one number each.</summary>
public static class PoolOperation
{
    extension(Tensor x)
    {
        /// <summary>The largest of each window: [batch, channels, height, width] → [batch, channels, height', width'], with extents as Conv2d has them.
        /// Padding is never the largest. The gradient goes to the largest, to the first of several.</summary>
        /// <param name="size">Rows and columns of the window.</param>
        /// <param name="window">How it goes; by default windows lie side by side.</param>
        /// <exception cref="ArgumentException">The window does not fit, or more than half of it may be padding.</exception>
        public Tensor MaxPool2d(int size, Window? window = null)
        {
            ConvolutionShape shape = Shape(x, size, window, "MaxPool2d");
            if (x.Family<IPoolKernels>() is not { } kernels) return Composed(x, size, window, isMax: true);
            return Run(kernels, x.Contiguous(), shape, isMax: true);
        }

        /// <summary>The mean of each window, zeros of the padding among it: extents as <see cref="MaxPool2d"/>.</summary>
        /// <param name="size">Rows and columns of the window.</param>
        /// <param name="window">How it goes; by default windows lie side by side.</param>
        /// <exception cref="ArgumentException">The window does not fit, or more than half of it may be padding.</exception>
        public Tensor AveragePool2d(int size, Window? window = null)
        {
            ConvolutionShape shape = Shape(x, size, window, "AveragePool2d");
            if (x.Family<IPoolKernels>() is not { } kernels) return Composed(x, size, window, isMax: false);
            return Run(kernels, x.Contiguous(), shape, isMax: false);
        }
    }

    /// <summary>The same in plain operations: one step for each number of the window.</summary>
    public static Tensor Composed(Tensor x, int size, Window? window, bool isMax)
    {
        ConvolutionShape shape = Shape(x, size, window, isMax ? "MaxPool2d" : "AveragePool2d");
        Tensor padded = ConvolutionOperation.Pad(ConvolutionOperation.Pad(x, 2, shape.PaddingY, isMax), 3, shape.PaddingX, isMax);
        Tensor? y = null;
        for (int ky = 0; ky < size; ky++)
            for (int kx = 0; kx < size; kx++)
            {
                Tensor met = ConvolutionOperation.Met(padded, shape, ky, kx);
                y = y is null ? met : isMax ? y.Maximum(met) : y + met;
            }
        return isMax ? y! : y! * (1.0 / (size * size));
    }

    static ConvolutionShape Shape(Tensor x, int size, Window? window, string operation)
    {
        Operand.RequireReal(x, operation);
        if (x.Rank != 4) throw new ArgumentException($"{operation}: expected pictures [batch, channels, height, width], got {x.Shape}.");
        if (size < 1) throw new ArgumentException($"{operation}: expected a window of at least one pixel, got {size}.");
        window ??= new(size);
        if (2 * Math.Max(window.PaddingY, window.PaddingX) > size)
            throw new ArgumentException($"{operation}: expected padding of at most half the window of {size}, got {window}.");
        ConvolutionShape shape = window.Over(x.Shape, x.Shape[1], size, size) with { Groups = Math.Max(1, x.Shape[1]) };
        if (shape.OutputHeight < 1 || shape.OutputWidth < 1)
        {
            throw new ArgumentException($"{operation}: windows of {size}×{size} do not fit into pictures {x.Shape} with {window}: "
                + "expected larger pictures or fewer layers that shrink them.");
        }
        return shape;
    }

    static Tensor Run(IPoolKernels kernels, Tensor x, ConvolutionShape shape, bool isMax)
    {
        string name = isMax ? "MaxPool2d" : "AveragePool2d";
        Tensor y = x.EmptyLike([shape.Batch, shape.Channels, shape.OutputHeight, shape.OutputWidth], name);
        Link link = Tape.Current is { } tape ? tape.Link(x) : default;
        Tensor? taken = isMax && link.IsNeeded ? x.EmptyLike(y.Shape, name) : null;
        PoolArguments arguments = new(shape, x.Region, y.Region, taken?.Region ?? default);
        if (isMax) kernels.MaxPool(arguments);
        else kernels.AveragePool(arguments);
        if (link.IsNeeded) Tape.Current!.Append(y, new PoolNode(kernels, link, shape, x.Shape, taken));
        return y;
    }

    sealed class PoolNode : Node
    {
        readonly IPoolKernels kernels;
        readonly Link link;
        readonly ConvolutionShape shape;
        readonly Shape from;
        readonly Tensor? taken;

        public PoolNode(IPoolKernels kernels, Link link, in ConvolutionShape shape, in Shape from, Tensor? taken)
        {
            (this.kernels, this.link, this.shape, this.from) = (kernels, link, shape, from);
            if (taken is not null) this.taken = Save(taken);
        }

        public override string Name => taken is null ? "AveragePool2d" : "MaxPool2d";

        public override void Backward(Tape tape, Tensor gradient)
        {
            Tensor dx = tape.Room(link, from);
            PoolArguments arguments = new(shape, dx.Region, gradient.Region, taken?.Region ?? default);
            if (taken is null) kernels.AveragePoolGradient(arguments);
            else kernels.MaxPoolGradient(arguments);
            tape.Add(link, dx);
        }
    }
}
