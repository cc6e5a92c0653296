using Nabla.Devices.Cpu;

namespace Nabla.Modules;

/// <summary>A piece of a network: a partial class with readonly fields that are parameters and other modules. The generator writes
/// <see cref="Visit"/>, so names are field paths (<c>block2.norm.weight</c>) and order is declaration order. Structure never changes; the optimizer
/// changes the numbers in place.</summary>
public abstract class Module
{
    [ThreadStatic] static IModuleObserver? observer;

    static readonly object naming = new();

    volatile bool isNamed;

    /// <summary>Whether it has its path: as part of a model, or as the root that was used first.</summary>
    internal bool IsNamed => isNamed;

    /// <summary>The path from the model's root, such as <c>block2.norm</c>; empty at the root.</summary>
    public string Path { get; private set; } = "";

    /// <summary>The class name and the path, for messages: <c>Linear 'logits'</c>.</summary>
    public string Title => Path.Length == 0 ? GetType().Name : $"{GetType().Name} '{Path}'";

    /// <summary>What this module computes of one input. Call it by <see cref="Call(Tensor)"/>, which owns the memory of what is made on the way.</summary>
    /// <exception cref="NotSupportedException">The module takes several inputs.</exception>
    public virtual Tensor Forward(Tensor input) => throw new NotSupportedException($"{Title} takes several inputs: call it with all of them.");

    /// <summary>What this module computes of the parts of an input, such as a source and what is said so far. A module of one input needs
    /// <see cref="Forward(Tensor)"/> alone.</summary>
    /// <exception cref="ArgumentException">There are more or fewer inputs than it takes.</exception>
    public virtual Tensor Forward(ReadOnlySpan<Tensor> inputs) => inputs.Length == 1 ? Forward(inputs[0])
        : throw new ArgumentException($"{Title} takes one input, got {inputs.Length}: a module of several overrides Forward(ReadOnlySpan<Tensor>).");

    /// <summary>Runs <see cref="Forward(Tensor)"/> in a scope of its own: what it makes is released on return, but for its result and what the tape saved.</summary>
    public Tensor Call(Tensor input) => Call(this, input, static (module, input) => module.Forward(input));

    /// <summary>As <see cref="Call(Tensor)"/>, with all parts of an input.</summary>
    public Tensor Call(params ReadOnlySpan<Tensor> inputs) => inputs.Length == 1 ? Call(inputs[0]) : Call(this, inputs, static (module, inputs) => module.Forward(inputs));

    /// <summary>As <see cref="Call(Tensor)"/>, for a forward of any arguments.</summary>
    /// <param name="module">The module.</param>
    /// <param name="arguments">What its forward takes.</param>
    /// <param name="forward">The forward; a static lambda, so that a call allocates nothing.</param>
    protected internal static Tensor Call<M, A>(M module, A arguments, Func<M, A, Tensor> forward) where M : Module where A : allows ref struct
    {
        module.NamePaths();
        using var scope = new ScopeRelay();
        return scope.Return(module.Show(forward(module, arguments) ?? throw NoResult(module)));
    }

    static InvalidOperationException NoResult(Module module) => new($"{module.Title}: Forward returned null, a tensor is expected: return its result.");

    /// <summary>Whether somebody watches this thread: then every module has to give a result of its own.</summary>
    internal static bool IsObserved => observer is not null;

    /// <summary>Shows a result to the observer of this thread, if there is one, and in backward its gradient. Go on with what is returned.</summary>
    internal Tensor Show(Tensor output) => observer is null ? output : Show(output, observer);

    // Apart, so that a call that nobody watches allocates nothing.
    Tensor Show(Tensor output, IModuleObserver to)
    {
        if (!Tape.IsReplaying) to.Observe(this, output);
        return output.OnGradient(gradient => to.ObserveGradient(this, gradient));
    }

    /// <summary>Shows parameters, buffers and children to the visitor, in declaration order. The generator writes it into the partial class: where it
    /// is missing, the class is not partial, or the project runs without <c>Nabla.Generators</c> as an analyzer.</summary>
    protected internal abstract void Visit(IModuleVisitor visitor);

    /// <summary>All parameters of this module and its children, in order, each once.</summary>
    public IReadOnlyList<Parameter> Parameters => Walk().Parameters;

    /// <summary>All buffers of this module and its children, in order.</summary>
    public IReadOnlyList<ModuleBuffer> Buffers => Walk().Buffers;

    /// <summary>All that a file keeps of this module, by path: parameters, then buffers.</summary>
    public IReadOnlyList<(string Name, Tensor Value)> State
        => [.. Parameters.Select(parameter => (parameter.Path, parameter.Value)), .. Buffers.Select(buffer => (buffer.Path, buffer.Value))];

    /// <summary>This module and all below it, in order.</summary>
    public IReadOnlyList<Module> Descendants => Walk().Modules;

    /// <summary>The number of trained numbers.</summary>
    public long ParameterCount => Parameters.Sum(parameter => parameter.Count);

    /// <summary>Has parameters and running statistics in another type: Float64 for comparisons that rounding must not blur.</summary>
    /// <exception cref="ArgumentException">The type holds no real numbers.</exception>
    /// <exception cref="InvalidOperationException">A parameter has been used already.</exception>
    public void SetDataType(DataType type)
    {
        if (!type.IsFloat) throw new ArgumentException($"{Title}: parameters are Float32 or Float64, got {type}.");
        foreach (Parameter parameter in Parameters) parameter.CheckType(type); // all before any is changed
        foreach (Parameter parameter in Parameters) parameter.DataType = type;
        foreach (ModuleBuffer buffer in Buffers) buffer.Convert(type);
    }

    /// <summary>Where parameters and buffers are, and inputs have to be.</summary>
    public virtual Device Device => Walk() is var walk && walk.Parameters is [var first, ..] ? first.Device : walk.Buffers is [var buffer, ..] ? buffer.Value.Device : CpuDevice.Instance;

    /// <summary>Moves parameters and buffers to a device. An arena made before no longer holds them: make optimizers afterwards.</summary>
    public void SetDevice(Device device)
    {
        foreach (Parameter parameter in Parameters) parameter.MoveTo(device);
        foreach (ModuleBuffer buffer in Buffers) buffer.MoveTo(device);
    }

    /// <summary>Has every call on this thread shown to an observer while the body runs, and the gradients of their results in a backward; see <see cref="ModuleTrace"/>.</summary>
    public static T Observed<T>(IModuleObserver by, Func<T> body) => Under(by, body);

    static T Under<T>(IModuleObserver? by, Func<T> body)
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

    /// <summary>A part of a forward that backward runs again (<see cref="Recomputation"/>), under the eyes of who watches now.</summary>
    private protected static Tensor Recomputed(Func<Tensor, Tensor> body, Tensor input, params ReadOnlySpan<Tensor> others)
    {
        if (!Tape.IsRecording) return body(input);
        IModuleObserver? by = observer;
        return Recomputation.Run(x => Under(by, () => body(x)), input, others);
    }

    // Paths are given from the root, at its first use: initial weights depend on them.
    internal void NamePaths()
    {
        if (!isNamed) Walk();
    }

    ModuleWalk Walk()
    {
        if (isNamed) return Walk(naming: false);
        lock (naming) return Walk(naming: !isNamed);
    }

    // Who finds a module named finds all below it named, so the root is the last.
    ModuleWalk Walk(bool naming)
    {
        var walk = new ModuleWalk(naming);
        walk.Enter(this, Path);
        if (naming) foreach (Module module in walk.Modules.AsEnumerable().Reverse()) module.isNamed = true;
        return walk;
    }

    internal void Name(string path) => Path = path;
}

/// <summary>Sees what a module consists of.</summary>
public interface IModuleVisitor
{
    /// <summary>A module held in a field; without a name ("") it goes by the path of the module that holds it, which is a mere wrapper.</summary>
    void Child(string name, Module child);

    /// <summary>A parameter held in a field.</summary>
    void Parameter(string name, Parameter parameter);

    /// <summary>State that is not trained, held in a field.</summary>
    void Buffer(string name, ModuleBuffer buffer);
}

/// <summary>Sees the result of every module call and its gradient, for example to find the first that is not finite.</summary>
public interface IModuleObserver
{
    /// <summary>Called after a module's forward, inside its scope.</summary>
    void Observe(Module module, Tensor output);

    /// <summary>Called in backward with the gradient of a result that was observed while a tape recorded. Copy what is to be kept.</summary>
    void ObserveGradient(Module module, Tensor gradient) { }
}
