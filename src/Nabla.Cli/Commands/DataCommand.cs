namespace Nabla.Cli.Commands;

/// <summary><c>nabla data</c>: what data is known, and where it lies.</summary>
sealed class DataCommand : Command
{
    public DataCommand(VerbContext context) : base("data", "Lists the data sets that are known by name, or fetches one.")
    {
        Add(new DataListCommand(context));
        Add(new DataGetCommand(context));
    }
}
