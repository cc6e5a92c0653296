namespace Nabla.Runs;

/// <summary>The result of a run in one object: <c>summary.json</c>, and the last line of <c>train --json</c>.</summary>
public sealed record RunSummary
{
    const long LongestFile = 1 << 24;

    /// <summary>What names of measures on the test data begin with, among further fields: <c>test_accuracy</c>.</summary>
    public const string Test = "test_";

    /// <summary>One of <see cref="RunStatus"/>.</summary>
    public string Status { get; init; } = RunStatus.Running;

    /// <summary>Training steps done.</summary>
    public long Steps { get; init; }

    /// <summary>Seconds of training.</summary>
    public double Seconds { get; init; }

    /// <summary>Examples per second, over the whole training.</summary>
    public double? SamplesPerSecond { get; init; }

    /// <summary>Loss on the training data at the end.</summary>
    public double? TrainLoss { get; init; }

    /// <summary>Loss on the test data at the end.</summary>
    public double? TestLoss { get; init; }

    /// <summary>Trained numbers in the model.</summary>
    public long? Parameters { get; init; }

    /// <summary>Peak resident memory of the process.</summary>
    public long? PeakMemoryBytes { get; init; }

    /// <summary>Path of the run folder.</summary>
    public string? Run { get; init; }

    /// <summary>Further fields, in order.</summary>
    public IReadOnlyList<KeyValuePair<string, RunValue>> Extra { get; init; } = [];

    /// <summary>The number in a further field; null where there is none.</summary>
    public double? this[string name] => Extra.FirstOrDefault(field => field.Key == name) is { Key: not null } found ? found.Value.Number : null;

    /// <summary>This summary with one more field.</summary>
    public RunSummary With(string name, RunValue value) => this with { Extra = [.. Extra.Where(f => f.Key != name), new(name, value)] };

    /// <summary>The JSON object: unknown numbers are null, as are numbers that are not finite (a "note" names those).</summary>
    public string ToJson(bool indented = false)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer, EventLine.Format with { Indented = indented });
        json.WriteStartObject();
        RunJson.Write(json, Fields());
        json.WriteEndObject();
        json.Flush();
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    List<KeyValuePair<string, RunValue>> Fields()
    {
        var fields = Known(("status", Status), ("steps", Steps), ("seconds", Math.Round(Seconds, 3)), ("samples_per_second", SamplesPerSecond), ("train_loss", TrainLoss),
            ("test_loss", TestLoss));
        fields.AddRange(Extra.Where(extra => extra.Key.StartsWith(Test, StringComparison.Ordinal)));
        fields.AddRange(Known(("parameters", Parameters), ("peak_memory_bytes", PeakMemoryBytes), ("run", Run is null ? default(RunValue?) : Run)));
        fields.AddRange(Extra.Where(extra => fields.All(field => field.Key != extra.Key)).ToList());
        return fields;
    }

    static List<KeyValuePair<string, RunValue>> Known(params (string Name, RunValue? Value)[] fields) =>
        [.. from field in fields where field.Value is not null select KeyValuePair.Create(field.Name, field.Value!.Value)];

    /// <summary>Replaces <c>summary.json</c>; a crash leaves the old one or the new.</summary>
    /// <exception cref="FileException">Disk full, no permission.</exception>
    public void Save(RunFolder folder) => AtomicFile.WriteText(folder.Summary, ToJson(indented: true) + "\n");

    /// <summary>Reads <c>summary.json</c>; null when the run has none yet.</summary>
    /// <exception cref="RunException">The file is damaged or cannot be read.</exception>
    public static RunSummary? Load(RunFolder folder)
    {
        try
        {
            if (!File.Exists(folder.Summary)) return null;
            if (PlainFile.Length(folder.Summary) is 0 or > LongestFile) throw new JsonException("it is empty or too large");
            using var document = JsonDocument.Parse(File.ReadAllBytes(folder.Summary));
            return Read(document.RootElement);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw new RunException($"'{folder.Summary}' is damaged: {error.Message.Split('.')[0]}. Delete it; the events are kept apart.", error);
        }
        catch (Exception error) when (FileException.IsFileError(error))
        {
            throw FileException.From(error, "read", folder.Summary);
        }
    }

    static RunSummary Read(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object) throw new JsonException("it holds no object");
        var fields = new List<KeyValuePair<string, RunValue>>();
        foreach (JsonProperty property in json.EnumerateObject())
            if (RunJson.Read(property.Value) is { } value) fields.Add(new(property.Name, value));
        return From(fields);
    }

    static RunSummary From(List<KeyValuePair<string, RunValue>> fields)
    {
        RunValue? Take(string name)
        {
            int index = fields.FindLastIndex(f => f.Key == name);
            if (index < 0) return null;
            RunValue value = fields[index].Value;
            fields.RemoveAll(f => f.Key == name);
            return value;
        }
        long? Whole(string name) => Take(name)?.Number is { } number && double.IsFinite(number) ? (long)number : null;
        return new()
        {
            Status = Take("status")?.Text ?? RunStatus.Running,
            Steps = Whole("steps") ?? 0,
            Seconds = Take("seconds")?.Number ?? 0,
            SamplesPerSecond = Take("samples_per_second")?.Number,
            TrainLoss = Take("train_loss")?.Number,
            TestLoss = Take("test_loss")?.Number,
            Parameters = Whole("parameters"),
            PeakMemoryBytes = Whole("peak_memory_bytes"),
            Run = Take("run")?.Text,
            Extra = fields,
        };
    }
}
