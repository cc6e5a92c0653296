using Nabla.Tensors;

namespace Nabla.Modules;

/// <summary>State of a module that is saved with the weights but not trained: running statistics.</summary>
public sealed class ModuleBuffer
{
    /// <summary>A buffer with its first values.</summary>
    public ModuleBuffer(Tensor value) => Value = value.Keep();

    /// <summary>The numbers; overwrite them with CopyFrom.</summary>
    public Tensor Value { get; }

    /// <summary>The path from the model's root, such as <c>norm.runningMean</c>.</summary>
    public string Path { get; internal set; } = "";
}
