namespace Nabla.Checkpoints;

/// <summary>An element type as the safetensors format names it. All are listed; those that Nabla computes with have a <see cref="DataType"/>.</summary>
public sealed class SafetensorsType
{
    /// <summary>IEEE 754 half precision.</summary>
    public static readonly SafetensorsType Float16 = new("F16", 16);

    /// <summary>The upper half of a single-precision number.</summary>
    public static readonly SafetensorsType BFloat16 = new("BF16", 16);

    static readonly SafetensorsType[] All =
    [
        new("F32", 32, Devices.DataType.Float32), new("F64", 64, Devices.DataType.Float64), new("I32", 32, Devices.DataType.Int32), new("I64", 64, Devices.DataType.Int64),
        Float16, BFloat16,
        new("BOOL", 8), new("U8", 8), new("I8", 8), new("U16", 16), new("I16", 16), new("U32", 32), new("U64", 64), new("C64", 64),
        new("F8_E4M3", 8), new("F8_E5M2", 8), new("F8_E8M0", 8), new("F8_E4M3FNUZ", 8), new("F8_E5M2FNUZ", 8), new("F6_E2M3", 6), new("F6_E3M2", 6), new("F4", 4),
    ];

    SafetensorsType(string name, int bits, DataType? type = null)
    {
        Name = name;
        Bits = bits;
        DataType = type;
    }

    /// <summary>The name in the file, for example F32.</summary>
    public string Name { get; }

    /// <summary>Bits of one element.</summary>
    public int Bits { get; }

    /// <summary>The type that Nabla computes with; null where there is none.</summary>
    public DataType? DataType { get; }

    /// <summary>The names of all types.</summary>
    public static string Names => string.Join(", ", All.Select(type => type.Name));

    /// <summary>The type with a name, exactly as written; null for an unknown one.</summary>
    public static SafetensorsType? Find(string name) => All.FirstOrDefault(type => type.Name == name);

    /// <summary>The name of a data type in the file.</summary>
    public static SafetensorsType Of(DataType type) => All.First(each => each.DataType == type);

    /// <summary>The name in the file.</summary>
    public override string ToString() => Name;
}
