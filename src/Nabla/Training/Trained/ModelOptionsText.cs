namespace Nabla.Training;

/// <summary>The choices that a network by name was made with, in the header of a model file: what models have in common, and what this one declares.
/// It names no model, so that a program with a network of its own carries no code of others.</summary>
static class ModelOptionsText
{
    const string Section = "model.";

    public static void Write(Utf8JsonWriter json, ModelOptions options)
    {
        if (options.Activation is { } activation) json.WriteString("activation", activation);
        if (options.Norm is { } norm) json.WriteString("norm", norm);
        json.WriteNumber("dropout", options.Dropout); // it decides what layers there are, and so their paths
        foreach (var (path, text) in options.Said.Usual.SetItems(options.Said.Given).OrderBy(said => said.Key, StringComparer.Ordinal))
            json.WriteString(path.StartsWith(Section, StringComparison.Ordinal) ? path[Section.Length..] : path, text);
    }

    public static ModelOptions Read(JsonElement json) => json.EnumerateObject().Aggregate(new ModelOptions(), (options, option) => option.Name switch
    {
        "activation" => options with { Activation = option.Value.GetString() },
        "norm" => options with { Norm = option.Value.GetString() },
        "dropout" => options with { Dropout = option.Value.GetDouble() },
        _ => options with { Said = options.Said.With(Section + option.Name, option.Value.ToString()) },
    });
}
