namespace Nabla.Models;

/// <summary>Transformers by name.</summary>
static class TransformerModels
{
    internal static readonly Setting<int>
        Layers = ModelChoice.Size("layers", "blocks", 1000), Width = ModelChoice.Size("width", "numbers for each place"),
        Heads = ModelChoice.Size("heads", "heads of attention");
    static readonly Setting<int?> hidden =
        new("model.hidden", "numbers inside a feed-forward layer; auto: 4 × width, with swiglu 8/3",
            Notations.Whole(1, 1 << 20).Or("auto"), null) { Since = new(0, 2) },
        keyHeads = new("model.kvHeads", "heads of keys and values in attention; auto: as many as heads", Notations.Whole(1, 1 << 10).Or("auto"), null);
    static readonly Setting<bool> bias = new("model.bias", "linear layers have a bias", Notations.Switch, true);
    static readonly Setting<string> positions =
        new("model.positions", "how the place of a token is known", Notations.Word("learned", "rotary", "none"), "learned");
    internal static readonly ModelChoice
        Decoder = Choose("gpt", "decoder: each token by those before it",
            TaskKind.Language, "4x128x4", request => new Gpt(OptionsOf(request), request.Rng)),
        Encoder = Choose("encoder", "encoder: one class for a sequence",
            TaskKind.Sequence, "2x64x4",
            request => new TransformerClassifier(OptionsOf(request), request.Task.Outputs, request.Rng, request.Task.Padding)),
        Both = Choose("transformer", "encoder and decoder: a sequence from another",
            TaskKind.Translation, "2x64x4",
            request => new EncoderDecoder(OptionsOf(request), request.Rng, request.Task.Padding ?? 0));

    static ModelChoice Choose(string name, string description, TaskKind task, string example, Func<ModelRequest, Module> create) =>
        new(name, description, task, create, Layers, Width, Heads)
        {
            Fields = [bias, hidden, keyHeads, positions, ModelChoice.PreNorm, ModelChoice.Recompute, ModelChoice.Tied],
            Separator = 'x', Example = example, Check = Check,
        };

    internal static void Check(Written written)
    {
        int width = written.Get(Width), heads = written.Get(Heads);
        if (width % heads != 0) throw new ArgumentException($"a width of {width} does not divide into {heads} heads: make it a multiple of them.");
    }

    /// <summary>What a recipe says of a transformer.</summary>
    /// <exception cref="FormatException">A choice is none of a transformer, or sizes do not fit each other.</exception>
    static TransformerOptions OptionsOf(ModelRequest request)
    {
        (Written written, ModelOptions options) = (request.Written, request.Options);
        int layers = written.Get(Layers), width = written.Get(Width), heads = written.Get(Heads);
        request.CheckMatrix(2L * written.Get(hidden) ?? 4L * width, width);
        request.CheckMatrix(request.Task.Vocabulary, width);
        var chosen = new TransformerOptions(request.Task.Vocabulary, layers, width, heads)
        {
            ContextLength = request.Task.Input[^1], Hidden = written.Get(hidden), KeyHeads = written.Get(keyHeads), HasBias = written.Get(bias),
            FeedForward = FeedForward(options.Activation ?? "gelu"), Positions = Enum.Parse<PositionKind>(written.Get(positions), ignoreCase: true),
            UsesRmsNorm = UsesRms(options.Norm ?? "layer"), IsPreNorm = written.Get(ModelChoice.PreNorm) ?? true, Dropout = options.Dropout,
            TiesEmbeddings = written.Get(ModelChoice.Tied) ?? true, RecomputeEvery = written.Get(ModelChoice.Recompute) ?? 0,
        };
        if (options.Initializer is { } initializer) chosen = chosen with { Initializer = initializer };
        return chosen.Checked();
    }

    static FeedForwardKind FeedForward(string activation) => activation switch
    {
        "gelu" => FeedForwardKind.Gelu,
        "gelu-tanh" => FeedForwardKind.GeluTanh,
        "relu" => FeedForwardKind.Relu,
        "swiglu" => FeedForwardKind.SwiGlu,
        _ => throw new FormatException($"model.activation: a transformer has gelu, gelu-tanh, relu or swiglu; got '{activation}'."),
    };

    static bool UsesRms(string norm) => norm is "layer" or "rms" ? norm == "rms" : throw new FormatException($"model.norm: a transformer has layer or rms; got '{norm}'.");
}
