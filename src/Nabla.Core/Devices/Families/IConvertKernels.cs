namespace Nabla.Devices;

/// <summary>Numbers of one type as those of another. A device gives these for <see cref="DataType.Float32"/>, whatever the types converted.</summary>
public interface IConvertKernels
{
    /// <summary>y[i] = x[i]: rounded to the nearest where the target is real, towards zero and held within its range where it is whole; NaN becomes the
    /// whole number 0.</summary>
    void Convert(Region x, DataType from, Region y, DataType to, long count);
}
