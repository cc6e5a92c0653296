namespace Nabla.Architecture.Tests;

/// <summary>
/// Folders by their paths without src: Nabla/Modules/Attention. A room is a project's folder, or the project itself for files at its top.
/// </summary>
static class Folders
{
    /// <summary>The folder of a file.</summary>
    public static string Of(string path)
    {
        string folder = Parent(path);
        return folder.StartsWith("src/", StringComparison.Ordinal) ? folder["src/".Length..] : folder;
    }

    public static string Parent(string folder) => folder.LastIndexOf('/') is var at and >= 0 ? folder[..at] : "";

    public static string Name(string folder) => folder[(folder.LastIndexOf('/') + 1)..];

    public static string Project(string folder) => First(folder, IsTest(folder) ? 2 : 1);

    public static string Room(string folder) => First(folder, IsTest(folder) ? 3 : 2);

    public static bool IsTest(string folder) => folder == "test" || folder.StartsWith("test/", StringComparison.Ordinal);

    public static bool Holds(string outer, string inner) => inner == outer || inner.StartsWith(outer + "/", StringComparison.Ordinal);

    /// <summary>
    /// The arrow that stands for one between two folders: between rooms where the projects differ, else between the folders in which the two
    /// ways part. A folder stands for its own files where the way ends in it.
    /// </summary>
    public static Arrow Lift(string from, string to)
    {
        if (Project(from) != Project(to)) return new(Room(from), Room(to));
        string common = from;
        while (!Holds(common, to)) common = Parent(common);
        int depth = common.Split('/').Length;
        return new(First(from, depth + 1), First(to, depth + 1));
    }

    /// <summary>The folder whose files and folders an arrow is between; "" between projects.</summary>
    public static string Around(Arrow arrow) =>
        Project(arrow.From) != Project(arrow.To) ? ""
        : Holds(arrow.From, arrow.To) ? arrow.From
        : Holds(arrow.To, arrow.From) ? arrow.To
        : Parent(arrow.From);

    static string First(string folder, int count) => string.Join('/', folder.Split('/').Take(count));
}

/// <summary>One folder names another.</summary>
readonly record struct Arrow(string From, string To);
