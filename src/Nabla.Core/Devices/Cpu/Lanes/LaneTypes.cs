namespace Nabla.Devices.Cpu;

/// <summary>Something done with one choice of number and vector: building kernels, or testing them.</summary>
/// <typeparam name="TResult">What comes of it.</typeparam>
internal interface ILaneVisitor<TResult>
{
    /// <summary>The lane is <see cref="Lane{T,V,S}"/>, its dual number <see cref="Dual{T,V,S}"/>.</summary>
    TResult Visit<T, V, S>() where T : unmanaged, IBinaryFloatingPointIeee754<T> where V : struct where S : struct, ISimd<T, V>;
}

/// <summary>All pairs of number and vector that kernels exist for, written out here so that no reflection is needed.</summary>
internal static class LaneTypes
{
    /// <summary>Calls <paramref name="visitor"/> with the types of a data type and an instruction set.</summary>
    /// <exception cref="NotSupportedException"><paramref name="type"/> is no real number.</exception>
    public static TResult Visit<TResult>(DataType type, InstructionSet set, ILaneVisitor<TResult> visitor) => (type, set) switch
    {
        (DataType.Float32, InstructionSet.Avx512) => visitor.Visit<float, Vector512<float>, Simd512<float>>(),
        (DataType.Float32, InstructionSet.Avx2) => visitor.Visit<float, Vector256<float>, Simd256<float>>(),
        (DataType.Float32, InstructionSet.Vector128) => visitor.Visit<float, Vector128<float>, Simd128<float>>(),
        (DataType.Float32, InstructionSet.Scalar) => visitor.Visit<float, float, SimdScalar<float>>(),
        (DataType.Float64, InstructionSet.Avx512) => visitor.Visit<double, Vector512<double>, Simd512<double>>(),
        (DataType.Float64, InstructionSet.Avx2) => visitor.Visit<double, Vector256<double>, Simd256<double>>(),
        (DataType.Float64, InstructionSet.Vector128) => visitor.Visit<double, Vector128<double>, Simd128<double>>(),
        (DataType.Float64, InstructionSet.Scalar) => visitor.Visit<double, double, SimdScalar<double>>(),
        _ => throw new NotSupportedException($"Kernels compute with Float32 and Float64, not with {type}: convert the operand first."),
    };
}
