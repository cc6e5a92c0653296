namespace Nabla.Training;

/// <summary>The choices that a network by name is made with, in the header of a model file: those that shape it, not those of training alone.</summary>
static class ModelOptionsText
{
    public static void Write(Utf8JsonWriter json, ModelOptions options)
    {
        if (options.Activation is { } activation) json.WriteString("activation", activation);
        if (options.Norm is { } norm) json.WriteString("norm", norm);
        if (options.PreNorm is { } preNorm) json.WriteBoolean("preNorm", preNorm);
        json.WriteBoolean("bias", options.Bias);
        json.WriteString("positions", options.Positions);
        if (options.Tied is { } tied) json.WriteBoolean("tied", tied);
        if (options.KeyValueHeads is { } heads) json.WriteNumber("kvHeads", heads);
        if (options.Embedding is { } embedding) json.WriteNumber("embedding", embedding);
        if (options.Smoothing is { } smoothing) json.WriteNumber("smoothing", smoothing);
        json.WriteNumber("dropout", options.Dropout); // it decides what layers there are, and so their paths
    }

    public static ModelOptions Read(JsonElement json)
    {
        return new()
        {
            Activation = Find("activation")?.GetString(), Norm = Find("norm")?.GetString(), PreNorm = Find("preNorm")?.GetBoolean(), Bias = Find("bias")?.GetBoolean() ?? true,
            Positions = Find("positions")?.GetString() ?? "learned",
            Tied = Find("tied")?.GetBoolean(), KeyValueHeads = Find("kvHeads")?.GetInt32(), Embedding = Find("embedding")?.GetInt32(),
            Smoothing = Find("smoothing")?.GetDouble(), Dropout = Find("dropout")?.GetDouble() ?? 0,
        };

        JsonElement? Find(string name) => json.TryGetProperty(name, out JsonElement value) ? value : null;
    }
}
