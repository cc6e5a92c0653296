namespace Nabla.Training;

/// <summary>What a model file says of itself: the network's name and options, the loss, and the fields of inputs (before and after preprocessing) and
/// targets. A vocabulary that several fields share is there once; that of text is the tokenizer beside it.</summary>
sealed class ModelHeader
{
    public const string VersionKey = "nabla.model", Version = "2", Key = "description", TokenizerKey = "tokenizer";

    readonly JsonElement json;
    readonly FieldReader fields;

    ModelHeader(JsonElement json, FieldReader fields) => (this.json, this.fields) = (json, fields);

    /// <summary>The network's name and sizes; null for a network of somebody's own.</summary>
    public string? Name => json.GetProperty("model").GetString();

    /// <summary>What else was chosen when it was made.</summary>
    public ModelOptions Options => ModelOptionsText.Read(json.GetProperty("options"));

    /// <summary>What an input is before preprocessing.</summary>
    public IReadOnlyList<Field> Inputs => fields.Read(json.GetProperty("inputs"));

    /// <summary>The header of a file; null where it is none of ours, or of an older version, whose models say less.</summary>
    /// <exception cref="FormatException">It is of a newer version; of a damaged one also what JSON throws.</exception>
    public static ModelHeader? Read(IReadOnlyDictionary<string, string> metadata)
    {
        if (!metadata.TryGetValue(VersionKey, out string? version) || version == "1") return null;
        if (version != Version) throw new FormatException($"its form is {version}, this version reads {Version}");
        JsonElement json = JsonDocument.Parse(metadata[Key]).RootElement;
        return new(json, new FieldReader(json, metadata.TryGetValue(TokenizerKey, out string? tokenizer) ? Tokenizer.FromJson(tokenizer) : null));
    }

    public static string Write(TrainedModel trained)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            var fields = new FieldWriter(json, trained.Tokenizer);
            json.WriteStartObject();
            json.WriteString("model", trained.Name);
            json.WriteStartObject("options");
            ModelOptionsText.Write(json, trained.Options);
            json.WriteEndObject();
            json.WriteString("task", trained.Task.Name);
            json.WriteString("loss", trained.Task.Choice.Words);
            json.WriteNumber("smoothing", trained.Task.Choice.Smoothing);
            fields.Write("inputs", trained.InputFields);
            if (!ReferenceEquals(trained.InputFields, trained.Task.Inputs)) fields.Write("features", trained.Task.Inputs);
            fields.Write("targets", trained.TargetFields);
            fields.WriteVocabularies();
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    /// <summary>What the model learnt.</summary>
    public LearningTask Task()
    {
        string loss = json.GetProperty("loss").GetString() ?? throw new FormatException("it was trained with a loss of somebody's own: give the task to Open");
        var task = LearningTask.For(fields.Read(json.TryGetProperty("features", out JsonElement features) ? features : json.GetProperty("inputs")),
            fields.Read(json.GetProperty("targets")),
            LossChoice.Named(loss) with { Smoothing = json.GetProperty("smoothing").GetDouble() });
        return json.GetProperty("task").GetString() is var name && name == task.Name ? task
            : throw new FormatException($"its task '{name}' is one of somebody's own: give it to Open");
    }

    /// <summary>The network, fresh.</summary>
    public Module Model(LearningTask task) => Name is { } name ? ModelCatalog.Create(name, task.ModelTask, Options, Rng.FromSeed(0))
        : throw new FormatException("its network is one of somebody's own: give it to Open");
}
