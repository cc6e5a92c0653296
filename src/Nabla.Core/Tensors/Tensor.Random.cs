namespace Nabla.Tensors;

public sealed partial class Tensor
{
    /// <summary>Uniform random numbers in [<paramref name="low"/>, <paramref name="high"/>).</summary>
    public static Tensor Uniform(Shape shape, Rng rng, double low = 0, double high = 1, DataType type = DataType.Float32, Device? device = null)
    {
        Tensor tensor = Empty(shape, type, device, "Tensor.Uniform");
        Operand.RequireReal(tensor, "Tensor.Uniform");
        if (tensor.Family<IRandomKernels>() is { } kernels) kernels.Uniform(tensor.Region, shape.Count, low, high, rng.Key);
        else tensor.Draw(low, high - low, rng.Uniform);
        return tensor;
    }

    /// <summary>Normal random numbers.</summary>
    public static Tensor Normal(Shape shape, Rng rng, double mean = 0, double deviation = 1, DataType type = DataType.Float32, Device? device = null)
    {
        Tensor tensor = Empty(shape, type, device, "Tensor.Normal");
        Operand.RequireReal(tensor, "Tensor.Normal");
        if (tensor.Family<IRandomKernels>() is { } kernels) kernels.Normal(tensor.Region, shape.Count, mean, deviation, rng.Key);
        else tensor.Draw(mean, deviation, rng.Normal);
        return tensor;
    }

    // For a device that draws none itself: the same numbers.
    void Draw(double shift, double scale, Func<long, float> number)
    {
        if (DataType == DataType.Float32) CopyFrom<float>(Drawn((float)shift, (float)scale, number));
        else CopyFrom<double>(Drawn(shift, scale, number));
    }

    T[] Drawn<T>(T shift, T scale, Func<long, float> number) where T : IBinaryFloatingPointIeee754<T>
    {
        var numbers = new T[Count];
        for (int i = 0; i < numbers.Length; i++) numbers[i] = shift + scale * T.CreateTruncating(number(i));
        return numbers;
    }
}
