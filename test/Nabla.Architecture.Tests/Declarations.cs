namespace Nabla.Architecture.Tests;

/// <summary>One name in one file that another folder declares.</summary>
readonly record struct Use(string Path, string From, string To, string Name);

/// <summary>
/// Which folder declares which name, and so which folders a file names: by types, with or without a using line, and by verbs (extensions).
/// </summary>
sealed class Declarations
{
    readonly ILookup<(string Space, string Name), string> types, verbs;
    readonly ILookup<(string Space, string Name), string> extended;
    readonly ILookup<string, string> foldersOf;
    readonly ILookup<string, SourceFile> parts;

    public Declarations(IEnumerable<SourceFile> all)
    {
        // The compiler's namespace belongs to nobody.
        SourceFile[] sources = [.. all.Where(file => file.Namespace != NameRules.Compilers)];
        types = sources.SelectMany(file => file.TopTypes.Select(name => (Key: (file.Namespace, name), file.Folder)))
            .ToLookup(each => each.Key, each => each.Folder);
        var declared = sources.SelectMany(file => file.Verbs.Select(verb => (Key: (file.Namespace, verb.Name), file.Folder, verb.Extended))).ToList();
        verbs = declared.ToLookup(each => each.Key, each => each.Folder);
        extended = declared.ToLookup(each => each.Key, each => each.Extended);
        foldersOf = sources.Select(file => (file.Namespace, file.Folder)).Distinct().ToLookup(each => each.Namespace, each => each.Folder);
        parts = sources.SelectMany(file => file.TopTypes.Distinct().Select(name => (name, file))).ToLookup(each => each.name, each => each.file);
    }

    /// <summary>What a file names in other folders, each folder and name once.</summary>
    public IEnumerable<Use> Uses(SourceFile file)
    {
        var uses = Named(file).Where(each => each.Folder != file.Folder).Select(each => new Use(file.Path, file.Folder, each.Folder, each.Name))
            .Distinct().ToList();
        return uses.Concat(Unexplained(file, uses));
    }

    IEnumerable<(string Folder, string Name)> Named(SourceFile file)
    {
        var members = MembersOf(file);
        var plain = file.Names.Types.Concat(file.Names.Owners.Where(name => !members.Contains(name)));
        var found = plain.SelectMany(name => Elsewhere(file, Visible(file, types, name, file.Opened), name))
            .Concat(file.Names.Dotted.Concat(file.Usings).SelectMany(name => Qualified(file, name)))
            .Concat(file.Names.Members.Where(each => each.Owner.Length == 0 || members.Contains(each.Owner))
                .SelectMany(each => Elsewhere(file, Visible(file, verbs, each.Name, Extending(file, each.Name)), each.Name)));
        return found;
    }

    // A type in parts may have one of them here.
    static IEnumerable<(string, string)> Elsewhere(SourceFile file, IEnumerable<string> folders, string name) =>
        folders.Contains(file.Folder) ? [] : folders.Select(folder => (folder, name));

    // As the compiler looks: from the innermost namespace outwards, then where using lines point, those of the project last.
    static IEnumerable<string> Visible(SourceFile file, ILookup<(string, string), string> declared, string name, IEnumerable<string> opened) =>
        Enclosing(file.Namespace).Concat(file.Usings).Concat(opened).Select(space => declared[(space, name)])
            .FirstOrDefault(folders => folders.Any()) ?? [];

    // Select() is of a tensor only in a file that names tensors: elsewhere it is LINQ's, which is open to all files too.
    IEnumerable<string> Extending(SourceFile file, string verb) =>
        file.Opened.Where(space => extended[(space, verb)]
            .Any(type => type.Length == 0 || file.Names.Types.Contains(type) || file.Names.Owners.Contains(type)));

    // Nabla.Tensors.Shape in full, or Tensors.Shape from inside Nabla.
    IEnumerable<(string, string)> Qualified(SourceFile file, string dotted)
    {
        string[] words = dotted.Split('.');
        foreach (string scope in Enclosing(file.Namespace).Append(""))
            for (int i = words.Length - 1; i > 0; i--)
            {
                string space = string.Join('.', words.Take(i).Prepend(scope).Where(word => word.Length > 0)), name = words[i].Split('<')[0];
                if (types[(space, name)] is var folders && folders.Any()) return Elsewhere(file, folders, name);
            }
        return [];
    }

    // A using line that no name explains is still an arrow: to the outermost folder of its namespace.
    IEnumerable<Use> Unexplained(SourceFile file, List<Use> uses) =>
        from space in file.Usings.Distinct()
        let folders = foldersOf[space].ToList()
        where folders.Count > 0 && !folders.Contains(file.Folder) && !Folders.IsTest(file.Folder) && file.Folder != "lessons"
            && !uses.Exists(use => folders.Contains(use.To))
        select new Use(file.Path, file.Folder, folders.MinBy(folder => folder.Length)!, $"using {space}");

    // Members of its types, of their other parts, and of what they begin with.
    HashSet<string> MembersOf(SourceFile file)
    {
        var members = new HashSet<string>(file.Members);
        var seen = new HashSet<string>();
        var open = new Stack<string>(file.TopTypes.Concat(file.Bases));
        while (open.TryPop(out string? type))
        {
            if (!seen.Add(type)) continue;
            foreach (SourceFile part in parts[type])
            {
                members.UnionWith(part.Members);
                foreach (string each in part.Bases) open.Push(each);
            }
        }
        return members;
    }

    static IEnumerable<string> Enclosing(string space)
    {
        for (; space.Length > 0; space = space.LastIndexOf('.') is var dot and >= 0 ? space[..dot] : "") yield return space;
    }
}
