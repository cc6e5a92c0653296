namespace Nabla.Operations;

/// <summary>How a filter or a pool goes over pictures: steps, zeros around them, and the distance of its own numbers, each of rows and of columns.</summary>
public sealed record Window
{
    int strideY = 1, strideX = 1, paddingY, paddingX, dilationY = 1, dilationX = 1;

    /// <summary>A window of the same steps, zeros and distances in rows and columns.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A stride or dilation is below 1, or padding below 0.</exception>
    public Window(int stride = 1, int padding = 0, int dilation = 1)
    {
        (StrideY, StrideX, PaddingY, PaddingX, DilationY, DilationX) = (stride, stride, padding, padding, dilation, dilation);
    }

    /// <summary>Rows from one place to the next.</summary>
    public int StrideY { get => strideY; init => strideY = AtLeast(1, value, "stride"); }
    /// <summary>Columns from one place to the next.</summary>
    public int StrideX { get => strideX; init => strideX = AtLeast(1, value, "stride"); }
    /// <summary>Rows of zeros above and below.</summary>
    public int PaddingY { get => paddingY; init => paddingY = AtLeast(0, value, "padding"); }
    /// <summary>Columns of zeros at the left and at the right.</summary>
    public int PaddingX { get => paddingX; init => paddingX = AtLeast(0, value, "padding"); }
    /// <summary>Rows from one number of the filter to the next.</summary>
    public int DilationY { get => dilationY; init => dilationY = AtLeast(1, value, "dilation"); }
    /// <summary>Columns from one number of the filter to the next.</summary>
    public int DilationX { get => dilationX; init => dilationX = AtLeast(1, value, "dilation"); }

    /// <inheritdoc/>
    public override string ToString() => $"stride {StrideY}×{StrideX}, padding {PaddingY}×{PaddingX}, dilation {DilationY}×{DilationX}";

    /// <summary>The window over pictures [batch, channels, height, width].</summary>
    internal ConvolutionShape Over(in Shape pictures, int outputs, int kernelHeight, int kernelWidth)
        => new(pictures[0], pictures[1], pictures[2], pictures[3], outputs, kernelHeight, kernelWidth)
        {
            StrideY = StrideY, StrideX = StrideX, PaddingY = PaddingY, PaddingX = PaddingX, DilationY = DilationY, DilationX = DilationX,
        };

    static int AtLeast(int least, int value, string name) => value >= least ? value
        : throw new ArgumentOutOfRangeException(null, $"Window: {name} is {value}: expected at least {least}.");
}
