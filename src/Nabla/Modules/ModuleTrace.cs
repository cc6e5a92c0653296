namespace Nabla.Modules;

/// <summary>Keeps what every module call gave, and the gradient that came back to it:
/// <c>var trace = new ModuleTrace(); Module.Observed(trace, () => Tape.Differentiate(() => loss.Mean(model.Call(x), y)));</c>
/// What is kept stays readable for as long as somebody refers to it.</summary>
public sealed class ModuleTrace : IModuleObserver
{
    readonly List<(Module, Tensor)> outputs = [], gradients = [];

    /// <summary>Each call's module and result, in the order in which calls return: inner modules before the one they are part of.</summary>
    public IReadOnlyList<(Module Module, Tensor Value)> Outputs => outputs;

    /// <summary>Each call's module and the gradient of its result, last call first; empty without a backward.</summary>
    public IReadOnlyList<(Module Module, Tensor Value)> Gradients => gradients;

    /// <summary>The result of a module's only call.</summary>
    /// <exception cref="InvalidOperationException">It was not called, or more than once.</exception>
    public Tensor OutputOf(Module module) => Only(outputs, module);

    /// <summary>The gradient of the result of a module's only call.</summary>
    /// <exception cref="InvalidOperationException">No backward has come to it, or more than one.</exception>
    public Tensor GradientOf(Module module) => Only(gradients, module);

    void IModuleObserver.Observe(Module module, Tensor output) => outputs.Add((module, output.Detach().Keep()));

    void IModuleObserver.ObserveGradient(Module module, Tensor gradient) => gradients.Add((module, gradient.Copy().Keep()));

    static Tensor Only(List<(Module Module, Tensor Value)> all, Module module)
    {
        Tensor[] found = [.. all.Where(each => each.Module == module).Select(each => each.Value)];
        return found.Length == 1 ? found[0] : throw new InvalidOperationException($"ModuleTrace: {module.Title} was seen {found.Length} times: read Outputs and Gradients instead, or take a new trace for each pass.");
    }
}
