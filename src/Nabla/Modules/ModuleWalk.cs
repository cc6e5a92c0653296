namespace Nabla.Modules;

/// <summary>Collects what a module consists of, and gives paths on the first walk from a root.</summary>
internal sealed class ModuleWalk(bool naming) : IModuleVisitor
{
    readonly HashSet<object> seen = new(ReferenceEqualityComparer.Instance);
    readonly HashSet<string> names = [];
    string prefix = "";
    bool moves;

    public List<Module> Modules { get; } = [];

    public List<Parameter> Parameters { get; } = [];

    public List<ModuleBuffer> Buffers { get; } = [];

    public void Enter(Module module, string path)
    {
        if (!seen.Add(module)) return; // a shared module keeps its first path
        if (!naming && module.Path.Length == 0 && path.Length > 0)
            throw new InvalidOperationException($"{module.Title} was added as '{path}' after the model's first use: weights begin by their paths, so make the model whole before.");
        if (naming && !moves && module is { IsNamed: true, Path: not "" } && module.Path != path)
            throw new InvalidOperationException($"{module.Title} of another model would be '{path}' in this one: "
                + "it is saved by one path, so hold it by one in both, or make another.");
        (string outerPrefix, bool outerMoves) = (prefix, moves);
        (prefix, moves) = (path, moves || module is { IsNamed: true, Path: "" }); // what was a model becomes part of a larger one, with all its parts
        if (naming) module.Name(path);
        Modules.Add(module);
        module.Visit(this);
        (prefix, moves) = (outerPrefix, outerMoves);
    }

    public void Child(string name, Module child) => Enter(child, Join(name));

    public void Parameter(string name, Parameter parameter)
    {
        if (!seen.Add(parameter)) return;
        if (!naming && parameter.Path.Length == 0)
            throw new InvalidOperationException($"The parameter '{Join(name)}' was added after the model's first use: make the model whole before.");
        if (naming) parameter.Path = Named(name);
        Parameters.Add(parameter);
    }

    public void Buffer(string name, ModuleBuffer buffer)
    {
        if (!seen.Add(buffer)) return;
        if (naming) buffer.Path = Named(name);
        Buffers.Add(buffer);
    }

    // The analyzer sees neither visits written by hand nor private fields of a base class in another assembly.
    string Named(string name) => Join(name) is var path && names.Add(path) ? path
        : throw new InvalidOperationException($"Two parts of the model would both be saved as '{path}': rename the field of one.");

    string Join(string name) => prefix.Length == 0 ? name : name.Length == 0 ? prefix : $"{prefix}.{name}";
}
