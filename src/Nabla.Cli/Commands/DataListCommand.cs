namespace Nabla.Cli.Commands;

/// <summary><c>nabla data list</c>: what is known, and where it lies.</summary>
sealed class DataListCommand(VerbContext context) : Verb(context, "list", "Lists the data sets that are known by name, and where they lie.", "nabla data list", "nabla data list --json")
{
    public override void WriteNotes(TextWriter help) => help.WriteLine(
        $"\nSets are looked for in $NABLA_DATA, then in the user's cache; 'nabla data get NAME' fetches one.\n--data also takes a path: {string.Join("; ", DataCatalog.Formats.Select(each => each.Description))}.");

    protected override int Run(ParseResult words, Channels channels)
    {
        var catalog = DataCatalog.Default;
        var places = DataCatalog.Known.Select(known => (Data: known, Place: known.IsGenerated ? null : catalog.Find(known.Name))).ToList();
        channels.Finish(
            text => TextTable.Write(text, ["name", "what", "where"], places.Select(each => (IReadOnlyList<string>)[each.Data.Name, each.Data.Description, each.Data.IsGenerated ? "(made)" : each.Place ?? "not here yet"])),
            json =>
            {
                json.WriteString("cache", catalog.Cache);
                json.WriteStartArray("data");
                foreach (var (data, place) in places)
                {
                    json.WriteStartObject();
                    json.WriteString("name", data.Name);
                    json.WriteString("description", data.Description);
                    json.WriteBoolean("generated", data.IsGenerated);
                    json.WriteString("path", place);
                    json.WriteEndObject();
                }
                json.WriteEndArray();
            });
        return 0;
    }
}
