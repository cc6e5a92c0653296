namespace Nabla.Operations;

/// <summary>The transposed convolution of pictures [batch, channels, height, width]: what a convolution does to the gradient of its input (Zeiler and
/// others, "Deconvolutional networks", 2010).</summary>
public static class TransposedConvolutionOperation
{
    extension(Tensor x)
    {
        /// <summary>[batch, inputs, height, width] with filters [inputs, outputs/groups, kernel height, kernel width] and a bias [outputs] → [batch,
        /// outputs, height', width'], where height' = (height − 1)·stride − 2·padding + dilation·(kernel height − 1) + 1 + extra.</summary>
        /// <param name="weight">The filters.</param>
        /// <param name="bias">The bias, or null.</param>
        /// <param name="window">The steps of the convolution that this one transposes.</param>
        /// <param name="groups">Groups of channels that see only themselves.</param>
        /// <param name="extra">Rows and columns that a convolution of this stride would have left out: fewer than the stride.</param>
        /// <exception cref="ArgumentException">Extents or types do not fit.</exception>
        public Tensor ConvTranspose2d(Tensor weight, Tensor? bias = null, Window? window = null, int groups = 1, int extra = 0)
        {
            ConvolutionShape shape = Shape(x, weight, bias, window ?? new(), groups, extra);
            if (x.Family<IConvolutionKernels>() is not { } kernels) return Composed(x, weight, bias, window, groups, extra);
            (x, weight) = (x.Contiguous(), weight.Contiguous());
            Tensor y = x.EmptyLike([shape.Batch, shape.Channels, shape.Height, shape.Width], "ConvTranspose2d");
            kernels.InputGradient(new(shape, y.Region, weight.Region, x.Region));
            if (Tape.Current is { } tape && (tape.Link(x), tape.Link(weight)) is var (linkX, linkWeight) && (linkX.IsNeeded || linkWeight.IsNeeded))
                tape.Append(y, new TransposedNode(kernels, shape, linkX, linkWeight, x, weight));
            return bias is null ? y : y + bias.Reshape(shape.Channels, 1, 1);
        }
    }

    /// <summary>The same in plain operations: each number of the filter puts what it gives to its rows and columns.</summary>
    public static Tensor Composed(Tensor x, Tensor weight, Tensor? bias, Window? window, int groups, int extra)
    {
        ConvolutionShape shape = Shape(x, weight, bias, window ?? new(), groups, extra);
        int inputs = shape.Outputs / groups, outputs = shape.Channels / groups, places = x.Shape[2] * x.Shape[3];
        Tensor? y = null;
        for (int ky = 0; ky < shape.KernelHeight; ky++)
            for (int kx = 0; kx < shape.KernelWidth; kx++)
            {
                Tensor numbers = weight.Slice(2, ky, 1).Slice(3, kx, 1).Reshape(groups, inputs, outputs).Transpose();
                Tensor given = numbers.MatMul(x.Reshape(shape.Batch, groups, inputs, places)).Reshape(shape.Batch, shape.Channels, x.Shape[2], x.Shape[3]);
                Tensor rows = Places(x, shape.Height, x.Shape[2], ky * shape.DilationY - shape.PaddingY, shape.StrideY);
                Tensor columns = Places(x, shape.Width, x.Shape[3], kx * shape.DilationX - shape.PaddingX, shape.StrideX);
                Tensor term = rows.MatMul(given).MatMul(columns.Transpose());
                y = y is null ? term : y + term;
            }
        return bias is null ? y! : y! + bias.Reshape(shape.Channels, 1, 1);
    }

    // [to, from], a one where row i of what is given comes to lie.
    static Tensor Places(Tensor like, int to, int from, int first, int step)
    {
        var matrix = new double[to * from];
        for (int i = 0; i < from; i++)
            if (first + (long)i * step is >= 0 and var at && at < to) matrix[at * from + i] = 1;
        return Tensor.From(matrix, [to, from], like.Device).To(like.DataType);
    }

    static ConvolutionShape Shape(Tensor x, Tensor weight, Tensor? bias, Window window, int groups, int extra)
    {
        Operand.RequireReal(x, "ConvTranspose2d");
        Operand.RequireLike(x, weight, "ConvTranspose2d", "a weight");
        if (x.Rank != 4) throw new ArgumentException($"ConvTranspose2d: expected pictures [batch, channels, height, width], got {x.Shape}.");
        if (weight.Rank != 4 || weight.Count == 0)
            throw new ArgumentException($"ConvTranspose2d: expected filters [inputs, outputs/groups, height, width], none of them 0, got {weight.Shape}.");
        if (x.Shape[1] != weight.Shape[0]) throw new ArgumentException($"ConvTranspose2d: expected {weight.Shape[0]} channels for filters {weight.Shape}, got {x.Shape}.");
        if (groups < 1 || weight.Shape[0] % groups != 0)
            throw new ArgumentException($"ConvTranspose2d: expected groups that divide the {weight.Shape[0]} inputs, got {groups}.");
        if (extra < 0 || extra >= Math.Min(window.StrideY, window.StrideX))
            throw new ArgumentException($"ConvTranspose2d: expected extra rows below the stride, got {extra} with {window}.");
        int height = Extent(x.Shape[2], weight.Shape[2], window.StrideY, window.PaddingY, window.DilationY, extra);
        int width = Extent(x.Shape[3], weight.Shape[3], window.StrideX, window.PaddingX, window.DilationX, extra);
        if (height < 1 || width < 1)
            throw new ArgumentException($"ConvTranspose2d: pictures {x.Shape} and filters {weight.Shape} with {window} leave nothing: expected less padding.");
        int outputs = checked(weight.Shape[1] * groups);
        if (bias is not null) Operand.RequireLike(weight, bias, [outputs], "ConvTranspose2d", "bias");
        return window.Over([x.Shape[0], outputs, height, width], x.Shape[1], weight.Shape[2], weight.Shape[3]) with { Groups = groups };
    }

    static int Extent(int size, int kernel, int stride, int padding, int dilation, int extra)
        => size == 0 ? 0 : checked((int)Math.Max(0, (size - 1L) * stride - 2L * padding + (long)dilation * (kernel - 1) + 1 + extra));

    sealed class TransposedNode : Node
    {
        readonly IConvolutionKernels kernels;
        readonly ConvolutionShape shape;
        readonly Link linkX, linkWeight;
        readonly Tensor x, weight;

        public TransposedNode(IConvolutionKernels kernels, in ConvolutionShape shape, Link linkX, Link linkWeight, Tensor x, Tensor weight)
        {
            (this.kernels, this.shape, this.linkX, this.linkWeight, this.x, this.weight) = (kernels, shape, linkX, linkWeight, x, weight);
            if (linkWeight.IsNeeded) Save(x);
            if (linkX.IsNeeded) Save(weight);
        }

        public override string Name => "ConvTranspose2d";

        // The convolution's own roles, exchanged: what came in is its result's gradient, and dy is its input.
        public override void Backward(Tape tape, Tensor gradient)
        {
            if (linkWeight.IsNeeded)
            {
                Tensor target = tape.Target(linkWeight, weight.Shape, out bool accumulate);
                kernels.WeightGradient(new(shape, gradient.Region, target.Region, x.Region, Accumulate: accumulate));
            }
            if (linkX.IsNeeded)
            {
                Tensor target = tape.Target(linkX, x.Shape, out bool accumulate);
                kernels.Convolution(new(shape, gradient.Region, weight.Region, target.Region, Accumulate: accumulate), default(Identity));
            }
        }
    }
}
