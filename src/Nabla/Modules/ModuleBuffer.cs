using Nabla.Devices;
using Nabla.Operations;
using Nabla.Tensors;

namespace Nabla.Modules;

/// <summary>State of a module that is saved with the weights but not trained: running statistics.</summary>
public sealed class ModuleBuffer
{
    /// <summary>A buffer with its first values.</summary>
    public ModuleBuffer(Tensor value) => Value = value.Keep();

    /// <summary>The numbers; overwrite them with CopyFrom.</summary>
    public Tensor Value { get; private set; }

    /// <summary>The path from the model's root, such as <c>norm.running_mean</c>.</summary>
    public string Path { get; internal set; } = "";

    /// <summary>Holds real numbers in another type from now on; integers stay.</summary>
    internal void Convert(DataType type)
    {
        if (Value.DataType.IsFloat) Value = Value.To(type).Keep();
    }
}
