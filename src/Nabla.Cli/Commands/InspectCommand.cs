using Nabla.Checkpoints;
using Nabla.Pretrained;

namespace Nabla.Cli.Commands;

/// <summary><c>nabla inspect</c>: what a run or a file of weights holds.</summary>
sealed class InspectCommand : Verb
{
    readonly Argument<string> path = new("RUN|FILE") { Description = "a run folder, its name in runs/, a folder with config.json and model.safetensors, or a .safetensors file" };

    public InspectCommand(VerbContext context) : base(context, "inspect", "Lists layers, shapes, parameters and bytes of a run or a file of weights.",
        "nabla inspect runs/glyphs-mlp", "nabla inspect model.safetensors --json") => Add(path);

    protected override int Run(ParseResult words, Channels channels)
    {
        string given = words.GetValue(path)!;
        var pretrained = new Gpt2Folder(given);
        using var file = SafetensorsFile.Open(File.Exists(given) ? given : pretrained.Exists ? pretrained.Weights : SavedRun.OpenFolder(given).Model);
        channels.Finish(text => Describe(text, file), json => Write(json, file));
        return 0;
    }

    static void Describe(TextWriter text, SafetensorsFile file)
    {
        text.WriteLine(SavedRun.Short(file.Path));
        TextTable.Write(text, ["tensor", "type", "shape", ">numbers", ">bytes"],
        [
            .. file.Entries.Select(entry => (IReadOnlyList<string>)[entry.Name, entry.Type.Name, entry.Shape.ToString(), Count(entry.Shape.Count), Count(entry.ByteCount)]),
            ["total", "", "", Count(file.Entries.Sum(entry => entry.Shape.Count)), Count(file.Entries.Sum(entry => entry.ByteCount))],
        ]);
        foreach (var (name, value) in file.Metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal)) text.WriteLine($"{name}: {value}");
    }

    static void Write(Utf8JsonWriter json, SafetensorsFile file)
    {
        json.WriteString("file", file.Path);
        json.WriteNumber("numbers", file.Entries.Sum(entry => entry.Shape.Count));
        json.WriteNumber("bytes", file.Entries.Sum(entry => entry.ByteCount));
        json.WriteStartArray("tensors");
        foreach (var entry in file.Entries)
        {
            json.WriteStartObject();
            json.WriteString("name", entry.Name);
            json.WriteString("type", entry.Type.Name);
            json.WriteStartArray("shape");
            foreach (int extent in entry.Shape) json.WriteNumberValue(extent);
            json.WriteEndArray();
            json.WriteNumber("numbers", entry.Shape.Count);
            json.WriteNumber("bytes", entry.ByteCount);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartObject("metadata");
        foreach (var (name, value) in file.Metadata) json.WriteString(name, value);
        json.WriteEndObject();
    }

    static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
