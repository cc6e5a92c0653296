namespace Nabla.Cli.Commands;

/// <summary><c>nabla data get NAME</c>: makes sure that a set is here.</summary>
sealed class DataGetCommand : Verb
{
    readonly Argument<string> name = new("NAME") { Description = "a name of 'nabla data list'" };

    public DataGetCommand(VerbContext context) : base(context, "get", "Makes sure that a data set is here: finds it, or fetches it from its public home and checks it.", "nabla data get mnist") => Add(name);

    protected override int Run(ParseResult words, Channels channels)
    {
        string wanted = words.GetValue(name)!;
        var catalog = DataCatalog.Default;
        if (catalog.Find(wanted) is null) channels.Say($"Fetching {wanted} …");
        string? place = catalog.Get(wanted) is { Length: > 0 } folder ? folder : null; // what is made lies nowhere
        channels.Finish(text => text.WriteLine(place ?? $"{wanted} is made when needed: there is nothing to fetch."), json =>
        {
            json.WriteString("name", wanted);
            json.WriteString("path", place);
        });
        return 0;
    }
}
