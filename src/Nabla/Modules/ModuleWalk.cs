namespace Nabla.Modules;

/// <summary>Collects what a module consists of, and gives paths on the first walk from a root.</summary>
internal sealed class ModuleWalk(bool naming) : IModuleVisitor
{
    readonly HashSet<object> seen = new(ReferenceEqualityComparer.Instance);
    readonly HashSet<string> names = [];
    string prefix = "";

    public List<Module> Modules { get; } = [];

    public List<Parameter> Parameters { get; } = [];

    public List<ModuleBuffer> Buffers { get; } = [];

    public void Enter(Module module, string path)
    {
        if (!seen.Add(module)) return; // a shared module keeps its first path
        if (naming) module.Name(path);
        Modules.Add(module);
        string outer = prefix;
        prefix = path;
        module.Visit(this);
        prefix = outer;
    }

    public void Child(string name, Module child) => Enter(child, Join(name));

    public void Parameter(string name, Parameter parameter)
    {
        if (!seen.Add(parameter)) return;
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
