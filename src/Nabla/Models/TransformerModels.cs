using Nabla.Modules;
using Nabla.Words;

namespace Nabla.Models;

/// <summary>Transformers by name.</summary>
static class TransformerModels
{
    const int MostLayers = 1000;

    public static readonly ModelEntry[] All =
    [
        new(new("gpt", "gpt:4x128x4", "layers × width × heads", 'x', 3, 3), TaskKind.Language, request => new Gpt(OptionsOf(request), request.Rng)) { Check = Check },
        new(new("encoder", "encoder:2x64x4", "layers × width × heads", 'x', 3, 3), TaskKind.Sequence, request => new TransformerClassifier(OptionsOf(request), request.Task.Outputs, request.Rng, request.Task.Padding)) { Check = Check },
        new(new("transformer", "transformer:2x64x4", "layers × width × heads", 'x', 3, 3), TaskKind.Translation, request => new EncoderDecoder(OptionsOf(request), request.Rng, Math.Max(0, request.Task.Padding))) { Check = Check },
    ];

    internal static void Check(SizedName name)
    {
        (int layers, int width, int heads) = (name.Sizes[0], name.Sizes[1], name.Sizes[2]);
        if (layers > MostLayers) throw new FormatException($"at most {MostLayers} layers, got {layers}.");
        if (width % heads != 0) throw new FormatException($"a width of {width} does not divide into {heads} heads: make it a multiple of them.");
    }

    /// <summary>What a recipe says of a transformer.</summary>
    /// <exception cref="FormatException">A choice is none of a transformer, or sizes do not fit each other.</exception>
    static TransformerOptions OptionsOf(ModelRequest request)
    {
        (int layers, int width, int heads) = (request.Sizes[0], request.Sizes[1], request.Sizes[2]);
        ModelOptions options = request.Options;
        request.CheckMatrix(4L * width, width);
        request.CheckMatrix(request.Task.Vocabulary, width);
        var chosen = new TransformerOptions(request.Task.Vocabulary, layers, width, heads)
        {
            ContextLength = request.Task.Input[^1], KeyHeads = options.KeyValueHeads, HasBias = options.Bias, Dropout = options.Dropout,
            FeedForward = FeedForward(options.Activation ?? "gelu"), Positions = Positions(options.Positions), UsesRmsNorm = UsesRms(options.Norm ?? "layer"),
            IsPreNorm = options.PreNorm ?? true, TiesEmbeddings = options.Tied ?? true, RecomputeEvery = options.RecomputeEvery,
        };
        if (options.Initializer is { } initializer) chosen = chosen with { Initializer = initializer };
        try
        {
            return chosen.Checked();
        }
        catch (ArgumentException error)
        {
            throw new FormatException(error.Message, error);
        }
    }

    static FeedForwardKind FeedForward(string activation) => activation switch
    {
        "gelu" => FeedForwardKind.Gelu,
        "gelu-tanh" => FeedForwardKind.GeluTanh,
        "relu" => FeedForwardKind.Relu,
        "swiglu" => FeedForwardKind.SwiGlu,
        _ => throw new FormatException($"model.activation: a transformer has gelu, gelu-tanh, relu or swiglu; got '{activation}'."),
    };

    static PositionKind Positions(string positions) => positions switch
    {
        "rotary" => PositionKind.Rotary,
        "none" => PositionKind.None,
        _ => PositionKind.Learned,
    };

    static bool UsesRms(string norm) => norm is "layer" or "rms" ? norm == "rms" : throw new FormatException($"model.norm: a transformer has layer or rms; got '{norm}'.");
}
