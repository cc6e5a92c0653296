namespace Nabla.Pretrained;

/// <summary>The sizes of a GPT-2 as Hugging Face's <c>config.json</c> has them.</summary>
static class Gpt2Configuration
{
    const int MostLayers = 10_000, Largest = 1 << 24;

    static readonly (string Name, FeedForwardKind Kind)[] activations =
    [
        ("gelu_new", FeedForwardKind.GeluTanh), ("gelu_pytorch_tanh", FeedForwardKind.GeluTanh), ("gelu_fast", FeedForwardKind.GeluTanh), ("gelu", FeedForwardKind.Gelu), ("relu", FeedForwardKind.Relu),
    ];

    // What a GPT-2 of another kind would say, and what is done here.
    static readonly (string Name, bool Done)[] variants =
        [("scale_attn_weights", true), ("scale_attn_by_inverse_layer_idx", false), ("add_cross_attention", false), ("tie_word_embeddings", true)];

    /// <summary>Reads a <c>config.json</c>; a size that it leaves out is that of the small GPT-2.</summary>
    /// <exception cref="DataException">It cannot be read, is of another model, or asks for something that is not done here.</exception>
    public static TransformerOptions Read(string path) => TokenizerFile.ReadJson(path, Read);

    /// <summary>Writes the <c>config.json</c> of a model, in full or not at all.</summary>
    /// <exception cref="ArgumentException">The model is no GPT-2.</exception>
    /// <exception cref="FileException">The disk is full, or the place cannot be written.</exception>
    public static void Write(string path, TransformerOptions options)
    {
        Check(options);
        AtomicFile.Write(path, stream =>
        {
            using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true });
            Write(json, options);
        });
    }

    /// <summary>The same options, if a GPT-2 has them.</summary>
    /// <exception cref="ArgumentException">The model is no GPT-2.</exception>
    internal static TransformerOptions Check(TransformerOptions options) =>
        options is { Positions: PositionKind.Learned, IsPreNorm: true, HasBias: true, TiesEmbeddings: true, UsesRmsNorm: false, FeedForward: not FeedForwardKind.SwiGlu } && (options.KeyHeads ?? options.Heads) == options.Heads ? options
            : throw new ArgumentException("Gpt2Configuration: the model is no GPT-2, which has learned positions, pre-norm, layer norm, biases, tied embeddings, no gates and as many key heads as heads.");

    static TransformerOptions Read(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object) throw new FormatException("it is no JSON object: is it the config.json of a model?");
        if (Text(root, "model_type", "gpt2") is var type && type != "gpt2") throw new FormatException($"its model_type is '{type}': only gpt2 is read.");
        foreach ((string name, bool done) in variants)
            if (root.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.True or JsonValueKind.False && value.GetBoolean() != done)
                throw new FormatException($"its {name} is {(done ? "false" : "true")}, which is not done here.");
        return Checked(new(Size(root, "vocab_size", 50257), Size(root, "n_layer", 12, MostLayers), Size(root, "n_embd", 768), Size(root, "n_head", 12))
        {
            ContextLength = Size(root, "n_positions", 1024),
            Hidden = root.TryGetProperty("n_inner", out var inner) && inner.ValueKind != JsonValueKind.Null ? Size(root, "n_inner", 0) : null,
            FeedForward = Activation(Text(root, "activation_function", "gelu_new")),
            NormEpsilon = Number(root, "layer_norm_epsilon", 1e-5),
            Dropout = Number(root, "resid_pdrop", 0.1),
        });
    }

    static TransformerOptions Checked(TransformerOptions options)
    {
        try { return options.Checked(); }
        catch (ArgumentException error) { throw new FormatException(error.Message, error); }
    }

    static FeedForwardKind Activation(string name) =>
        Array.Find(activations, each => each.Name == name) is { Name: not null } found ? found.Kind
            : throw new FormatException($"its activation_function is '{name}': {string.Join(", ", activations.Select(each => each.Name))} are read.");

    static int Size(JsonElement root, string name, int otherwise, int most = Largest) =>
        !root.TryGetProperty(name, out var value) ? otherwise
        : value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int size) && size >= 1 && size <= most ? size
        : throw new FormatException($"its {name} is {value}: expected a whole number from 1 to {most}.");

    static double Number(JsonElement root, string name, double otherwise) =>
        !root.TryGetProperty(name, out var value) ? otherwise
        : value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out double number) && number is >= 0 and < 1 ? number
        : throw new FormatException($"its {name} is {value}: expected a number from 0, below 1.");

    static string Text(JsonElement root, string name, string otherwise) =>
        !root.TryGetProperty(name, out var value) ? otherwise : value.ValueKind == JsonValueKind.String ? value.GetString()! : throw new FormatException($"its {name} is {value}: expected a text.");

    static void Write(Utf8JsonWriter json, TransformerOptions options)
    {
        json.WriteStartObject();
        json.WriteString("model_type", "gpt2");
        json.WriteStartArray("architectures");
        json.WriteStringValue("GPT2LMHeadModel");
        json.WriteEndArray();
        foreach ((string name, int size) in (ReadOnlySpan<(string, int)>)[("vocab_size", options.Vocabulary), ("n_positions", options.ContextLength), ("n_ctx", options.ContextLength), ("n_embd", options.Width), ("n_layer", options.Layers), ("n_head", options.Heads), ("n_inner", options.HiddenWidth)])
            json.WriteNumber(name, size);
        json.WriteString("activation_function", Array.Find(activations, each => each.Kind == options.FeedForward).Name);
        json.WriteNumber("layer_norm_epsilon", options.NormEpsilon);
        foreach ((string name, double rate) in (ReadOnlySpan<(string, double)>)[("embd_pdrop", options.Dropout), ("resid_pdrop", options.Dropout), ("attn_pdrop", 0)]) json.WriteNumber(name, rate);
        json.WriteBoolean("tie_word_embeddings", true);
        json.WriteEndObject();
    }
}
