namespace Nabla.Devices;

/// <summary>What one element of a tensor is. Training uses <see cref="Float32"/>; gradient checks use <see cref="Float64"/>; indices are integers.</summary>
public enum DataType
{
    /// <summary>IEEE 754 single precision, 4 bytes.</summary>
    Float32,
    /// <summary>IEEE 754 double precision, 8 bytes.</summary>
    Float64,
    /// <summary>Signed integer, 4 bytes: class labels, token and row indices.</summary>
    Int32,
    /// <summary>Signed integer, 8 bytes.</summary>
    Int64,
}

/// <summary>Sizes and names of data types.</summary>
public static class DataTypes
{
    extension(DataType type)
    {
        /// <summary>Bytes of one element.</summary>
        public int Size => type is DataType.Float64 or DataType.Int64 ? 8 : 4;

        /// <summary>Whether the type holds real numbers, and so may carry a gradient.</summary>
        public bool IsFloat => type is DataType.Float32 or DataType.Float64;
    }

    /// <summary>The data type of the C# type <typeparamref name="T"/>.</summary>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is not float, double, int or long.</exception>
    public static DataType Of<T>() where T : unmanaged
    {
        if (typeof(T) == typeof(float)) return DataType.Float32;
        if (typeof(T) == typeof(double)) return DataType.Float64;
        if (typeof(T) == typeof(int)) return DataType.Int32;
        if (typeof(T) == typeof(long)) return DataType.Int64;
        throw new NotSupportedException($"Tensors hold float, double, int or long, not {typeof(T).Name}: convert the values first.");
    }
}
