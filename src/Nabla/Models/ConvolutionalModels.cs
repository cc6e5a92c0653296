namespace Nabla.Models;

/// <summary>Networks of convolutions, for pictures [height, width] or [channels, height, width].</summary>
static class ConvolutionalModels
{
    static readonly Setting<int> width = ModelChoice.Size("width", "channels of a layer", 1 << 12), blocks = ModelChoice.Size("blocks", "residual blocks", 1000);

    internal static readonly ModelChoice
        ByLeCun = new("lenet", "two convolutions and three linear layers (LeCun et al. 1998, figure 2)", TaskKind.Numbers, LeNet),
        Plain = new("cnn", "two convolutions of 32 and 64 filters with batch normalisation and pooling, a hidden layer of 128", TaskKind.Numbers, Cnn),
        ByBlocks = new("resnet", "residual blocks of two convolutions of one width, then the mean of each channel", TaskKind.Numbers, OneWidth, width, blocks)
            { Separator = 'x', Example = "64x2" },
        ResNet8 = ForSmallPictures(8), ResNet14 = ForSmallPictures(14), ResNet20 = ForSmallPictures(20), ResNet32 = ForSmallPictures(32),
        ResNet44 = ForSmallPictures(44), ResNet56 = ForSmallPictures(56), ResNet110 = ForSmallPictures(110);

    // He et al. 2016, section 4.2: three stages of 2n layers, 16, 32 and 64 wide, each but the first at half the size.
    static ModelChoice ForSmallPictures(int layers) => new($"resnet-{layers}", $"{layers} layers for small pictures (He et al. 2016, section 4.2)", TaskKind.Numbers,
        request => Staged(request, (layers - 2) / 6));

    static Sequential LeNet(ModelRequest request)
    {
        var (channels, height, width) = Extents(request, 12);
        return
        [
            new AsPictures(channels, height, width),
            Convolution(request, channels, 6, 5, new(padding: 2)), request.Activation("tanh"), new AveragePool2d(2),
            Convolution(request, 6, 16, 5, new()), request.Activation("tanh"), new AveragePool2d(2),
            new Flatten(), request.Layer(16 * ((height / 2 - 4) / 2) * ((width / 2 - 4) / 2), 120), request.Activation("tanh"), request.Layer(120, 84), request.Activation("tanh"),
            .. request.Dropout(), request.Layer(84, request.Task.Outputs),
        ];
    }

    static Sequential Cnn(ModelRequest request)
    {
        var (channels, height, width) = Extents(request, 4);
        return
        [
            new AsPictures(channels, height, width),
            Convolution(request, channels, 32, 3), new BatchNorm2d(32), request.Activation("relu"), new MaxPool2d(2),
            Convolution(request, 32, 64, 3), new BatchNorm2d(64), request.Activation("relu"), new MaxPool2d(2),
            new Flatten(), request.Layer(64 * (height / 2 / 2) * (width / 2 / 2), 128), request.Activation("relu"), .. request.Dropout(),
            request.Layer(128, request.Task.Outputs),
        ];
    }

    static Sequential OneWidth(ModelRequest request)
    {
        int channels = request.Written.Get(width);
        List<Module> layers = [.. Stem(request, channels)];
        for (int i = 0; i < request.Written.Get(blocks); i++) layers.AddRange(Block(request, channels, channels, 1));
        return [.. layers, new GlobalAveragePool2d(), .. request.Dropout(), request.Layer(channels, request.Task.Outputs)];
    }

    static Sequential Staged(ModelRequest request, int blocksOfStage)
    {
        List<Module> layers = [.. Stem(request, 16)];
        int before = 16;
        foreach (int channels in (int[])[16, 32, 64])
            for (int i = 0; i < blocksOfStage; i++, before = channels) layers.AddRange(Block(request, before, channels, before == channels ? 1 : 2));
        return [.. layers, new GlobalAveragePool2d(), .. request.Dropout(), request.Layer(64, request.Task.Outputs)];
    }

    static Module[] Stem(ModelRequest request, int outputs)
    {
        var (channels, height, width) = Extents(request, 1);
        return [new AsPictures(channels, height, width), Convolution(request, channels, outputs, 3, hasBias: false), new BatchNorm2d(outputs), request.Activation("relu")];
    }

    static Module[] Block(ModelRequest request, int inputs, int outputs, int stride)
    {
        Sequential inside =
        [
            Convolution(request, inputs, outputs, 3, new(stride, 1), hasBias: false), new BatchNorm2d(outputs), request.Activation("relu"),
            Convolution(request, outputs, outputs, 3, hasBias: false), new BatchNorm2d(outputs),
        ];
        Module block = stride == 1 && inputs == outputs ? new Residual(inside) : new Shortcut(inside, Convolution(request, inputs, outputs, 1, new(stride), hasBias: false));
        return [block, request.Activation("relu")];
    }

    static Conv2d Convolution(ModelRequest request, int inputs, int outputs, int size, Window? window = null, bool hasBias = true)
    {
        request.CheckMatrix((long)inputs * size * size, outputs);
        return new(inputs, outputs, size, request.Rng, window, initializer: request.Options.Initializer ?? Initializer.Kaiming, hasBias: hasBias);
    }

    static (int Channels, int Height, int Width) Extents(ModelRequest request, int least)
    {
        Shape input = request.Task.Input;
        if (input.Rank is not (2 or 3))
        {
            throw new FormatException($"Model: a network of convolutions needs pictures [height, width] or [channels, height, width], got {input}: "
                + "use --model mlp for rows of numbers.");
        }
        var (channels, height, width) = (input.Rank == 3 ? input[0] : 1, input[^2], input[^1]);
        if (height < least || width < least)
            throw new FormatException($"Model: pictures of {height}×{width} pixels are too small for this network: at least {least}×{least} are needed.");
        return (channels, height, width);
    }
}
