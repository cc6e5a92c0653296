namespace Nabla.Modules;

/// <summary>State of a module that is saved with the weights but not trained: running statistics.</summary>
public sealed class ModuleBuffer
{
    /// <summary>A buffer with its first values.</summary>
    /// <param name="value">The values.</param>
    /// <param name="isOfAnyLength">Whether how many there are follows from what is learnt: then a file may bring another number of them.</param>
    public ModuleBuffer(Tensor value, bool isOfAnyLength = false) => (Value, IsOfAnyLength) = (value.Keep(), isOfAnyLength);

    /// <summary>Whether how many numbers there are follows from what is learnt.</summary>
    public bool IsOfAnyLength { get; }

    /// <summary>Makes room for another number of values, of which none is known yet.</summary>
    public void Resize(in Shape shape) => Value = Tensor.Zeros(shape, Value.DataType, Value.Device).Keep();

    /// <summary>The numbers; overwrite them with CopyFrom.</summary>
    public Tensor Value { get; private set; }

    /// <summary>The path from the model's root, such as <c>norm.running_mean</c>.</summary>
    public string Path { get; internal set; } = "";

    /// <summary>Holds the numbers on another device from now on.</summary>
    internal void MoveTo(Device device) => Value = Value.To(device).Keep();

    /// <summary>Holds real numbers in another type from now on; integers stay.</summary>
    internal void Convert(DataType type)
    {
        if (Value.DataType.IsFloat) Value = Value.To(type).Keep();
    }
}
