using Nabla.Memory;
using Nabla.Parameters;
using Nabla.Tensors;

namespace Nabla.Modules;

/// <summary>
/// A piece of a network: a partial class with readonly fields that are parameters and other modules.
/// The generator writes <see cref="Visit"/>, so names are field paths (<c>block2.norm.weight</c>) and order is declaration order.
/// Structure never changes; the optimizer changes the numbers in place.
/// </summary>
public abstract class Module
{
    [ThreadStatic] static IModuleObserver? observer;

    bool isNamed;

    /// <summary>The path from the model's root, such as <c>block2.norm</c>; empty at the root.</summary>
    public string Path { get; private set; } = "";

    /// <summary>The class name and the path, for messages: <c>Linear 'logits'</c>.</summary>
    public string Title => Path.Length == 0 ? GetType().Name : $"{GetType().Name} '{Path}'";

    /// <summary>What this module computes. Call it by <see cref="Call"/>, which owns the memory of what is made on the way.</summary>
    public abstract Tensor Forward(Tensor input);

    /// <summary>Runs <see cref="Forward"/> in a scope of its own: what it makes is released on return, but for its result and what the tape saved.</summary>
    public Tensor Call(Tensor input)
    {
        if (!isNamed) NamePaths();
        ScopeStack stack = ScopeStack.Current;
        int mark = stack.Open();
        Tensor? output = null;
        try
        {
            output = Forward(input);
            Show(output);
            return output;
        }
        finally
        {
            stack.Close(mark, output?.Storage);
        }
    }

    /// <summary>Shows a result to the observer of this thread, if there is one.</summary>
    internal void Show(Tensor output) => observer?.Observe(this, output);

    /// <summary>Shows parameters, buffers and children to the visitor, in declaration order. Written by the generator.</summary>
    protected internal virtual void Visit(IModuleVisitor visitor) { }

    /// <summary>All parameters of this module and its children, in order, each once.</summary>
    public IReadOnlyList<Parameter> Parameters => Walk().Parameters;

    /// <summary>All buffers of this module and its children, in order.</summary>
    public IReadOnlyList<ModuleBuffer> Buffers => Walk().Buffers;

    /// <summary>This module and all below it, in order.</summary>
    public IReadOnlyList<Module> Descendants => Walk().Modules;

    /// <summary>The number of trained numbers.</summary>
    public long ParameterCount => Parameters.Sum(parameter => parameter.Count);

    /// <summary>Has every call on this thread shown to an observer while the body runs.</summary>
    public static T Observed<T>(IModuleObserver by, Func<T> body)
    {
        IModuleObserver? before = observer;
        observer = by;
        try
        {
            return body();
        }
        finally
        {
            observer = before;
        }
    }

    // Paths are given from the root, at its first use: initial weights depend on them.
    void NamePaths() => Walk();

    ModuleWalk Walk()
    {
        var walk = new ModuleWalk(naming: !isNamed);
        walk.Enter(this, Path);
        return walk;
    }

    internal void Name(string path)
    {
        Path = path;
        isNamed = true;
    }
}

/// <summary>Sees what a module consists of.</summary>
public interface IModuleVisitor
{
    /// <summary>A module held in a field.</summary>
    void Child(string name, Module child);

    /// <summary>A parameter held in a field.</summary>
    void Parameter(string name, Parameter parameter);

    /// <summary>State that is not trained, held in a field.</summary>
    void Buffer(string name, ModuleBuffer buffer);
}

/// <summary>Sees the result of every module call, for example to find the first that is not finite.</summary>
public interface IModuleObserver
{
    /// <summary>Called after a module's forward, inside its scope.</summary>
    void Observe(Module module, Tensor output);
}
