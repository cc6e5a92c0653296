using Nabla.Data.Catalog;
using Nabla.Words;

namespace Nabla.Cli.Commands;

/// <summary><c>nabla data get NAME</c>: makes sure that a set is here.</summary>
sealed class DataGetCommand : Verb
{
    readonly Argument<string> name = new("NAME") { Description = "a name of 'nabla data list'" };

    public DataGetCommand(VerbContext context) : base(context, "get", "Makes sure that a data set is here: finds it, or fetches it from its public home and checks it.", "nabla data get mnist") => Add(name);

    protected override int Run(ParseResult words, Channels channels)
    {
        string wanted = words.GetValue(name)!;
        var known = DataCatalog.Known.FirstOrDefault(each => each.Name == wanted)
            ?? throw new UsageException(NearestWord.Sentence("data set", wanted, [.. DataCatalog.Known.Select(each => each.Name)]));
        var catalog = DataCatalog.Default;
        if (!known.IsGenerated && catalog.Find(wanted) is null) channels.Say($"Fetching {wanted} …");
        string? place = known.IsGenerated ? null : catalog.Get(wanted);
        channels.Finish(text => text.WriteLine(place ?? $"{wanted} is made when needed: there is nothing to fetch."), json =>
        {
            json.WriteString("name", wanted);
            json.WriteString("path", place);
        });
        return 0;
    }
}
