namespace Nabla.Devices;

/// <summary>The extents of a convolution: x [batch, channels, height, width] with filters [outputs, channels/groups, kernel height, kernel width] gives
/// y [batch, outputs, output height, output width]. Each group of outputs sees its group of channels alone.</summary>
public readonly record struct ConvolutionShape(int Batch, int Channels, int Height, int Width, int Outputs, int KernelHeight, int KernelWidth)
{
    /// <summary>Rows from one place of the filter to the next.</summary>
    public int StrideY { get; init; } = 1;
    /// <summary>Columns from one place of the filter to the next.</summary>
    public int StrideX { get; init; } = 1;
    /// <summary>Rows of zeros above and below.</summary>
    public int PaddingY { get; init; }
    /// <summary>Columns of zeros at the left and at the right.</summary>
    public int PaddingX { get; init; }
    /// <summary>Rows from one number of the filter to the next.</summary>
    public int DilationY { get; init; } = 1;
    /// <summary>Columns from one number of the filter to the next.</summary>
    public int DilationX { get; init; } = 1;
    /// <summary>How many groups there are.</summary>
    public int Groups { get; init; } = 1;

    /// <summary>Rows of y; less than 1 where the filter is higher than the padded picture.</summary>
    public int OutputHeight => Places(Height, PaddingY, KernelHeight, DilationY, StrideY);
    /// <summary>Columns of y; less than 1 where the filter is wider than the padded picture.</summary>
    public int OutputWidth => Places(Width, PaddingX, KernelWidth, DilationX, StrideX);

    /// <summary>Numbers of a filter: the channels of a group times its height times its width.</summary>
    public int Depth => Channels / Groups * KernelHeight * KernelWidth;

    /// <summary>Multiplications and additions of the whole.</summary>
    public double Work => (double)Batch * Outputs * Depth * OutputHeight * OutputWidth;

    static int Places(int size, int padding, int kernel, int dilation, int stride)
    {
        long room = size + 2L * padding - (long)dilation * (kernel - 1) - 1;
        return room < 0 ? 0 : checked((int)(room / stride + 1));
    }
}
