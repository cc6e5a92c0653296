namespace Nabla.Modules;

/// <summary>The largest number of each window, by channel: [batch, channels, height, width] → [batch, channels, height', width'].</summary>
/// <param name="size">Rows and columns of the window.</param>
/// <param name="window">How it goes; by default windows lie side by side.</param>
public sealed partial class MaxPool2d(int size, Window? window = null) : Module
{
    /// <inheritdoc/>
    public override Tensor Forward(Tensor input) => input.MaxPool2d(size, window);
}

/// <summary>The mean of each window, by channel: [batch, channels, height, width] → [batch, channels, height', width'].</summary>
/// <param name="size">Rows and columns of the window.</param>
/// <param name="window">How it goes; by default windows lie side by side.</param>
public sealed partial class AveragePool2d(int size, Window? window = null) : Module
{
    /// <inheritdoc/>
    public override Tensor Forward(Tensor input) => input.AveragePool2d(size, window);
}

/// <summary>The mean of each channel over the whole picture: [batch, channels, height, width] → [batch, channels].</summary>
public sealed partial class GlobalAveragePool2d : Module
{
    /// <inheritdoc/>
    public override Tensor Forward(Tensor input) => input.Rank == 4 ? input.Mean(2, 3)
        : throw new ArgumentException($"{Title} expects pictures [batch, channels, height, width], got {input.Shape}.");
}

/// <summary>Examples as pictures: [batch, …] of channels·height·width numbers → [batch, channels, height, width].</summary>
/// <param name="channels">1 for grey, 3 for red, green and blue.</param>
/// <param name="height">Rows.</param>
/// <param name="width">Columns.</param>
public sealed partial class AsPictures(int channels, int height, int width) : Module
{
    /// <inheritdoc/>
    public override Tensor Forward(Tensor input)
    {
        if (input.Rank < 2 || input.Count != (long)input.Shape[0] * channels * height * width)
            throw new ArgumentException($"{Title} expects [batch, {channels}, {height}, {width}], got {input.Shape}: are these the pictures that the model was made for?");
        return input.Reshape(input.Shape[0], channels, height, width);
    }
}
